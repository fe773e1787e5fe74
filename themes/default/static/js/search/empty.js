// What the dialog says when it has no results to show: nothing typed yet, nothing found, nothing loaded.
((search) => {
  const { pieces, word } = passdown;
  const { make } = search;
  const link = (text, act) => {
    const button = make("button", { type: "button", class: "ask-link" }, text);
    button.addEventListener("click", act);
    return button;
  };
  const line = (...inside) => make("p", {}, ...inside);

  /** How to ask, for somebody who has not searched here before. */
  const tips = () => make("div", { class: "ask-none ask-tips" },
    line(word("searching.tip")),
    line(...pieces("searching.tip_signs", {
      phrase: make("code", {}, word("searching.tip_phrase")), without: make("code", {}, word("searching.tip_without")),
    })));

  const pastHead = (forget) => make("div", { class: "ask-past" }, make("span", { id: "ask-past" }, word("searching.past")), link(word("searching.forget"), forget));

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

  /** Nothing found. `words` are near ones, `widen` takes the filters away where some are set. */
  function none(query, { words, ask, widen }) {
    const box = make("div", { class: "ask-none" }, line(...pieces("searching.nothing", { query: make("b", {}, query) })));
    if (widen) box.append(line(link(word("searching.widen"), widen)));
    if (words.length) {
      const list = make("ul", { role: "list" }, ...words.map((near) => make("li", {}, link(near, () => ask(near)))));
      box.append(line(word("searching.near")), list);
    }
    if (!widen) box.append(missing(query));
    return box;
  }

  const failed = (again) => make("div", { class: "ask-none" },
    line(make("b", {}, `${word("searching.unreachable")}. `)),
    line(...pieces("searching.is_there", { again: link(word("searching.again"), again) })));

  search.empty = { tips, pastHead, none, failed, link };
})((globalThis.passdown ??= {}).search ??= {});
