// What a reader does with a page: skip, switch colours, copy, open the menu on a phone. Both from disk and served.
import { findPage, ways } from "./site.js";
import { expect, test as base } from "./test.js";

const test = base.extend({
  way: ["below /repo/", { option: true }],
  site: async ({ way }, use) => {
    const site = await ways[way]();
    await use(site);
    await site.close();
  },
});

const processPage = () => findPage("process page", /^processes\/(?!.*index\.html$)/);
const scheme = (page) => page.locator("html").getAttribute("data-theme");
const ink = (page) => page.evaluate(() => getComputedStyle(document.body).color);

/** Presses the theme button until the scheme is the one wanted; three states make a circle. */
async function switchTo(page, wanted) {
  for (let press = 0; press < 3 && (await scheme(page)) !== wanted; press++) {
    const before = await scheme(page);
    await page.locator("button.theme").click();
    expect(await scheme(page), "each press changes the scheme").not.toBe(before);
  }
  expect(await scheme(page)).toBe(wanted);
}

for (const way of Object.keys(ways)) {
  test.describe(way, () => {
    test.use({ way });

    test("the skip link comes first and leads to the text", async ({ page, site }) => {
      await page.goto(site.url(processPage()));
      await page.keyboard.press("Tab");
      const skip = page.locator("a.skip");
      await expect(skip).toBeFocused();
      await expect(skip).toBeInViewport();
      await expect(skip).toHaveAttribute("href", "#main");
      await page.keyboard.press("Enter");
      await expect(page.locator("#main")).toBeFocused();
    });

    test("a page has one title", async ({ page, site }) => {
      await page.goto(site.url(processPage()));
      await expect(page.locator("h1")).toHaveCount(1);
      await expect(page.locator("h1.title")).not.toBeEmpty();
    });

    test("the chosen colours stay on the next page", async ({ page, site }) => {
      await page.goto(site.url("index.html"));
      await switchTo(page, "light");
      const light = await ink(page);
      await switchTo(page, "dark");
      const dark = await ink(page);
      expect(dark).not.toBe(light);
      await page.goto(site.url(processPage()));
      expect(await scheme(page)).toBe("dark");
      expect(await ink(page)).toBe(dark);
      await page.reload();
      expect(await scheme(page)).toBe("dark");
    });

    test("the theme button says what it does", async ({ page, site }) => {
      await page.goto(site.url("index.html"));
      const button = page.locator("button.theme");
      const names = new Set();
      for (let press = 0; press < 3; press++) {
        names.add((await button.getAttribute("aria-label")) ?? (await button.innerText()));
        await button.click();
      }
      expect(names.size, "its name tells the states apart").toBeGreaterThan(1);
    });

    test("copy takes the code and leaves the prompt", async ({ page, site, context }) => {
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await page.goto(site.url(findPage("page with code", /\.html$/, /<figure class="(?:[^"]* )?code[ "]/)));
      const figure = page.locator("figure.code").first();
      // The prompt is put in here, so that the test does not hang on what the sample site happens to hold.
      const code = await figure.locator("pre").evaluate((pre) => {
        const bare = pre.cloneNode(true);
        bare.querySelectorAll(".prompt").forEach((prompt) => prompt.remove());
        const prompt = Object.assign(document.createElement("span"), { className: "prompt", textContent: "prompt> " });
        (pre.querySelector(".line") ?? pre.querySelector("code")).prepend(prompt);
        return bare.textContent;
      });
      await page.evaluate(() => navigator.clipboard.writeText(""));
      await figure.locator("button.copy").click();
      const copied = () => page.evaluate(() => navigator.clipboard.readText());
      await expect.poll(copied).not.toBe("");
      expect((await copied()).trimEnd()).toBe(code.trimEnd());
    });

    test("every code block can be copied", async ({ page, site, context }) => {
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await page.goto(site.url(findPage("page with code", /\.html$/, /<figure class="(?:[^"]* )?code[ "]/)));
      const figures = page.locator("figure.code");
      for (let at = 0; at < (await figures.count()); at++) {
        await page.evaluate(() => navigator.clipboard.writeText(""));
        await figures.nth(at).locator("button.copy").click();
        await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).not.toBe("");
      }
    });

    test("on a phone the menu is a dialog and gives the focus back", async ({ page, site }) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto(site.url(processPage()));
      const button = page.locator("button.head-menu");
      const dialog = page.locator("dialog.nav-over");
      await expect(dialog).toBeHidden();
      await button.click();
      await expect(dialog).toBeVisible();
      expect(await dialog.evaluate((open) => open.matches(":modal"))).toBe(true);
      await expect(dialog.locator('a[aria-current="page"]').first()).toBeVisible();
      const inside = () => dialog.evaluate((open) => open.contains(document.activeElement) || document.activeElement === document.body);
      expect(await dialog.evaluate((open) => open.contains(document.activeElement)), "focus moves in").toBe(true);
      for (let press = 0; press < 12; press++) {
        await page.keyboard.press("Tab");
        expect(await inside(), "focus stays in").toBe(true);
      }
      await page.keyboard.press("Escape");
      await expect(dialog).toBeHidden();
      await expect(button).toBeFocused();
    });
  });
}
