import { chromium } from "@playwright/test";
import { serve } from "./server.js";
const site = await serve("/dev/shm/looks", "/repo/");
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox","--disable-gpu"] });
for (const width of [412, 820, 1440]) for (const path of process.argv.slice(2)) {
  const page = await browser.newPage({ viewport: { width, height: 823 } });
  // the scripts come late, after the first paint
  await page.route("**/*.js", async (route) => { if (!route.request().url().endsWith("scheme.js")) await new Promise((r) => setTimeout(r, 600)); route.continue(); });
  await page.addInitScript(() => {
    globalThis.shifts = [];
    new PerformanceObserver((list) => { for (const e of list.getEntries()) shifts.push([e.value.toFixed(4), ...e.sources.map((s) => `${s.node?.nodeName}.${s.node?.className ?? s.node?.textContent?.slice(0,20)} ${s.previousRect.x|0},${s.previousRect.y|0},${s.previousRect.width|0}x${s.previousRect.height|0}→${s.currentRect.x|0},${s.currentRect.y|0},${s.currentRect.width|0}x${s.currentRect.height|0}`)]); }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(site.url + path, { waitUntil: "load" });
  await page.waitForTimeout(1500);
  console.log(width, path, JSON.stringify(await page.evaluate(() => shifts), null, 1));
  await page.close();
}
await browser.close(); await site.close();
