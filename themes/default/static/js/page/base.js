// What the parts of page.js share. The words come from the theme's file of the site's language, in front of this one.
Object.assign(passdown, {
  root: document.documentElement,
  one: (selector, from = document) => from.querySelector(selector),
  all: (selector, from = document) => [...from.querySelectorAll(selector)],
  make: (name, fields, ...inside) => {
    const element = Object.assign(document.createElement(name), fields);
    element.append(...inside);
    return element;
  },

  // A word with its gaps filled: `Copy: {title}`.
  word: (name, filling = {}) => passdown.words[name].replace(/\{(\w+)\}/g, (_, gap) => filling[gap] ?? ""),

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
