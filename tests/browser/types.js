// One page of each type and state, in the sample site and in the one with everything in it.
import { builtSite, everything, findPage } from "./site.js";

const one = (folder) => () => findPage(`page in ${folder}`, new RegExp(`^${folder}/(?!.*index\\.html$)`));

/** The pages that somebody wrote, and those of folders and tags. */
export const sample = {
  home: () => "index.html",
  section: () => findPage("section page", /^(?!tags\/)[^/]+\/index\.html$/),
  tags: () => "tags/index.html",
  tag: () => findPage("tag page", /^tags\/(?!index\.html$)/),
  404: () => findPage("404 page", /^404\.html$/),
  ...Object.fromEntries(
    ["processes", "duties", "projects", "people", "roles", "systems", "contacts", "handovers", "meetings", "decisions", "notes"].map((folder) => [folder, one(folder)]),
  ),
};
const reports = [
  "duties", "coverage", "review", "open-loops", "projects-and-contacts", "people", "skills", "systems-and-access",
  "catalogue", "onboarding", "recently-changed", "map", "search",
];
const special = ["markdown", "diagrams", "old-way", "archived", "replaced", "draft", "empty/index", "notes/plain"];

/** Each type by its name, with the folder of its site and how its page is found. */
export const types = [
  ...Object.entries(sample).map(([type, find]) => [type, builtSite(), find]),
  ...reports.map((name) => [`report: ${name}`, builtSite(), () => `${name}.html`]),
  ...special.map((name) => [`everything: ${name}`, everything.built, () => `${name}.html`]),
];
