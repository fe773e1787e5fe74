import { chromium } from "@playwright/test";
import lighthouse from "lighthouse";
import { serve } from "./server.js";
const site = await serve("/dev/shm/looks", "/repo/");
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox","--disable-gpu","--remote-debugging-port=9377"] });
for (const path of process.argv.slice(2)) {
  const { lhr } = await lighthouse(site.url + path, { port: 9377, onlyCategories: ["performance"], logLevel: "error" });
  console.log(path, lhr.categories.performance.score, lhr.categories.performance.auditRefs.filter(r => r.weight).map(({id, weight}) => `${id} w${weight} ${lhr.audits[id].score} ${lhr.audits[id].displayValue}`).join("; "));
  for (const id of ["layout-shifts","cls-culprits-insight","render-blocking-insight","forced-reflow-insight","dom-size-insight","mainthread-work-breakdown", "network-dependency-tree-insight"]) { const a = lhr.audits[id]; if (a && (a.score ?? 1) < 1) console.log("  ", id, JSON.stringify(a.details?.items ?? []).slice(0, 900)); }
}
await browser.close(); await site.close();
