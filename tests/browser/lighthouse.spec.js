// What Lighthouse says of one page of each kind, as a phone sees it. Accessibility, best practices and being found must be full marks;
// performance depends on the machine, so that it is told and not judged.
import { createServer } from "node:net";
import { chromium, expect, test } from "@playwright/test";
import lighthouse from "lighthouse";
import { serve } from "./server.js";
import { builtSite, findPage } from "./site.js";

const judged = ["accessibility", "best-practices", "seo"];
const types = {
  home: () => "index.html",
  page: () => findPage("process page", /^processes\/(?!.*index\.html$)/),
  board: () => findPage("handover board", /^handovers\/(?!index\.html$)/),
  duties: () => "duties.html",
  coverage: () => "coverage.html",
  "open loops": () => "open-loops.html",
};

/** A port that nobody uses. */
function freePort() {
  return new Promise((found, failed) => {
    const server = createServer().once("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}

for (const [type, find] of Object.entries(types)) {
  test(`Lighthouse finds nothing to mend: ${type}`, async ({ launchOptions }) => {
    test.setTimeout(180_000);
    const port = await freePort();
    const site = await serve(builtSite(), "/repo/");
    const browser = await chromium.launch({ ...launchOptions, args: [...launchOptions.args, `--remote-debugging-port=${port}`] });
    try {
      const onlyCategories = [...judged, "performance"];
      const { lhr } = await lighthouse(site.url + find(), { port, onlyCategories, logLevel: "error" });
      const scores = Object.fromEntries(onlyCategories.map((name) => [name, Math.round(lhr.categories[name].score * 100)]));
      console.log(`Lighthouse, ${type}: ${Object.entries(scores).map(([name, score]) => `${name} ${score}`).join(", ")}`);
      const lost = judged.flatMap((name) => lhr.categories[name].auditRefs)
        .filter(({ id, weight }) => weight > 0 && (lhr.audits[id].score ?? 1) < 1)
        .map(({ id }) => `${id}: ${lhr.audits[id].title} ${JSON.stringify(lhr.audits[id].details?.items ?? []).slice(0, 300)}`);
      expect(lost).toEqual([]);
    } finally {
      await browser.close();
      await site.close();
    }
  });
}
