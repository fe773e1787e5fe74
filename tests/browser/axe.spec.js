// No accessibility fault that axe can find, on one page of each type and state, in both schemes, on a phone and on a desk;
// nothing that the policy refuses, nothing from another place. What was seen is kept as pictures in the output folder.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { serve } from "./server.js";
import { builtSite, everything, files, findPage } from "./site.js";

const one = (folder) => () => findPage(`page in ${folder}`, new RegExp(`^${folder}/(?!.*index\\.html$)`));
const sample = {
  home: () => "index.html",
  section: () => findPage("section page", /^(?!tags\/)[^/]+\/index\.html$/),
  tags: () => "tags/index.html",
  tag: () => findPage("tag page", /^tags\/(?!index\.html$)/),
  404: () => findPage("404 page", /^404\.html$/),
  ...Object.fromEntries(
    ["processes", "duties", "projects", "people", "roles", "systems", "contacts", "handovers", "meetings", "decisions", "notes"].map((folder) => [folder, one(folder)]),
  ),
};
const reports = [
  "duties", "coverage", "review", "open-loops", "projects-and-contacts", "people", "skills", "systems-and-access",
  "catalogue", "onboarding", "recently-changed", "map", "search",
];
const special = ["markdown", "diagrams", "old-way", "archived", "replaced", "draft", "empty/index", "notes/plain"];

const types = [
  ...Object.entries(sample).map(([type, find]) => [type, builtSite(), find]),
  ...reports.map((name) => [`report: ${name}`, builtSite(), () => `${name}.html`]),
  ...special.map((name) => [`everything: ${name}`, everything.built, () => `${name}.html`]),
];

for (const [type, folder, find] of types) {
  for (const colorScheme of ["light", "dark"]) {
    test(`${type}, ${colorScheme}`, async ({ page }, info) => {
      const site = await serve(folder, "/repo/");
      const faults = [];
      page.on("request", (asked) => {
        if (!/^(data|blob|about):/.test(asked.url()) && !asked.url().startsWith(new URL("/", site.url).href)) faults.push(`asks ${asked.url()}`);
      });
      await page.exposeFunction("passdownViolation", (what) => faults.push(what));
      await page.addInitScript(() => {
        addEventListener("securitypolicyviolation", (broken) => {
          window.passdownViolation(`policy ${broken.effectiveDirective} refuses ${broken.blockedURI || "inline"}`);
        });
      });
      try {
        await page.emulateMedia({ colorScheme });
        for (const width of [390, 1440]) {
          await page.setViewportSize({ width, height: 900 });
          await page.goto(site.url + find(), { waitUntil: "load" });
          const wanted = await page.locator("figure.diagram").count();
          if (wanted) await expect(page.locator(".diagram-box, .diagram-wrong")).toHaveCount(wanted);
          const { violations } = await new AxeBuilder({ page }).analyze();
          faults.push(...violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${width}: ${id}: ${help}: ${node.target.join(" ")}`)));
          const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          if (wider > 0) faults.push(`${width}: the page is ${wider} px too wide`);
          await page.screenshot({ path: info.outputPath(`${type.replace(/\W+/g, "-")}-${width}-${colorScheme}.png`), fullPage: true });
        }
        expect(faults).toEqual([]);
      } finally {
        await site.close();
      }
    });
  }
}

test("every folder of pages has a type here", () => {
  const folders = new Set(files().filter((path) => path.endsWith(".html") && path.includes("/")).map((path) => path.split("/")[0]));
  for (const old of ["help", "wiki", "inbox", "tags", "reports"]) folders.delete(old);
  expect([...folders].filter((folder) => !(folder in sample))).toEqual([]);
});
