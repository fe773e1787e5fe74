// A site in German speaks German wherever scripts speak: the search, duties, handovers, checklists and reading lists.
import { pathToFileURL } from "node:url";
import { serve } from "./server.js";
import { german } from "./site.js";
import { expect, test as base } from "./test.js";

const test = base.extend({
  open: async ({ page }, use) => {
    const site = await serve(german, "/repo/");
    const faults = [];
    page.on("pageerror", (error) => faults.push(error.message));
    await page.clock.setFixedTime(new Date("2026-11-24T09:00:00"));
    await use((path) => page.goto(site.url + path, { waitUntil: "load" }));
    await site.close();
    expect(faults).toEqual([]);
  },
});

async function searches(page) {
  await page.keyboard.press("/");
  const dialog = page.getByRole("dialog", { name: "Suchen" });
  await expect(dialog.getByText("Ein paar Wörter genügen")).toBeVisible();
  await expect(dialog.locator(".ask-foot")).toHaveText("↑↓ wählenEnter öffnenStrgEnter neuer Tab");
  const field = dialog.getByRole("combobox", { name: "Suchen" });
  await field.fill("restart lisence server ");
  await expect(dialog.locator(".ask-said")).toHaveText(
    "Treffer für restart licence server. Stattdessen nach restart lisence server suchen.",
  );
  await expect(dialog.locator(".ask-kinds")).toContainText("Abläufe");
  await expect(dialog.locator('.hit-page [aria-label="Ablauf"]').first()).toBeVisible();
  await expect(dialog.getByRole("status")).toContainText(/Seiten? gefunden/);
  await field.fill("zzzzqqqq");
  await expect(dialog.locator(".ask-none")).toContainText("Zu zzzzqqqq wurde nichts gefunden.");
  await expect(dialog.getByRole("link", { name: "Diese Seite schreiben" })).toBeVisible();
}

test("the search speaks German", async ({ page, open }) => {
  await open("index.html");
  await searches(page);
});

test("the search speaks German from disk", async ({ page }) => {
  await page.goto(pathToFileURL(`${german}/index.html`).href);
  await searches(page);
});

test("a search that cannot be loaded says so in German", async ({ page, open }) => {
  await page.route("**/js/search.js", (route) => route.abort());
  await open("index.html");
  await page.keyboard.press("/");
  const alert = page.getByRole("alert");
  await expect(alert).toHaveText("Die Suche ließ sich nicht laden. Ist das Netz da? Noch einmal versuchen");
});

test("duties stand under German stretches of time, with German dates", async ({ page, open }) => {
  await open("duties.html");
  await expect(page.getByRole("heading", { name: "Wann Pflichten fällig sind" })).toBeVisible();
  await expect(page.locator(".agenda h2:visible")).toHaveText([
    "Heute", "Diese Woche", "Dieser Monat", "Später", "Ohne Tag",
  ]);
  const today = page.locator('[data-stretch="today"] li').first();
  await expect(today.locator(":scope > time")).toHaveText("Di 24. Nov.");
  await expect(today.locator(".then")).toHaveText(". Dann Mi 25. Nov., Do 26. Nov.");
  await expect(page.getByLabel("Pflichten von").locator("option").first()).toHaveText("allen");
  await expect(page.locator("main")).not.toContainText(/Until|Then|Today|everybody/);
});

test("what a script writes of a date is what the page held", async ({ page, browser, open }) => {
  await open("duties.html");
  const dates = (of) => of.locator(".agenda li[data-dates] time").allTextContents();
  const written = await dates(page);
  const plain = await browser.newPage({ javaScriptEnabled: false });
  await plain.goto(page.url());
  expect(written.length).toBeGreaterThan(10);
  expect(written.sort()).toEqual((await dates(plain)).sort());
  await plain.close();
});

for (const [day, number, words] of [
  ["2026-11-24", "9", ["Tage übrig", "8 Arbeitstage mit heute"]],
  ["2026-12-02", "1", ["Tag übrig", "2 Arbeitstage mit heute"]],
  ["2026-12-03", "Heute", ["ist der letzte Tag", "1 Arbeitstag mit heute"]],
  ["2026-12-04", "1", ["Tag vorbei", ""]],
]) {
  test(`a handover counts its days in German on ${day}`, async ({ page, open }) => {
    await page.clock.setFixedTime(new Date(`${day}T09:00:00`));
    await open("handovers/olivia-johnson.html");
    const days = page.locator(".vital-days");
    await expect(days.locator("b")).toHaveText(number);
    await expect(days.locator("span")).toHaveText(words[0]);
    await expect(days.locator("small")).toHaveText(words[1]);
  });
}

test("checklists and reading lists speak German", async ({ page, open }) => {
  await open("duties/triage-the-deposit-queue.html");
  await page.locator(".prose .task input").first().check();
  await expect(page.getByText(/^1 von \d+ erledigt, in diesem Browser gemerkt$/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Von vorn" })).toBeVisible();
  await open("onboarding.html");
  await expect(page.getByRole("checkbox", { name: /^Gelesen: / }).first()).toBeVisible();
});
