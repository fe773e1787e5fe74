// What a reader does with the search, both from disk and served: types, misspells, narrows down, follows.
import AxeBuilder from "@axe-core/playwright";
import { ways } from "./site.js";
import { expect, test as base } from "./test.js";

const start = "processes/servers/restart-the-licence-server.html";

const test = base.extend({
  way: ["below /repo/", { option: true }],
  site: async ({ way }, use) => {
    const site = await ways[way]();
    await use(site);
    await site.close();
  },
  /** The search opened on a page; fails for whatever the browser complains of, the policy's refusals among them. */
  search: async ({ page, site }, use) => {
    const faults = [];
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" && !message.location().url.endsWith("favicon.ico")) faults.push(message.text());
    });
    await page.addInitScript(() => {
      addEventListener("securitypolicyviolation", (broken) => console.error(`policy: ${broken.effectiveDirective} ${broken.blockedURI}`));
    });
    await page.goto(site.url(start));
    await page.keyboard.press("/");
    const dialog = page.locator("dialog.ask");
    await expect(dialog).toBeVisible();
    const field = dialog.getByRole("combobox", { name: "Search" });
    await expect(field).toBeFocused();
    await use({
      dialog,
      field,
      options: dialog.locator('.ask-list [role="option"]'),
      titles: dialog.locator(".hit-title"),
      chosen: dialog.locator('[role="option"][aria-selected="true"]'),
      said: dialog.locator(".ask-said"),
      status: dialog.getByRole("status"),
      type: (text) => field.pressSequentially(text),
    });
    expect(faults).toEqual([]);
  },
});

const first = (search) => search.titles.first();

for (const way of Object.keys(ways)) {
  test.describe(way, () => {
    test.use({ way });

    test("words lead to the page about them, and its sections", async ({ search }) => {
      await search.type("restart licence server");
      await expect(first(search)).toHaveText("Restart the licence server");
      await expect(search.dialog.locator(".hit").first().locator(".hit-part").first()).toBeVisible();
      await expect(first(search).locator("mark").first()).toHaveText("Restart");
      await expect(search.dialog.locator(".hit-path").first()).toContainText("Servers and licences");
      await expect(search.chosen).toHaveCount(1);
      await expect(search.status).toContainText("found");
    });

    test("half a word is enough", async ({ search }) => {
      await search.type("restart lic");
      await expect(first(search)).toHaveText("Restart the licence server");
      await expect(first(search).locator("mark").last()).toContainText("licence");
    });

    test("a misspelt word is corrected, and can be searched for all the same", async ({ search }) => {
      await search.type("restart lisence server ");
      await expect(search.said).toContainText("Showing results for restart licence server");
      await expect(first(search)).toHaveText("Restart the licence server");
      await search.said.getByRole("button", { name: "restart lisence server" }).click();
      await expect(search.said).toBeHidden();
      await expect(search.field).toHaveValue("restart lisence server ");
      await expect(search.field).toBeFocused();
    });

    test("words between quotes must stand together", async ({ search }) => {
      await search.type("restart ends ");
      await expect(search.options.first()).toBeVisible();
      await search.field.fill('"restart ends every"');
      await expect(search.titles).toHaveText(["Restart the licence server"]);
      await search.field.fill('"every ends restart"');
      await expect(search.dialog).toContainText("Nothing was found");
    });

    test("a word with a minus leaves pages out", async ({ search }) => {
      await search.type("licence server");
      const left = search.titles.filter({ hasText: "Replace the licence manager" });
      await expect(left).toHaveCount(1);
      await search.type(" -manager");
      await expect(left).toHaveCount(0);
      await expect(first(search)).toBeVisible();
    });

    test("a kind narrows the results down, and all can be had again", async ({ search }) => {
      await search.type("licence");
      const kinds = search.dialog.locator(".ask-kinds");
      await kinds.getByRole("button", { name: /^Duties/ }).click();
      await expect(kinds.getByRole("button", { name: /^Duties/ })).toHaveAttribute("aria-pressed", "true");
      await expect(search.dialog.locator(".hit-page > .icon:not([aria-label=Duty])")).toHaveCount(0);
      await expect(first(search)).toBeVisible();
      await kinds.getByRole("button", { name: /^All/ }).click();
      await expect(search.dialog.locator(".hit-page > .icon:not([aria-label=Duty])").first()).toBeVisible();
    });

    test("an owner narrows the results down", async ({ search }) => {
      await search.type("licence");
      const owner = search.dialog.getByLabel("Owner");
      await owner.selectOption("Priya Nair");
      await expect(search.dialog.locator(".hit-path:not(:has-text('Priya Nair'))")).toHaveCount(0);
      await expect(first(search)).toBeVisible();
      await search.field.fill("licence xyzzyx");
      await owner.selectOption("");
      await expect(search.dialog.locator(".hit-path:not(:has-text('Priya Nair'))").first()).toBeVisible();
    });

    test("everything can be done with the keyboard", async ({ page, search }) => {
      await search.type("restart licence server");
      await expect(search.status).toContainText("found");
      await page.keyboard.press("ArrowDown");
      const part = search.dialog.locator(".hit-part").first();
      await expect(part).toHaveAttribute("aria-selected", "true");
      await expect(search.field).toHaveAttribute("aria-activedescendant", await part.getAttribute("id"));
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("ArrowUp");
      await expect(search.options.first()).toHaveAttribute("aria-selected", "true");
      await page.keyboard.press("Tab");
      await expect(search.dialog.getByRole("button", { name: "Close the search" })).toBeFocused();
      await page.keyboard.press("Shift+Tab");
      const [opened] = await Promise.all([page.context().waitForEvent("page"), page.keyboard.press("Control+Enter")]);
      await opened.waitForLoadState();
      expect(opened.url()).toContain("restart-the-licence-server.html");
      await opened.close();
      await page.keyboard.press("Escape");
      await expect(search.dialog).toBeHidden();
      await page.keyboard.press("Control+k");
      await expect(search.field).toHaveValue("restart licence server");
      await search.field.fill("coastal survey");
      await page.keyboard.press("Enter");
      await expect(page).toHaveURL(/contacts\/coastal-survey\.html\?q=coastal%20survey/);
    });

    test("the words are marked on the page until Esc", async ({ page, search }) => {
      await search.type("vendor daemon port");
      await expect(first(search)).toHaveText("Restart the licence server");
      await page.keyboard.press("Enter");
      await expect(page.locator("main mark.found").first()).toBeVisible();
      const text = await page.locator("main").innerText();
      await page.keyboard.press("Escape");
      await expect(page.locator("mark.found")).toHaveCount(0);
      expect(await page.locator("main").innerText()).toBe(text);
      expect(page.url()).not.toContain("?q=");
    });

    test("the last search is kept, and the latest ones are offered", async ({ page, site, search }) => {
      await search.type("coastal survey");
      await expect(first(search)).toBeVisible();
      await page.keyboard.press("Enter");
      await expect(page).toHaveURL(/coastal-survey/);
      await page.goto(site.url("index.html"));
      await page.keyboard.press("/");
      await expect(search.field).toHaveValue("coastal survey");
      await search.field.fill("");
      await expect(search.options).toHaveText(["coastal survey"]);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await expect(search.field).toHaveValue("coastal survey");
      await expect(first(search)).toBeVisible();
    });

    test("a search has an address", async ({ page, site, search }) => {
      await page.goto(`${site.url("search.html")}?q=tide%20table`);
      await expect(search.field).toHaveValue("tide table");
      await expect(first(search)).toHaveText("Print the tide table for the corridor");
    });
  });
}

test("nothing found: near words, and the page can be written", async ({ search }) => {
  await search.type("qqxyzzyq ");
  await expect(search.dialog).toContainText("Nothing was found for qqxyzzyq");
  const link = search.dialog.getByRole("link", { name: "Write this page" });
  await expect(link).toHaveAttribute("href", /^https:\/\/example\.org\/.*qqxyzzyq\.md$/);
});

test("each search that is paused at is told to the page", async ({ page, search }) => {
  await page.evaluate(() => {
    window.told = [];
    document.addEventListener("passdown:search", ({ detail }) => window.told.push(detail));
  });
  await search.type("coastal survey");
  await expect.poll(() => page.evaluate(() => window.told.length)).toBe(1);
  const [told] = await page.evaluate(() => window.told);
  expect(told).toMatchObject({ query: "coastal survey", kind: null, opened: null, corrections: [] });
  expect(told.results).toBeGreaterThan(0);
});

test("a slash that is typed into a field stays one", async ({ page, search }) => {
  await search.type("a/b");
  await expect(search.field).toHaveValue("a/b");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Search" })).toBeVisible();
});

test("what a page says is shown as text", async ({ page, search }) => {
  await search.type("restart");
  await expect(first(search)).toBeVisible();
  expect(await search.dialog.locator("script, img, iframe, [style]").count()).toBe(0);
  expect(await page.evaluate(() => document.querySelectorAll("dialog.ask [onclick], dialog.ask [onerror]").length)).toBe(0);
});

test("it works where only named scripts may be loaded", async ({ page, site }) => {
  const faults = [];
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await page.route("**/*.html", async (route) => {
    const response = await route.fetch();
    const policy = "script-src 'self'; require-trusted-types-for 'script'; trusted-types passdown";
    await route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": policy } });
  });
  await page.goto(site.url(start));
  await page.keyboard.press("Control+k");
  await page.keyboard.type("licence server");
  await expect(page.locator(".hit-title").first()).toBeVisible();
  const refused = await page.evaluate(() => window.passdown.script("../evil.js").then(() => "loaded", (error) => error.message));
  expect(refused).toContain("no script of this site");
  expect(faults).toEqual([]);
});

test("what is typed while the search is loading is kept", async ({ page, site }) => {
  let resolve;
  const promise = new Promise((done) => { resolve = done; });
  await page.route("**/js/search.js", async (route) => (await promise, route.continue()));
  await page.goto(site.url(start));
  await page.keyboard.press("/");
  await page.keyboard.type("licence");
  resolve();
  await expect(page.locator(".ask-foot")).toBeVisible();
  await page.keyboard.type(" server");
  await expect(page.locator(".ask-input")).toHaveValue("licence server");
});

test("a search that cannot be loaded says so, and can be tried again", async ({ page, site }) => {
  await page.route("**/js/search.js", (route) => route.abort());
  await page.goto(site.url(start));
  await page.keyboard.press("/");
  await expect(page.locator("dialog.ask")).toContainText("could not be loaded");
  await page.unroute("**/js/search.js");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.locator(".ask-input").fill("licence server");
  await expect(page.locator(".hit-title").first()).toBeVisible();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("the search fills the screen and can be left", async ({ page, site }) => {
    await page.goto(site.url(start));
    await page.getByRole("button", { name: "Search" }).tap();
    const dialog = page.locator("dialog.ask");
    await page.keyboard.type("restart licence");
    await expect(dialog.locator(".hit-title").first()).toHaveText("Restart the licence server");
    const box = await dialog.boundingBox();
    expect([box.x, box.y, box.width, box.height]).toEqual([0, 0, 390, 844]);
    for (const name of ["Kind", "Owner", "Tag"]) await expect(dialog.getByLabel(name, { exact: true })).toBeInViewport({ ratio: 1 });
    for (const each of await dialog.locator("button:visible, select:visible").all()) {
      const { height } = await each.boundingBox();
      expect(height, await each.innerText()).toBeGreaterThanOrEqual(32);
    }
    await dialog.getByRole("button", { name: "Close the search" }).tap();
    await expect(dialog).toBeHidden();
  });
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the search leads to the sections and tags", async ({ page, site }) => {
    await page.goto(site.url(start));
    await page.getByRole("link", { name: "Search" }).click();
    await expect(page).toHaveURL(/\/search\.html$/);
    await expect(page.getByText("Searching needs scripts")).toBeVisible();
    await expect(page.locator(".rows a", { hasText: "Processes" })).toBeVisible();
    await expect(page.locator(".tags a", { hasText: "licences" })).toBeVisible();
  });
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [390, 1440]) {
    test(`no accessibility fault in the dialog, ${colorScheme}, ${width} px`, async ({ page, site }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await page.goto(site.url(start));
      await page.keyboard.press("/");
      const faults = async () => {
        const { violations } = await new AxeBuilder({ page }).include("dialog.ask").analyze();
        return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")}`));
      };
      const field = page.locator(".ask-input"), dialog = page.locator("dialog.ask");
      await expect(dialog).toContainText("A few words are enough");
      expect(await faults(), "empty").toEqual([]);
      await field.fill("restart lisence server ");
      await expect(dialog.locator(".ask-said")).toBeVisible();
      await expect(dialog.getByLabel("Owner")).toBeVisible();
      expect(await faults(), "with results").toEqual([]);
      await field.fill("qqxyzzyq ");
      await expect(dialog).toContainText("Nothing was found");
      expect(await faults(), "without results").toEqual([]);
    });
  }
}
