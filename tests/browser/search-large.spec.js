// The search over many pages: that it finds them, what it loads for that, and how long it takes. Times and bytes are
// printed and not asserted: a busy machine is no fault. PASSDOWN_PAGES says how many pages, 2000 if nothing does. Among
// them are pages in scripts that put no spaces between words.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { writeLarge } from "./large.js";
import { serve } from "./server.js";
import { program } from "./site.js";

const count = Number(process.env.PASSDOWN_PAGES) || 2000;
const folder = fileURLToPath(new URL("../../target/browser/large", import.meta.url));
const part = (times, share) => times.sort((one, other) => one - other)[Math.floor((times.length - 1) * share)].toFixed(1);

const unspaced = [
  { title: "潮位観測の手順", text: "毎朝、港の検潮儀を確認して記録します。", words: ["検潮儀", "港の検潮", "記録します"] },
  { title: "值班安排", text: "每天早上检查港口的水位计并记录。", words: ["水位计", "检查港口"] },
  { title: "당직 안내", text: "매일 아침 항구의 수위계를 확인하고 기록합니다.", words: ["수위계", "항구의", "기록합니다"] },
];

// One after the other: they share the site.
test.describe.configure({ mode: "default" });

let server, titles;
test.beforeAll(async () => {
  test.setTimeout(600_000);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  titles = writeLarge(folder, count);
  for (const { title, text } of unspaced) writeFileSync(`${folder}/content/${title}.md`, `# ${title}\n\n${text}\n`);
  writeFileSync(`${folder}/book.toml`, '[book]\ntitle = "Many pages"\n');
  const built = spawnSync(program(), ["build", folder, "-q"], { encoding: "utf8" });
  expect(built.status, built.stdout + built.stderr).toBe(0);
  server = await serve(`${folder}/public`);
});
test.afterAll(() => server?.close());

/** Opens the search on the first page, with a watch on how long each answer takes from the key to its first result. */
async function open(page) {
  // What the browser asked for is weighed on the disk: it may have thrown an answer's body away by now.
  const asked = [];
  page.on("request", (request) => asked.push(request.url().slice(server.url.length)));
  const bytes = () => asked.filter((path) => /^(?:js|search)\//.test(path)).reduce((sum, path) => sum + gzipSync(readFileSync(`${folder}/public/${path}`)).length, 0);
  await page.goto(server.url);
  await page.evaluate(() => {
    globalThis.times = [];
    globalThis.began = null;
    addEventListener("input", () => { globalThis.began = performance.now(); }, true);
    const hasResults = ({ target }) => target.classList?.contains("ask-list") && target.firstChild;
    new MutationObserver((changes) => {
      if (globalThis.began === null || !changes.some(hasResults)) return;
      globalThis.times.push(performance.now() - globalThis.began);
      globalThis.began = null;
    }).observe(document.body, { subtree: true, childList: true });
  });
  await page.keyboard.press("/");
  const field = page.getByRole("combobox", { name: "Search" });
  await expect(field).toBeFocused();
  const first = page.locator("dialog.ask .hit-title").first();
  const times = () => page.evaluate(() => globalThis.times.splice(0));
  /** Types a text whose beginnings are all found, and waits for the answer to each key: one that is overtaken is never shown. */
  const type = async (text) => {
    for (const letter of text) {
      await field.press(letter === " " ? "Space" : letter);
      await page.waitForFunction(() => globalThis.began === null);
    }
  };
  return { field, first, times, bytes, type };
}

test(`one of ${count} pages is found by its title, at once and while it is typed`, async ({ page }) => {
  test.setTimeout(300_000);
  const { field, first, times, bytes, type } = await open(page);
  const chosen = [0.1, 0.3, 0.5, 0.7, 0.9].map((share) => titles[Math.floor(count * share)]);
  await field.fill(chosen[0]);
  await expect(first).toHaveText(chosen[0]);
  const [cold] = await times(), loaded = bytes();
  // The first round loads what the second one is measured with.
  for (const round of ["loading", "warm"]) {
    const taken = [];
    for (const title of chosen) {
      await field.fill("");
      await times();
      await type(title);
      await expect(first).toHaveText(title);
      taken.push(...(await times()));
    }
    if (round === "warm") console.log(`${count} pages: first results after ${cold.toFixed(0)} ms and ${loaded} bytes; ${taken.length} keys, p50 ${part(taken, 0.5)} ms, p95 ${part(taken, 0.95)} ms`);
  }
});

test("words inside Japanese, Chinese and Korean sentences are found", async ({ page }) => {
  const { field, first } = await open(page);
  for (const { title, words } of unspaced) {
    for (const word of words) {
      await field.fill(word);
      await expect(first).toHaveText(title);
      await expect(page.locator("dialog.ask .hit-text mark").first()).toContainText(word.slice(0, 2));
    }
  }
});
