// No accessibility fault that axe can find, on one page of each type, in both schemes, on a phone and on a desk.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { findPage, ways } from "./site.js";

const types = {
  home: () => "index.html",
  section: () => findPage("section page", /^(?!tags\/)[^/]+\/index\.html$/),
  process: () => findPage("process page", /^processes\/(?!.*index\.html$)/),
  tag: () => findPage("tag page", /^tags\/(?!index\.html$)/),
  404: () => findPage("404 page", /^404\.html$/),
};

for (const [type, find] of Object.entries(types)) {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [390, 1440]) {
      test(`${type}, ${colorScheme}, ${width} px`, async ({ page }) => {
        const site = await ways["below /repo/"]();
        try {
          await page.emulateMedia({ colorScheme });
          await page.setViewportSize({ width, height: 900 });
          await page.goto(site.url(find()), { waitUntil: "load" });
          const { violations } = await new AxeBuilder({ page }).analyze();
          const told = violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")}`));
          expect(told).toEqual([]);
          const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          expect(wider, "the page does not scroll sideways").toBeLessThanOrEqual(0);
        } finally {
          await site.close();
        }
      });
    }
  }
}
