// What the specs know about the built site: where it lies, which files it has, how to reach them.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { serve } from "./server.js";

/** The program to test. */
export function program() {
  const found = process.env.PASSDOWN_BIN || fileURLToPath(new URL("../../target/release/passdown", import.meta.url));
  if (!existsSync(found)) throw new Error(`${found} is missing: run \`cargo build --release\` first`);
  return resolve(found);
}

/** The folder of the built site. */
export function builtSite() {
  const given = process.env.PASSDOWN_SITE;
  return given ? resolve(given) : fileURLToPath(new URL("../../target/browser/site", import.meta.url));
}

/** A small site with every feature of Markdown, every state of a page and an empty section: its sources, and where it is built. */
export const everything = {
  sources: fileURLToPath(new URL("everything", import.meta.url)),
  built: fileURLToPath(new URL("../../target/browser/everything", import.meta.url)),
};

/** The folder of the sample site in German. */
export const german = fileURLToPath(new URL("../../target/browser/german", import.meta.url));

/** Every file of the site, as paths from its root with forward slashes, sorted. */
export function files() {
  const found = [];
  const walk = (below) => {
    for (const entry of readdirSync(join(builtSite(), below), { withFileTypes: true })) {
      const path = below ? `${below}/${entry.name}` : entry.name;
      if (entry.isDirectory()) walk(path);
      else found.push(path);
    }
  };
  walk("");
  return found.sort();
}

export const read = (path) => readFileSync(join(builtSite(), path), "utf8");

/** Every page a reader can open. An alias is a file too, but only sends on to another one. */
export const pages = () => files().filter((path) => path.endsWith(".html"));
export const isRedirect = (html) => /<meta[^>]+http-equiv=["']?refresh/i.test(html);

/** The first page whose path fits and whose text fits; says what the sample site lacks when there is none. */
export function findPage(what, path, text = /<h1/i) {
  const found = pages().find((page) => path.test(page) && text.test(read(page)) && !isRedirect(read(page)));
  if (!found) throw new Error(`the built site has no ${what} (path ${path}, text ${text})`);
  return found;
}

const encode = (path) => path.split("/").map(encodeURIComponent).join("/");

/** The two ways a reader meets the site: opened from disk, and served below a path. */
export const ways = {
  "from disk": async () => {
    const root = pathToFileURL(`${builtSite()}/`).href;
    return { url: (path) => root + encode(path), close: async () => {} };
  },
  "below /repo/": async () => {
    const server = await serve(builtSite(), "/repo/");
    return { url: (path) => server.url + encode(path), close: server.close };
  },
};
