// The test of every spec: whatever it does, no page may ask another place for anything, nor meet a refusal of its own policy.
import { expect, test as base } from "@playwright/test";

export { expect };

const isOurs = (url) => /^(data|blob|about|file):/.test(url) || ["127.0.0.1", "localhost"].includes(new URL(url).hostname);

export const test = base.extend({
  context: async ({ context }, use) => {
    const faults = [];
    context.on("request", (asked) => isOurs(asked.url()) || faults.push(`asks ${asked.url()}`));
    await context.exposeFunction("passdownViolation", (what) => faults.push(what));
    await context.addInitScript(() => {
      addEventListener("securitypolicyviolation", (broken) => {
        window.passdownViolation(`policy ${broken.effectiveDirective} refuses ${broken.blockedURI || "inline"}`);
      });
    });
    await use(context);
    expect(faults).toEqual([]);
  },
});
