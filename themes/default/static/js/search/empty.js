// What the dialog says when it has no results to show: nothing typed yet, nothing found, nothing loaded.
((search) => {
  const { make } = search;
  const link = (text, act) => {
    const button = make("button", { type: "button", class: "ask-link" }, text);
    button.addEventListener("click", act);
    return button;
  };
  const line = (...inside) => make("p", {}, ...inside);

  /** How to ask, for somebody who has not searched here before. */
  const tips = () => make("div", { class: "ask-none ask-tips" },
    line("A few words are enough; they may be half written or misspelt."),
    line(make("code", {}, "“two words”"), " finds the words next to each other, ", make("code", {}, "-word"), " leaves out pages with a word."));

  const pastHead = (forget) => make("div", { class: "ask-past" }, make("span", { id: "ask-past" }, "Searched before"), link("Forget these", forget));

  /** The file name for a page about something. */
  const fileName = (query) => `${query.toLowerCase().match(/[\p{L}\p{N}]+/gu)?.slice(0, 8).join("-") ?? "page"}.md`;

  /** How the page that was looked for can be written: where the sources are edited, or in a terminal. */
  function missing(query) {
    const template = document.querySelector("[data-write]")?.dataset.write;
    if (!/^https?:/.test(template ?? "")) {
      return line("Do you know the answer? ", make("b", {}, "Write this page"), ": put a file ", make("code", {}, fileName(query)), " into the folder of the sources.");
    }
    const href = template.replace("{path}", encodeURIComponent(fileName(query)));
    return line("Do you know the answer? ", make("a", { class: "ask-link", href, rel: "noopener" }, "Write this page"), ".");
  }

  /** Nothing found. `words` are near ones, `widen` takes the filters away where some are set. */
  function none(query, { words, ask, widen }) {
    const box = make("div", { class: "ask-none" }, line("Nothing was found for ", make("b", {}, query), "."));
    if (widen) box.append(line(link("Search in all pages", widen)));
    if (words.length) {
      const list = make("ul", { role: "list" }, ...words.map((word) => make("li", {}, link(word, () => ask(word)))));
      box.append(line("Words written here that come near:"), list);
    }
    if (!widen) box.append(missing(query));
    return box;
  }

  const failed = (again) => make("div", { class: "ask-none" },
    line(make("b", {}, "The search could not be loaded. ")),
    line("Is the network there? If the site was published anew, reload the page. ", link("Try again", again)));

  search.empty = { tips, pastHead, none, failed, link };
})((globalThis.passdown ??= {}).search ??= {});
