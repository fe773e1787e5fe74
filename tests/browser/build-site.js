// Builds the sample site once for all browser tests, unless PASSDOWN_SITE names one that is built already.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { builtSite, program } from "./site.js";

const project = fileURLToPath(new URL("../..", import.meta.url));

export default function buildSite() {
  if (!process.env.PASSDOWN_SITE) {
    const run = spawnSync(program(), ["build", project, "-d", builtSite()], { encoding: "utf8" });
    if (run.error) throw run.error;
    if (run.status !== 0) throw new Error(`passdown build ended with ${run.status}\n${run.stdout}${run.stderr}`);
  }
  if (!existsSync(`${builtSite()}/index.html`)) throw new Error(`no index.html in ${builtSite()}`);
}
