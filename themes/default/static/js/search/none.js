// What the dialog says where nothing was found: which words come near, and how to write the page that was looked for.
((search) => {
  const { pieces, word } = passdown;
  const { empty: { line, link }, make } = search;

  /** The file name for a page about something. */
  const fileName = (query) => `${query.toLowerCase().match(/[\p{L}\p{N}]+/gu)?.slice(0, 8).join("-") ?? "page"}.md`;

  /** How the page that was looked for can be written: where the sources are edited, or in a terminal. */
  function missing(query) {
    const template = document.querySelector("[data-write]")?.dataset.write;
    if (!/^https?:/.test(template ?? "")) {
      return line(...pieces("searching.write_file", { link: make("b", {}, word("searching.write_link")), file: make("code", {}, fileName(query)) }));
    }
    const href = template.replace("{path}", encodeURIComponent(fileName(query)));
    return line(...pieces("searching.write", { link: make("a", { class: "ask-link", href, rel: "noopener" }, word("searching.write_link")) }));
  }

  /** What the dialog says then. `words` are near ones, `widen` takes the filters away where some are set. */
  search.none = (query, { words, ask, widen }) => {
    const box = make("div", { class: "ask-none" }, line(...pieces("searching.nothing", { query: make("b", {}, query) })));
    if (widen) box.append(line(link(word("searching.widen"), widen)));
    if (words.length) {
      const list = make("ul", { role: "list" }, ...words.map((near) => make("li", {}, link(near, () => ask(near)))));
      box.append(line(word("searching.near")), list);
    }
    if (!widen) box.append(missing(query));
    return box;
  };
})((globalThis.passdown ??= {}).search ??= {});
