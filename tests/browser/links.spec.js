// Reads every page of the output as a browser does and follows every address that stays within the site.
import { posix } from "node:path";
import { files, isRedirect, pages, read, ways } from "./site.js";
import { expect, test } from "./test.js";

const most = 150; // pages opened in full; every page is read and its links followed, however many there are

/** Runs in the browser: what a page points at, what can be pointed at, by the browser's own HTML parser. */
function survey(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const links = [];
  const add = (element, name, value) => links.push({ tag: element.localName, rel: element.getAttribute("rel") ?? "", name, value: value.trim() });
  for (const element of page.querySelectorAll("*")) {
    for (const name of ["href", "src", "poster", "data", "action", "formaction", "xlink:href"]) {
      if (name === "data" && element.localName !== "object") continue;
      if (element.hasAttribute(name)) add(element, name, element.getAttribute(name));
    }
    for (const part of (element.getAttribute("srcset") ?? "").split(",")) {
      if (part.trim()) add(element, "srcset", part.trim().split(/\s+/)[0]);
    }
    if (element.localName === "meta" && element.httpEquiv.toLowerCase() === "refresh") {
      const target = /url=\s*["']?([^"']+)/i.exec(element.content);
      if (target) add(element, "content", target[1]);
    }
  }
  const ids = [...page.querySelectorAll("[id]")].map((element) => element.id);
  const names = [...page.querySelectorAll("a[name]")].map((element) => element.name);
  return { links, ids, names };
}

const loads = ({ tag, rel, name }) => (tag === "link" ? /stylesheet|icon|preload|manifest/.test(rel) : name !== "href" && tag !== "meta");

/** What is wrong with one link of one page, or null. */
function fault(from, link, surveys, known) {
  const { value } = link;
  if (/^javascript:/i.test(value)) return "a script as an address";
  if (/^(mailto|tel|webcal|data):/i.test(value)) return null;
  if (/^[a-z][a-z0-9+.-]*:/i.test(value)) return loads(link) ? "loads from another place" : null;
  if (value.startsWith("/")) return from === "404.html" ? null : "begins at the root of the host";
  const [, address, fragment] = /^([^#]*)(?:#(.*))?$/s.exec(value);
  const path = decodeURIComponent(address.split("?", 1)[0]);
  const target = path ? posix.join(posix.dirname(from), path) : from;
  if (!known.has(target)) return `no file ${target}`;
  const id = decodeURIComponent((fragment ?? "").split(":~:", 1)[0]);
  if (!id || id === "top" || !target.endsWith(".html")) return null;
  const there = surveys.get(target);
  return there.ids.includes(id) || there.names.includes(id) ? null : `no element \`${id}\` in ${target}`;
}

for (const [way, open] of Object.entries(ways)) {
  test(`every link and anchor leads somewhere, ${way}`, async ({ page, request }) => {
    test.setTimeout(300_000);
    const site = await open();
    try {
      const surveys = new Map();
      for (const path of pages()) {
        const html = way === "from disk" ? read(path) : await (await request.get(site.url(path))).text();
        surveys.set(path, await page.evaluate(survey, html));
      }
      expect(surveys.size, "the site has pages").toBeGreaterThan(0);
      const known = new Set(files());
      const faults = [];
      for (const [path, { links, ids }] of surveys) {
        for (const link of links) {
          const wrong = fault(path, link, surveys, known);
          if (wrong) faults.push(`${path}: <${link.tag} ${link.name}="${link.value}">: ${wrong}`);
        }
        const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
        if (twice.length) faults.push(`${path}: ids given twice: ${[...new Set(twice)].join(", ")}`);
      }
      expect(faults).toEqual([]);
    } finally {
      await site.close();
    }
  });

  test(`pages open without complaint and ask no other place, ${way}`, async ({ page }) => {
    test.setTimeout(600_000);
    const site = await open();
    const home = new URL(site.url("index.html"));
    const inside = (url) => /^(data|blob|about):/.test(url) || (home.protocol === "file:" ? url.startsWith("file:") : url.startsWith(`${home.origin}/repo/`));
    const faults = [];
    let path = "";
    const note = (what) => faults.push(`${path}: ${what}`);
    // A browser asks each host for its icon by itself when the page names none.
    const unasked = (url) => url === `${home.origin}/favicon.ico`;
    page.on("console", (message) => {
      const from = message.location().url;
      if (["error", "warning"].includes(message.type()) && !unasked(from)) note(`${message.text()} (${from})`);
    });
    page.on("pageerror", (error) => note(error.message));
    page.on("request", (asked) => inside(asked.url()) || note(`asks ${asked.url()}`));
    // A request that the crawler itself cut short by going on to the next page is no fault.
    page.on("requestfailed", (asked) => {
      const why = asked.failure()?.errorText;
      if (why !== "net::ERR_ABORTED") note(`could not load ${asked.url()}: ${why}`);
    });
    page.on("response", (got) => got.status() >= 400 && note(`${got.status()} for ${got.url()}`));
    // 404.html is written for an address that nobody knows beforehand; axe.spec.js looks at it where it is served.
    const all = pages().filter((each) => each !== "404.html" && !isRedirect(read(each)));
    const step = Math.max(1, all.length / most);
    try {
      for (let at = 0; at < all.length; at += step) {
        path = all[Math.floor(at)];
        await page.goto(site.url(path), { waitUntil: "load" });
        expect(await page.title(), `${path} has a title`).not.toBe("");
      }
      expect(faults).toEqual([]);
    } finally {
      await site.close();
    }
  });
}

test("style sheets load nothing that is not there", () => {
  const known = new Set(files());
  const faults = [];
  for (const path of known) {
    if (!path.endsWith(".css")) continue;
    const text = read(path).replace(/\/\*.*?\*\//gs, "");
    for (const [, , value] of text.matchAll(/(?:url\(\s*|@import\s+)(["']?)([^"')]+)\1/g)) {
      if (/^(data:|#)/.test(value)) continue;
      const target = posix.join(posix.dirname(path), decodeURIComponent(value.split(/[?#]/, 1)[0]));
      if (/^([a-z]+:|\/)/i.test(value) || !known.has(target)) faults.push(`${path}: ${value}`);
    }
  }
  expect(faults).toEqual([]);
});
