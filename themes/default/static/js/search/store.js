// What the browser remembers of searches: the last one for as long as the tab lives, the latest ones for next time.
// Storage that is switched off or full is no fault: nothing is remembered then.
((search) => {
  const most = 6;
  // Several sites may share an origin, as on GitHub Pages.
  const key = (name) => `passdown-${name}:${new URL(search.root).pathname}`;

  function read(storage, name) {
    try { return JSON.parse(window[storage].getItem(key(name))); } catch { return null; }
  }

  function write(storage, name, value) {
    try { window[storage].setItem(key(name), JSON.stringify(value)); } catch { /* nothing is remembered */ }
  }

  search.memory = {
    last: () => read("sessionStorage", "search") ?? {},
    keep: (state) => write("sessionStorage", "search", state),
    recent: () => [].concat(read("localStorage", "searches") ?? []).filter((query) => typeof query === "string"),
    add(query) { write("localStorage", "searches", [query, ...this.recent().filter((other) => other !== query)].slice(0, most)); },
    forget: () => write("localStorage", "searches", []),
  };
})((globalThis.passdown ??= {}).search ??= {});
