// The search's own script in Node, reading the index of a built site from the disk.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInThisContext } from "node:vm";

/** The site's `passdown.search`, and its index. */
export function engine(site) {
  delete globalThis.passdown;
  const run = (name) => runInThisContext(readFileSync(join(site, name), "utf8"), { filename: name });
  run("js/search.js");
  const { search } = globalThis.passdown;
  const index = new search.Index(async (name) => {
    globalThis.passdown = { search };
    run(name);
  });
  return { search, index };
}
