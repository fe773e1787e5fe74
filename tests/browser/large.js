// A made-up knowledge base of many pages for tests: the same sources each time, from syllables and a fixed sequence.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const heads = ["ba", "co", "du", "fe", "gri", "ha", "jo", "ku", "le", "mo", "nu", "pla", "ri", "so", "tre", "vu"];
const tails = ["dan", "ler", "mik", "nor", "pel", "rus", "sot", "tev", "vin", "zor"];

/** Numbers below `most`, in a sequence that only the seed decides. */
function dice(seed) {
  let state = seed;
  return (most) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
}

/** A word of the made-up language; low numbers come often, as in all languages. */
const wordOf = (number) => heads[number % 16] + tails[(number >> 4) % 10] + (number >= 160 ? heads[(number >> 8) % 16] + tails[(number >> 12) % 10] : "");

/** Writes `count` pages below a folder. Each has a title of its own; gives the titles. */
export function writeLarge(folder, count) {
  const roll = dice(20261122), titles = [];
  const word = () => wordOf(Math.floor(12_000 * (roll(1000) / 1000) ** 4));
  const words = (many) => Array.from({ length: many }, word).join(" ");
  for (let number = 0; number < count; number++) {
    const title = `${words(2)} ${wordOf(160 + number)}`, area = join(folder, "content", `area-${number >> 7}`);
    const sections = Array.from({ length: 3 }, () => `## ${words(3)}\n\n${words(70)}.\n\n${words(40)}.\n`).join("\n");
    mkdirSync(area, { recursive: true });
    writeFileSync(join(area, `page-${number}.md`), `---\ntitle: ${title}\nkind: process\ntags: [${word()}]\n---\n${words(30)}.\n\n${sections}`);
    titles.push(title);
  }
  return titles;
}
