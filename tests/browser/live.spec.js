// `passdown serve` seen from a browser: what is saved appears, what is broken is told, and nobody loses their place.
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { program } from "./site.js";
import { expect, test as base } from "./test.js";

const long = (words) => `# Gauges\n\n${words}\n\n${"Read them at noon, and write down what they say.\n\n".repeat(200)}`;

/** Starts the server; gives its address and a way to stop it by Ctrl-C. */
async function start(folder, port = "0") {
  const child = spawn(program(), ["serve", "-p", port], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise((done) => child.once("exit", done));
  const url = await new Promise((found, failed) => {
    const said = [];
    child.once("error", failed);
    ended.then(() => failed(new Error(said.join("\n"))));
    createInterface({ input: child.stderr }).on("line", (line) => {
      said.push(line);
      const address = /serving (http:\S+)/.exec(line);
      if (address) found(address[1]);
    });
  });
  const stop = async () => {
    child.kill("SIGINT");
    expect(await ended, "it ends cleanly").toBe(0);
  };
  return { url, stop };
}

const test = base.extend({
  /** A small project in a folder of its own, and a way to save its files. */
  project: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), "passdown-live-"));
    const save = async (path, text) => {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    };
    await save("book.toml", '[book]\ntitle = "Tide Desk"\n[output.html]\nadditional-css = ["own.css"]\n');
    await save("own.css", "h1 { color: rgb(1, 2, 3) }\n");
    await save("content/index.md", "# Home\n\nWelcome.\n");
    await save("content/gauge.md", long("As it was."));
    await use({ folder, save, remove: (path) => rm(join(folder, path), { recursive: true }) });
    await rm(folder, { recursive: true });
  },
  /** Starts servers of the project, none of which outlives the test. */
  run: async ({ project }, use) => {
    const started = [];
    await use(async (port) => {
      started.push(await start(project.folder, port));
      return started.at(-1);
    });
    for (const { stop } of started) await stop();
  },
  /** The address of a running server. */
  live: async ({ run }, use) => use((await run()).url),
});

const overlay = (page) => page.locator("#passdown-overlay");
const place = (page) => page.evaluate(() => scrollY);
/** What survives as long as the page is not loaded anew. */
const mark = (page) => page.evaluate(() => (window.mark = "here"));
const marked = (page) => page.evaluate(() => window.mark === "here");

/** The next time the page says that it hears the server. */
const heard = (page) => page.waitForResponse((answer) => answer.url().includes("/_passdown/events"));

async function openAndListen(page, url) {
  const listening = heard(page);
  await page.goto(url);
  await listening;
}

test("an edit appears by itself, and the page stays where it was scrolled to", async ({ page, project, live }) => {
  await openAndListen(page, `${live}gauge.html`);
  await page.evaluate(() => scrollTo(0, 1500));
  await expect.poll(() => place(page)).toBe(1500);
  await project.save("content/gauge.md", long("As it is now."));
  await expect(page.getByText("As it is now.")).toBeAttached();
  await expect.poll(() => place(page)).toBe(1500);
});

test("a page that did not change is not loaded anew", async ({ page, project, live, context }) => {
  await openAndListen(page, `${live}index.html`);
  await mark(page);
  const other = await context.newPage();
  await openAndListen(other, `${live}gauge.html`);
  await project.save("content/gauge.md", long("As it is now."));
  await expect(other.getByText("As it is now.")).toBeAttached();
  expect(await marked(page)).toBe(true);
});

test("two tabs show the same edit", async ({ page, project, live, context }) => {
  const other = await context.newPage();
  for (const tab of [page, other]) await openAndListen(tab, `${live}gauge.html`);
  await project.save("content/gauge.md", long("As it is now."));
  for (const tab of [page, other]) await expect(tab.getByText("As it is now.")).toBeAttached();
});

test("what blocks the site is told with its place until it is mended", async ({ page, project, live }) => {
  await openAndListen(page, `${live}gauge.html`);
  await mark(page);
  await project.save("templates/page.html", "<html>\n{% if <b>nonsense</b> %}\n");
  await expect(overlay(page).getByRole("alert")).toContainText("last good one");
  await expect(overlay(page).getByRole("alert")).toContainText("templates/page.html:2:");
  await expect(page.getByText("As it was.")).toBeVisible();
  await project.remove("templates");
  await expect(overlay(page).getByRole("alert")).toHaveCount(0);
  expect(await marked(page), "the page itself was never loaded anew").toBe(true);
});

test("other faults are counted in a corner until they are mended", async ({ page, project, live }) => {
  await openAndListen(page, `${live}gauge.html`);
  await project.save("content/index.md", "# Home\n\n[Nothing](<nothing & \"more\".md>)\n");
  const badge = overlay(page).getByText("1 finding");
  await expect(badge).toBeVisible();
  await badge.click();
  await expect(overlay(page).getByText("content/index.md:3:", { exact: false })).toBeVisible();
  await project.save("content/index.md", "# Home\n\nWelcome back.\n");
  await expect(badge).toHaveCount(0);
});

test("a changed style sheet is exchanged without loading the page anew", async ({ page, project, live }) => {
  await openAndListen(page, `${live}gauge.html`);
  await mark(page);
  const ink = () => page.locator("h1").evaluate((title) => getComputedStyle(title).color);
  expect(await ink()).toBe("rgb(1, 2, 3)");
  for (const shade of ["rgb(4, 5, 6)", "rgb(7, 8, 9)"]) {
    await project.save("own.css", `h1 { color: ${shade} }\n`);
    await expect.poll(ink).toBe(shade);
  }
  expect(await marked(page)).toBe(true);
  await expect(page.locator('link[href*="/own.css"]'), "the old sheets are gone").toHaveCount(1);
});

test("a page that nobody sees lets its connection go, and hears all when it is seen again", async ({ page, project, live }) => {
  const set = (hidden) => page.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
  await openAndListen(page, `${live}gauge.html`);
  const ended = new Promise((done) => page.on("requestfailed", (asked) => asked.url().includes("/_passdown/events") && done()));
  await set(true);
  await ended;
  await mark(page);
  await project.save("content/gauge.md", long("As it is now."));
  await expect.poll(async () => (await page.request.get(`${live}gauge.html`)).text()).toContain("As it is now.");
  expect(await marked(page), "nothing happens behind the reader's back").toBe(true);
  await set(false);
  await expect(page.getByText("As it is now.")).toBeAttached();
});

test("a site that cannot be built at first is waited for", async ({ page, project, run }) => {
  await project.save("book.toml", "[book\n");
  const { url } = await run();
  await openAndListen(page, url);
  await expect(overlay(page).getByRole("alert")).toContainText("book.toml:1:");
  await project.save("book.toml", "");
  await expect(page.getByText("Welcome.")).toBeVisible();
});

test("a page of an earlier run finds the next one on the same port", async ({ page, project, run }) => {
  const first = await run();
  await openAndListen(page, first.url);
  await mark(page);
  await first.stop();
  await run(new URL(first.url).port);
  // In the very moment when the page is left nothing can be asked of it.
  await expect.poll(() => marked(page).catch(() => null), { timeout: 30_000 }).toBe(false);
  await project.save("content/index.md", "# Home\n\nWelcome back.\n");
  await expect(page.getByText("Welcome back.")).toBeVisible();
});
