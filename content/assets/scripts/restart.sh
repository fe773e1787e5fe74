#!/usr/bin/env bash
# Restart the licence daemon on lic01. Run it as a member of licadmin.
set -euo pipefail

port=27000

# region check
lmstat -a -c "${port}@lic01" | grep ' start ' || echo "nobody is using a licence"

if lmstat -a -c "${port}@lic01" | grep -q tidemodel; then
  echo "The tide model holds a licence. Stop here and ask Mei." >&2
  exit 1
fi
# endregion check

# region restart
sudo systemctl stop flexlm
while ss -ltn | grep -q ":${port}"; do sleep 2; done
sudo rm -f /var/tmp/lockMLM /var/tmp/lockARC
sudo systemctl start flexlm
# endregion restart

echo "$(date -Is) ${USER}" | tee -a /var/log/licence-restarts.txt
