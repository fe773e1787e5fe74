// What a reader does with the reports: coverage shows what is chosen, in place and without scripts.
import { expect, test } from "@playwright/test";
import { ways } from "./site.js";

const shown = (page) => page.locator(".matrix tbody tr[data-shown]").evaluateAll((rows) => rows.filter((row) => row.checkVisibility()).map((row) => row.dataset.shown.trim()));

for (const scripts of [true, false]) {
  test(`coverage shows what is chosen, ${scripts ? "with" : "without"} scripts`, async ({ browser }) => {
    const site = await ways["below /repo/"]();
    const context = await browser.newContext({ javaScriptEnabled: scripts });
    try {
      for (const width of [390, 1440]) {
        const page = await context.newPage();
        await page.setViewportSize({ width, height: 900 });
        await page.goto(site.url("coverage.html"));
        const address = page.url();
        const all = await shown(page);
        expect(all.some((what) => what === "")).toBe(true);
        for (const [label, word] of [["What one person or nobody could do", "thin"], ["What Olivia can do", "leavers"]]) {
          await page.getByLabel(label).check();
          const left = await shown(page);
          expect(left.length).toBe(all.filter((what) => what.split(" ").includes(word)).length);
          expect(left.every((what) => what.split(" ").includes(word))).toBe(true);
        }
        await page.getByLabel("Everything").check();
        expect(await shown(page)).toEqual(all);
        expect(page.url()).toBe(address);
        await page.close();
      }
    } finally {
      await context.close();
      await site.close();
    }
  });
}
