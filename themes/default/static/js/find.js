// Waits on every page for somebody to search. Opens the field at once, and only then loads the search itself,
// which takes the field over; so a page that is only read costs nothing more.
passdown.part(({ drawn, pieces, script, site, word }) => {
  const search = (passdown.search ??= {});
  const links = document.querySelectorAll("a.find");
  if (!links.length) return;
  const here = new URLSearchParams(location.search).get("q");
  const isOwnPage = new URL("search.html", site).pathname === location.pathname;

  search.root = site;
  search.isOwnPage = isOwnPage;

  const make = (name, attributes = {}, ...inside) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...inside);
    return element;
  };
  Object.assign(search, { make, drawing: drawn });

  let parts = null, code = null;

  function field() {
    const input = make("input", {
      class: "ask-input", type: "text", role: "combobox", "aria-label": word("page.search"), "aria-expanded": "false", "aria-controls": "ask-list",
      "aria-autocomplete": "list", autocomplete: "off", autocapitalize: "off", spellcheck: "false", inputmode: "search",
      enterkeyhint: "go", maxlength: "300", placeholder: word("page.search"),
    });
    const close = make("button", { type: "button", class: "tool tool-box", "aria-label": word("page.close_search") },
      drawn("m4 4 8 8M12 4l-8 8"), make("kbd", { "aria-hidden": "true" }, word("page.esc")));
    const body = make("div", { class: "ask-body" });
    const glass = drawn("M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.5 10.5 14 14");
    const dialog = make("dialog", { class: "ask", "aria-label": word("page.search") }, make("div", { class: "ask-field" }, glass, input, close), body);
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    document.body.append(dialog);
    return { dialog, input, body };
  }

  const load = () => (code ??= script("js/search.js").catch((error) => { code = null; throw error; }));

  function offline() {
    const again = make("button", { type: "button", class: "ask-link" }, word("page.try_again"));
    again.addEventListener("click", () => start());
    parts.body.replaceChildren(make("div", { class: "ask-none", role: "alert" },
      make("p", {}, word("page.no_search")), make("p", {}, ...pieces("page.no_network", { again }))));
  }

  const start = (query) => load().then(() => search.begin(parts, query), offline);

  function open(query) {
    parts ??= field();
    if (!parts.dialog.open) parts.dialog.showModal();
    parts.input.focus();
    parts.input.select();
    start(query);
  }
  search.open = open;

  const isWritten = (element) => element.closest?.("input, textarea, select, [contenteditable]");
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !isWritten(event.target);
    const isK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (!isSlash && !isK) return;
    event.preventDefault();
    open();
  });
  for (const link of links) {
    link.setAttribute("aria-keyshortcuts", "/ Control+K Meta+K");
    link.append(make("kbd", { class: "find-key", "aria-hidden": "true" }, "/"));
    link.setAttribute("role", "button");
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("pointerenter", () => load().catch(() => { /* told when it is opened */ }), { once: true });
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      open();
    });
    link.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      open();
    });
  }
  // On its own page `?q=` asks; on any other it says what the reader was looking for.
  if (isOwnPage && here !== null) open(here);
  else if (here) load().then(() => script("js/search-marks.js")).then(() => search.arrive(here), () => { /* the page is whole without marks */ });
});
