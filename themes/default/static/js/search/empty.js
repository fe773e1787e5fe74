// What the dialog says when it has no results to show: nothing typed yet, nothing loaded.
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

  const failed = (again) => make("div", { class: "ask-none" },
    line(make("b", {}, `${word("searching.unreachable")}. `)),
    line(...pieces("searching.is_there", { again: link(word("searching.again"), again) })));

  search.empty = { tips, pastHead, failed, line, link };
})((globalThis.passdown ??= {}).search ??= {});
