// The search's two readers give the same answers: the script of the browser, run in Node, and `passdown search`.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { engine } from "./engine.js";
import { builtSite } from "./site.js";

const project = fileURLToPath(new URL("../..", import.meta.url));
const shared = (name) => JSON.parse(readFileSync(`${project}tests/search/${name}.json`, "utf8"));

test("texts fall into the same terms", () => {
  const { search } = engine(builtSite());
  const vectors = shared("tokens");
  expect(vectors.length).toBeGreaterThan(40);
  for (const { text, words, joined } of vectors) expect(search.tokens(text), text).toEqual({ words, joined });
});

test("every term has its place in the text", () => {
  const { search } = engine(builtSite());
  for (const { text } of shared("tokens")) {
    for (const { words, joined } of search.runs(text)) {
      for (const { start, end } of [...words, ...joined]) {
        expect(text.slice(start, end), text).not.toBe("");
        expect(end, text).toBeLessThanOrEqual(text.length);
      }
    }
  }
});

test("words have the same stems", () => {
  const { search } = engine(builtSite());
  const stems = shared("stems");
  expect(stems.length).toBeGreaterThan(20);
  for (const [word, stem] of stems) expect(search.stem(word), word).toBe(stem);
});

/** A slip of the kind that fingers make: two neighbours exchanged, a letter lost, or one changed. */
function misspelt(text, turn) {
  const at = text.search(/[a-z]{5}/i) + 2;
  if (at < 2) return text;
  const kinds = [`${text[at + 1]}${text[at]}`, text[at], `x${text[at + 1]}`];
  return text.slice(0, at) + kinds[turn % 3] + text.slice(at + 2);
}

/** Queries of every kind, made from what the site says. */
async function queriesOf(index) {
  await index.root();
  const queries = ['""', "-", "…", "the", "how do I", "a b c d e f", "日本語", "c++ 1.2.3", "  licence  "];
  for (let number = 0; number < index.head.pages; number++) {
    const page = await index.page(number), words = page.title.split(" ");
    const [, heading, text] = page.sections[page.sections.length - 1], spoken = text.split(/\s+/);
    queries.push(page.title, `${page.title} `, misspelt(page.title, number), page.title.slice(0, 7), heading, ...page.aliases);
    queries.push(spoken.slice(4, 12).join(" "), `"${spoken.slice(2, 5).join(" ")}"`, `"${words.slice(-2).join(" ")}`);
    queries.push(`${words[0]} -${words[words.length - 1]}`, words.join(""), `how do I ${page.title.toLowerCase()}?`);
  }
  return queries.map((query) => query.replace(/\s/g, " ")).filter((query) => query.trim());
}

for (const [name, root, site] of [["sample", project, builtSite()], ["documentation", `${project}docs`, null]]) {
  test(`the ${name} is answered alike`, async () => {
    test.setTimeout(300_000);
    const program = process.env.PASSDOWN_BIN || `${project}target/release/passdown`;
    const folder = site ?? test.info().outputPath("site");
    if (!site) expect(spawnSync(program, ["build", root, "-d", folder]).status).toBe(0);
    const { index } = engine(folder), queries = await queriesOf(index);
    const run = spawnSync(program, ["search", "--format", "json", "--limit", "10", "-"], { cwd: root, input: `${queries.join("\n")}\n`, encoding: "utf8", maxBuffer: 1 << 28 });
    expect([0, 1], run.stderr).toContain(run.status);
    const answers = run.stdout.trim().split("\n").map((line) => JSON.parse(line).hits);
    expect(answers.length).toBe(queries.length);
    for (const [at, query] of queries.entries()) {
      const { hits } = await index.find(query, { limit: 10 });
      const ours = await Promise.all(hits.map(async ({ page, section, score }) => {
        const { url, sections } = await index.page(page);
        return { url, section: sections[section]?.[0] || null, score };
      }));
      expect(ours, query).toEqual(answers[at].map(({ url, section, score }) => ({ url, section: section || null, score })));
    }
  });
}
