// What a page costs besides its HTML before anybody searches, as a server sends it.
import { gzipSync } from "node:zlib";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { serve } from "./server.js";
import { expect, test } from "./test.js";
import { types } from "./types.js";

const most = 30_000;
// 404.html brings its few styles with it; diagrams are drawn by a script that only their pages load.
const apart = ["404", "everything: diagrams"];

test("no page costs more than 30 kB before search", async ({ page }) => {
  test.setTimeout(120_000);
  const heavy = [];
  for (const [type, folder, find] of types.filter(([type]) => !apart.includes(type))) {
    const site = await serve(folder, "/repo/");
    const path = find(), asked = new Set();
    const note = (request) => asked.add(new URL(request.url()).pathname.replace("/repo/", ""));
    page.on("request", note);
    await page.goto(site.url + path, { waitUntil: "load" });
    page.off("request", note);
    await site.close();
    const files = [...asked].filter((name) => name !== path && /^(css|js)\//.test(name));
    const bytes = files.reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0);
    expect(files.length, `${type} has a style sheet and a script`).toBeGreaterThan(1);
    console.log(`${type}: ${(bytes / 1000).toFixed(1)} kB in ${files.length} files`);
    if (bytes > most) heavy.push(`${type}: ${bytes} bytes`);
  }
  expect(heavy).toEqual([]);
});
