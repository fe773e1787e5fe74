// What a reader does with the reports: coverage shows what is chosen, in place and without scripts; what was due by the day
// of reading is overdue.
import { ways } from "./site.js";
import { expect, test } from "./test.js";

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

test("tasks and projects whose day is over are overdue, on the day of reading", async ({ page }) => {
  const site = await ways["below /repo/"]();
  try {
    for (const [day, path] of [["2026-12-17T12:00:00", "projects-and-contacts.html"], ["2026-11-26T12:00:00", "open-loops.html"]]) {
      await page.clock.setFixedTime(new Date(day));
      await page.goto(site.url(path));
      const dates = await page.locator(".due-date").evaluateAll((all) => all.map((time) => [time.dateTime, time.querySelector(".overdue")?.textContent]));
      expect(dates.some(([date]) => date < day.slice(0, 10)) && dates.some(([date]) => date >= day.slice(0, 10))).toBe(true);
      for (const [date, mark] of dates) expect(mark, date).toBe(date < day.slice(0, 10) ? "overdue" : undefined);
    }
    await expect(page.locator("li.today .due-date")).toHaveCount(1);
    await expect(page.locator(".written .overdue")).toHaveCount(0);
  } finally {
    await site.close();
  }
});
