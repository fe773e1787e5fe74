// The first page follows the day of reading; tables of reports are sorted in place.
import { serve } from "./server.js";
import { builtSite } from "./site.js";
import { expect, test as base } from "./test.js";

const test = base.extend({
  open: async ({ page }, use) => {
    const site = await serve(builtSite(), "/repo/");
    await use(async (path, day) => {
      if (day) await page.clock.setFixedTime(new Date(`${day}T09:00:00`));
      await page.goto(site.url + path, { waitUntil: "load" });
    });
    await site.close();
  },
});

test("the first page shows five duties, none of them past, and counts the days", async ({ page, open }) => {
  const days = page.locator(".upcoming > li:visible time:visible");
  const first = () => days.first().getAttribute("datetime");
  await open("index.html", "2026-11-24");
  await expect(days).toHaveCount(5);
  expect(await first()).toBe("2026-11-24");
  await expect(page.locator(".days-left")).toHaveText(/^\s*9\s+days left/);
  await open("index.html", "2026-11-30");
  await expect(days).toHaveCount(5);
  expect(await first()).toBe("2026-11-30");
  await expect(page.locator(".days-left")).toHaveText(/^\s*3\s+days left/);
});

test("a page that nobody has built for months tells no past duty", async ({ page, open }) => {
  await open("index.html", "2031-01-01");
  await expect(page.locator("#home-duties")).toBeHidden();
});

test("the first page's field opens the search", async ({ page, open }) => {
  await open("index.html");
  await expect(page.locator("a.find:visible")).toHaveCount(1);
  await page.locator("a.find-big").click();
  await expect(page.locator("dialog.ask")).toBeVisible();
});

test("a table is sorted by the column whose head is pressed, and turned round by a second press", async ({ page, open }) => {
  await open("systems-and-access.html");
  const names = page.locator(".plain-table tbody th > a:first-child");
  const head = page.getByRole("columnheader", { name: "System" });
  const before = await names.allTextContents();
  const sorted = before.toSorted(new Intl.Collator("en", { numeric: true }).compare);
  expect(before, "the report has an order of its own").not.toEqual(sorted);
  await head.getByRole("button").click();
  expect(await names.allTextContents()).toEqual(sorted);
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  await head.getByRole("button").click();
  expect(await names.allTextContents()).toEqual(sorted.toReversed());
});

test("a table can be sorted by dates, and what is empty comes last", async ({ page, open }) => {
  await open("projects-and-contacts.html");
  const head = page.getByRole("columnheader", { name: "Due" });
  const dates = () => page.locator(".plain-table").first().locator("tbody tr").evaluateAll((rows) => rows.map((row) => row.cells[2].querySelector("time")?.dateTime ?? ""));
  await head.getByRole("button").click();
  const found = await dates();
  const known = found.filter(Boolean);
  expect(known.length).toBeGreaterThan(2);
  expect(found).toEqual([...known.toSorted(), ...found.filter((date) => !date)]);
});
