// What scripts add to a page: tabs, checklists, enlarged pictures, diagrams. And what a page is without them, on paper, and from right to left.
import { pathToFileURL } from "node:url";
import { serve } from "./server.js";
import { everything } from "./site.js";
import { expect, test as base } from "./test.js";

const test = base.extend({
  open: async ({ page }, use) => {
    const site = await serve(everything.built, "/repo/");
    await use((path) => page.goto(site.url + path, { waitUntil: "load" }));
    await site.close();
  },
});

test("details of one name are tabs, worked by keys, and the choice stays", async ({ page, open }) => {
  await open("markdown.html");
  const tab = (name) => page.getByRole("tab", { name });
  await expect(tab("Linux")).toHaveAttribute("aria-selected", "true");
  await expect(page.locator(".tab-panel:not([hidden])")).toHaveCount(1);
  await tab("Linux").focus();
  await page.keyboard.press("ArrowRight");
  await expect(tab("Windows")).toBeFocused();
  await expect(page.getByText("look for FlexLM")).toBeVisible();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect(tab("macOS")).toBeFocused();
  await page.reload();
  await expect(tab("macOS")).toHaveAttribute("aria-selected", "true");
});

test("a checklist keeps its ticks in this browser until it is started again", async ({ page, open }) => {
  await open("markdown.html");
  const window = page.getByRole("checkbox", { name: "The window is shut" });
  const key = page.getByRole("checkbox", { name: "The key is back" });
  const again = page.getByRole("button", { name: "Start again" });
  await expect(again).toBeHidden();
  await window.check();
  await key.uncheck();
  await expect(page.getByText("1 of 3 done")).toBeVisible();
  await page.reload();
  await expect(window).toBeChecked();
  await expect(key).not.toBeChecked();
  await again.click();
  await expect(window).not.toBeChecked();
  await expect(key).toBeChecked();
  await page.reload();
  await expect(window).not.toBeChecked();
});

test("a picture that is shown smaller can be enlarged", async ({ page, open }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open("markdown.html");
  await page.getByRole("img", { name: "harbour wall" }).scrollIntoViewIfNeeded();
  const button = page.getByRole("button", { name: "Enlarge: A drawing of a harbour wall" });
  await button.click();
  await expect(page.getByRole("dialog", { name: "A drawing of a harbour wall" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(button).toBeFocused();
});

for (const way of ["served", "from disk"]) {
  test(`diagrams are drawn in the colours of the scheme, described, with their source, ${way}`, async ({ page, open }) => {
    const go = way === "served" ? open : (path) => page.goto(pathToFileURL(`${everything.built}/${path}`).href);
    await page.emulateMedia({ colorScheme: "dark" });
    await go("diagrams.html");
    const name = "How a request travels: A request goes from the form to the queue, and from there to a curator or back.";
    const shown = page.getByAltText(name).filter({ visible: true });
    await expect(shown).toHaveCount(1);
    await expect(shown).toHaveClass("for-dark");
    expect(await shown.evaluate((image) => image.decode().then(() => image.naturalWidth))).toBeGreaterThan(100);
    await page.locator("button.theme").click();
    await expect(shown).toHaveClass("for-light");
    await expect(page.getByAltText("A restart").filter({ visible: true })).toHaveCount(1);
    await expect(page.getByText("This diagram cannot be drawn")).toBeVisible();
    await page.getByText("The source of this diagram").first().click();
    await expect(page.getByText("flowchart LR")).toBeVisible();
  });
}

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("everything is there", async ({ page, open }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open("diagrams.html");
    await expect(page.getByText("flowchart LR")).toBeVisible();
    await expect(page.locator("button").filter({ visible: true })).toHaveCount(0);
    await expect(page.getByRole("link", { name: "Every feature of Markdown" }).first()).toBeVisible();
    await open("markdown.html");
    await page.getByText("Windows", { exact: true }).click();
    await expect(page.getByText("look for FlexLM")).toBeVisible();
    await expect(page.getByText("On this page")).toBeVisible();
    expect(await page.locator("math").count()).toBe(2);
  });
});

test("on paper folds are open, tabs follow each other, and nothing is there to press", async ({ page, open }) => {
  await open("markdown.html");
  await page.emulateMedia({ media: "print" });
  for (const shown of ["systemctl status flexlm", "look for FlexLM", "Ask somebody else", "Then ring."]) {
    const box = await page.getByText(shown).boundingBox();
    expect(box?.height, shown).toBeGreaterThan(5);
  }
  for (const hidden of [".head", ".frame > .nav", ".side", ".copy", ".tab-list"]) {
    for (const each of await page.locator(hidden).all()) await expect(each).toBeHidden();
  }
  const link = page.locator('.prose a[href^="https://example.org"]').first();
  expect(await link.evaluate((a) => getComputedStyle(a, "::after").content)).toContain("https://example.org");
  await expect(page.locator(".table-box").last()).toHaveCSS("overflow-x", "visible");
});

test("from right to left nothing hangs over an edge", async ({ page, open }) => {
  for (const width of [390, 820, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await open("markdown.html");
    await page.evaluate(() => { document.documentElement.dir = "rtl"; });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
    await expect(page.locator(".prose pre").first()).toHaveCSS("direction", "ltr");
  }
});

/** How far apart two colours are, by the rule of WCAG 2. */
function contrast(one, other) {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\d.]+/g).map((part) => Number(part) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

test("inks are readable on every ground they stand on", async ({ page, open }, { annotations }) => {
  const common = ["ground", "sunk", "raised", "hover"];
  const text = {
    ink: [...common, "accent-soft", "mark", "due-soft", "risk-soft", "good-soft", "hint-soft"], "ink-2": [...common, "accent-soft"], "ink-3": common,
    accent: [...common, "accent-soft"], "on-accent": ["accent"], good: [...common, "good-soft"], due: [...common, "due-soft"], risk: [...common, "risk-soft"], hint: [...common, "hint-soft"],
    "code-comment": ["code-ground", "code-line"], "code-word": ["code-ground", "code-line"], "code-string": ["code-ground", "code-line"],
    "code-value": ["code-ground", "code-line"], "code-name": ["code-ground", "code-line"], "code-wrong": ["code-ground", "code-line"],
  };
  const shapes = {
    "line-control": ["ground", "sunk", "raised"], focus: common,
    ...Object.fromEntries([1, 2, 3, 4, 5].map((step) => [`p${step}`, ["ground"]])),
  };
  await open("index.html");
  const colours = (names, scheme) => page.evaluate(([names, scheme]) => {
    const probe = document.body.appendChild(document.createElement("i"));
    probe.style.colorScheme = scheme;
    return Object.fromEntries(names.map((name) => {
      probe.style.color = `var(--${name})`;
      return [name, getComputedStyle(probe).color];
    }));
  }, [names, scheme]);
  const faults = [];
  for (const scheme of ["light", "dark"]) {
    for (const [table, least] of [[text, 4.5], [shapes, 3]]) {
      const found = await colours([...new Set(Object.entries(table).flat(2))], scheme);
      for (const [ink, grounds] of Object.entries(table)) {
        const worst = Math.min(...grounds.map((ground) => contrast(found[ink], found[ground])));
        annotations.push({ type: "contrast", description: `${scheme} ${ink}: ${worst.toFixed(1)}` });
        if (worst < least) faults.push(`${scheme} ${ink}: ${worst.toFixed(2)} is less than ${least}`);
      }
    }
  }
  expect(faults).toEqual([]);
});
