// Builds the sites once for all browser tests: the sample site, unless PASSDOWN_SITE names one that is built already, the
// same in German, and the one with everything in it.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { builtSite, everything, german, program } from "./site.js";

const project = fileURLToPath(new URL("../..", import.meta.url));

function build(asked, settings = {}) {
  const run = spawnSync(program(), ["build", ...asked], { encoding: "utf8", env: { ...process.env, ...settings } });
  if (run.error) throw run.error;
  if (run.status !== 0) throw new Error(`passdown build ended with ${run.status}\n${run.stdout}${run.stderr}`);
}

export default function buildSites() {
  if (!process.env.PASSDOWN_SITE) build([project, "-d", builtSite()]);
  if (!existsSync(`${builtSite()}/index.html`)) throw new Error(`no index.html in ${builtSite()}`);
  build([project, "-d", german], { PASSDOWN_BOOK__LANGUAGE: "de" });
  build([everything.sources, "--drafts", "-d", everything.built]);
}
