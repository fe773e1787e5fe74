// What a page says about itself: who can do it, what is on it, what its footnotes say; and what the navigation counts.
import { everything, ways } from "./site.js";
import { serve } from "./server.js";
import { expect, test } from "./test.js";

const process = "processes/servers/restart-the-licence-server.html";

for (const [way, open] of Object.entries(ways)) {
  test(`who can do it stands beside the text in wide windows and above it in narrow ones (${way})`, async ({ page }) => {
    const site = await open();
    try {
      await page.goto(site.url(process));
      const beside = page.locator(".side .who"), above = page.locator(".main > .who");
      await expect(beside).toBeVisible();
      await expect(above).toBeHidden();
      await expect(beside).toContainText("Only Priya after 3 Dec 2026");
      await expect(beside.getByRole("listitem")).toHaveCount(2);
      await page.setViewportSize({ width: 390, height: 844 });
      await expect(beside).toBeHidden();
      await expect(above).toContainText("Only Priya after 3 Dec 2026");
      await above.getByRole("link", { name: "Handover to Priya" }).click();
      await expect(page).toHaveURL(/handovers\/olivia-johnson\.html$/);
    } finally {
      await site.close();
    }
  });

  test(`the navigation counts, by the day of reading (${way})`, async ({ page }) => {
    const site = await open();
    try {
      await page.clock.setFixedTime(new Date("2026-11-24T12:00:00"));
      await page.goto(site.url(process));
      const entry = (name) => page.locator(".nav").getByRole("link", { name });
      await expect(entry("Olivia’s handover")).toHaveAccessibleName(/\d+ of \d+ are safe/);
      await expect(entry("When duties fall due")).toContainText(/\d+ today/);
      await expect(entry("Open loops")).toHaveAccessibleName(/\d+ open/);
      await page.clock.setFixedTime(new Date("2026-11-28T12:00:00"));
      await page.reload();
      await expect(entry("Coverage")).toContainText("at risk");
      await expect(entry("When duties fall due").locator("small")).toHaveCount(0);
    } finally {
      await site.close();
    }
  });
}

test("nothing moves when the scripts of a page come late", async ({ page }) => {
  const site = await ways["below /repo/"]();
  try {
    await page.route(/\.js$/, async (route) => {
      if (!route.request().url().endsWith("scheme.js")) await new Promise((later) => setTimeout(later, 300));
      await route.continue();
    });
    await page.addInitScript(() => {
      globalThis.moved = 0;
      new PerformanceObserver((list) => { for (const { value } of list.getEntries()) globalThis.moved += value; })
        .observe({ type: "layout-shift", buffered: true });
    });
    for (const width of [412, 820, 1440]) {
      await page.setViewportSize({ width, height: 823 });
      for (const path of ["index.html", process, "handovers/olivia-johnson.html", "duties.html", "onboarding.html", "coverage.html"]) {
        await page.goto(site.url(path), { waitUntil: "networkidle" });
        expect(await page.evaluate(() => globalThis.moved), `${path} at ${width}`).toBeLessThan(0.02);
      }
    }
  } finally {
    await site.close();
  }
});

test("the contents begin with the top, footnotes tell what they say, alerts fold", async ({ page }) => {
  const site = await serve(everything.built, "/repo/");
  try {
    await page.goto(`${site.url}markdown.html`);
    const top = page.locator(".side .toc a").first();
    await expect(top).toHaveAttribute("aria-current", "true");
    await page.locator(".side .toc a", { hasText: "Tables" }).click();
    await expect(top).not.toHaveAttribute("aria-current", "true");
    await top.click();
    await expect(top).toHaveAttribute("aria-current", "true");
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
    await expect(page.locator(".note-ref a").first()).toHaveAttribute("title", "The note itself, with code.");
    const answer = page.getByText("The answer, with");
    await expect(answer).toBeHidden();
    await page.getByText("Shut until somebody asks").click();
    await expect(answer).toBeVisible();
    await expect(page.getByText("Its text.")).toBeVisible();
  } finally {
    await site.close();
  }
});
