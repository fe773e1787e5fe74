// Drives the machine's own Chromium against the built site; nothing is downloaded.
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.js",
  outputDir: "../../target/browser/results",
  globalSetup: "./build-site.js",
  reporter: "list",
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  // A busy machine may lose a click; what is wrong in the program is wrong each time, and a test that was tried again is named.
  retries: 2,
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: {
    browserName: "chromium",
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
    launchOptions: {
      executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
