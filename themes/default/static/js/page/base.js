// What the parts of page.js share. The words stand in front of it, from the theme's file of the site's language.
Object.assign(passdown, {
  root: document.documentElement,
  one: (selector, from = document) => from.querySelector(selector),
  all: (selector, from = document) => [...from.querySelectorAll(selector)],
  make: (name, fields, ...inside) => {
    const element = Object.assign(document.createElement(name), fields);
    element.append(...inside);
    return element;
  },

  // A drawing as templates/parts/icons.html has it, of one or two paths.
  drawn: (...paths) => {
    const make = (name, fields) => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [field, value] of Object.entries(fields)) element.setAttribute(field, value);
      return element;
    };
    const svg = make("svg", { class: "icon", viewBox: "0 0 16 16", "aria-hidden": "true" });
    svg.append(...paths.map((d) => make("path", { d })));
    return svg;
  },

  // Which form of a word goes with a number; `lang` may be no language that the browser knows of.
  plurals: (() => {
    try { return new Intl.PluralRules(document.documentElement.lang); } catch { return new Intl.PluralRules("en"); }
  })(),

  // A word of a table in pieces, its gaps filled with texts or elements. Of a word with forms `n` chooses one.
  pieces: (name, filling = {}) => {
    const [table, own] = name.split("."), word = passdown.words[table][own];
    const text = typeof word === "string" ? word : word[passdown.plurals.select(filling.n)] ?? word.other;
    return text.split(/\{(\w+)\}/).map((piece, at) => at % 2 ? filling[piece] ?? "" : piece);
  },

  // The same as one text: `word("page.copy_what", { title })`.
  word: (name, filling) => passdown.pieces(name, filling).join(""),

  // What this browser keeps for this site; without storage it lasts as long as the page.
  kept: (name) => {
    try { return JSON.parse(localStorage.getItem(`passdown-${name}`)); } catch { return null; }
  },
  keep: (name, value) => {
    try {
      if (value === null) localStorage.removeItem(`passdown-${name}`);
      else localStorage.setItem(`passdown-${name}`, JSON.stringify(value));
    } catch { /* storage is off or full */ }
  },

  // Says a sentence to screen readers when they have time.
  say: (text) => {
    passdown.said.textContent = "";
    setTimeout(() => { passdown.said.textContent = text; }, 50);
  },

  // Runs one part; the others go on if it fails.
  part: (run) => {
    try { run(passdown); } catch (error) { console.error(error); }
  },
});
passdown.said = document.body.appendChild(passdown.make("div", { className: "hush", role: "status" }));
