// No accessibility fault that axe can find, on one page of each type and state, in both schemes, on a phone and on a desk.
// What was seen is kept as pictures in the output folder.
import AxeBuilder from "@axe-core/playwright";
import { serve } from "./server.js";
import { files } from "./site.js";
import { expect, test } from "./test.js";
import { sample, types } from "./types.js";

for (const [type, folder, find] of types) {
  for (const colorScheme of ["light", "dark"]) {
    test(`${type}, ${colorScheme}`, async ({ page }, info) => {
      const site = await serve(folder, "/repo/");
      const faults = [];
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
