// The search dialog behind its field: asks the index as the reader types, shows what comes, and follows the keys. Takes
// the field that find.js opened; knows nothing of how results are found or drawn.
((search) => {
  const { pieces, word } = passdown;
  const { empty, group, make, marker, memory, past, shownSections } = search;
  const batch = 5;
  const pause = 600;

  let parts = null;
  let furnished = null;
  let index = null;
  let turn = 0;
  let pending = null;
  let answer = null;
  let shown = 0;
  let options = [];
  let selected = -1;
  let quiet = 0;
  const state = { query: "", isExact: false, sift: { kind: null, owner: null, tag: null } };

  const isSifted = () => Object.values(state.sift).some((value) => value !== null);
  const engine = () => (index ??= new search.Index(passdown.script));

  /** Makes what stands below the field. */
  function furnish({ dialog, input, body }) {
    const said = make("p", { class: "ask-said" }), status = make("p", { class: "hush", role: "status" });
    const list = make("div", { class: "ask-list", role: "listbox", id: "ask-list", "aria-label": word("searching.results") });
    const rest = make("div"), count = make("span");
    const enter = word("searching.enter");
    const keys = (does, ...names) => make("span", { class: "ask-keys" }, ...names.map((name) => make("kbd", {}, name)), ` ${word(does)}`);
    const foot = make("div", { class: "ask-foot" }, count,
      keys("searching.move", "↑", "↓"), keys("searching.open", enter), keys("searching.new_tab", word("searching.ctrl"), enter));
    said.hidden = true;
    body.replaceChildren(said, rest, list, foot, status);
    return { dialog, input, body, said, status, list, rest, count, sift: null };
  }

  /** Loads what the first results do not need: the filters, and what to say where nothing was found. */
  const furnishMore = () => (furnished ??= passdown.script("js/search-more.js").then(() => {
    parts.sift = search.sift(state.sift, (name, value) => {
      state.sift[name] = value;
      ask();
    });
    parts.body.prepend(parts.sift.row);
  }).catch((error) => { furnished = null; throw error; }));

  /** The address of a place on a page, with what was looked for, so that it can be marked there. */
  const address = (id, page) => `${search.root}${page.url.split("/").map(encodeURIComponent).join("/")}?q=${encodeURIComponent(asked())}${id ? `#${encodeURIComponent(id)}` : ""}`;

  /** The query as it was answered: with its spelling corrected, where it was. */
  function asked() {
    const changes = new Map(answer?.corrections ?? []);
    let text = state.query, gone = 0;
    for (const { words } of search.runs(state.query)) {
      for (const { term, start, end } of words) {
        if (!changes.has(term)) continue;
        text = text.slice(0, start + gone) + changes.get(term) + text.slice(end + gone);
        gone += changes.get(term).length - (end - start);
      }
    }
    return text.trim();
  }

  function select(at, isMoved = true) {
    options[selected]?.setAttribute("aria-selected", "false");
    selected = Math.min(Math.max(at, Math.min(0, options.length - 1)), options.length - 1);
    const option = options[selected];
    if (!option) return parts.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    parts.input.setAttribute("aria-activedescendant", option.id);
    if (isMoved) (selected === 0 ? parts.list : option)[selected === 0 ? "scrollTo" : "scrollIntoView"](selected === 0 ? { top: 0 } : { block: "nearest" });
  }

  function enlist() {
    options = [...parts.list.querySelectorAll('[role="option"]')];
    options.forEach((option, at) => { option.id = `ask-${at}`; });
    parts.input.setAttribute("aria-expanded", String(options.length > 0));
  }

  /** Says something to screen readers once the reader has stopped typing, and tells the page what was searched for. */
  function tell(text) {
    clearTimeout(quiet);
    quiet = setTimeout(() => {
      parts.status.textContent = text;
      if (answer) report(null);
    }, pause);
  }

  function report(opened) {
    const detail = { query: state.query, results: answer.total, corrections: answer.corrections, ...state.sift, opened };
    document.dispatchEvent(new CustomEvent("passdown:search", { detail }));
  }

  function showNothing(...inside) {
    parts.list.replaceChildren();
    parts.rest.replaceChildren(...inside);
    enlist();
    select(-1);
  }

  function showPast() {
    answer = null;
    parts.said.hidden = true;
    if (parts.sift) parts.sift.row.hidden = true;
    parts.count.textContent = "";
    const recent = memory.recent();
    const forget = () => (memory.forget(), showPast(), parts.input.focus());
    showNothing(recent.length ? empty.pastHead(forget) : empty.tips());
    parts.list.replaceChildren(...recent.map(past));
    enlist();
  }

  function showCorrection() {
    const corrections = answer.corrections;
    parts.said.hidden = !corrections.length;
    if (!corrections.length) return;
    const exactly = empty.link(state.query.trim(), () => {
      state.isExact = true;
      ask();
      parts.input.focus();
    });
    parts.said.replaceChildren(...pieces("searching.corrected", { query: make("b", {}, asked()), written: exactly }));
  }

  function countText() {
    const { total, hits } = answer, pages = word("searching.pages", { n: total });
    return total > hits.length ? word("searching.best", { n: hits.length, pages }) : pages;
  }

  /** Draws the next results once all of them are there, so that nothing jumps. */
  async function draw(mine) {
    const next = answer.hits.slice(shown, shown + batch), first = shown === 0;
    const pages = await Promise.all(next.map((hit) => index.page(hit.page, shownSections(hit))));
    if (mine !== turn) return;
    const isMarked = marker(answer.terms, answer.prefix);
    const groups = next.map((hit, at) => group(hit, pages[at], { isMarked, address, isOverdue: index.overdue.has(hit.page) }));
    shown += next.length;
    if (first) {
      parts.rest.replaceChildren();
      parts.list.replaceChildren(...groups);
      parts.list.scrollTop = 0;
    } else parts.list.append(...groups);
    enlist();
    if (first) select(0, false);
  }

  async function more() {
    if (!answer || shown >= answer.hits.length || more.isBusy) return;
    more.isBusy = true;
    try { await draw(turn); } catch { /* what is there stays; scrolling on tries again */ }
    more.isBusy = false;
  }

  async function showNone(mine) {
    const [words] = await Promise.all([index.near(state.query), furnishMore()]);
    if (mine !== turn) return;
    const widen = isSifted() && (() => {
      for (const name of Object.keys(state.sift)) state.sift[name] = null;
      ask();
      parts.input.focus();
    });
    showNothing(search.none(state.query.trim(), { words, ask: (word) => write(word), widen }));
    parts.said.hidden = true;
  }

  async function answerTo(mine) {
    const found = await engine().find(state.query, { ...state.sift, isExact: state.isExact });
    if (mine !== turn) return;
    answer = found;
    shown = 0;
    if (!answer.hits.length) await showNone(mine);
    else await draw(mine);
    if (mine !== turn) return;
    showCorrection();
    parts.count.textContent = answer.total ? countText() : "";
    tell(answer.total ? `${parts.said.hidden ? "" : parts.said.textContent} ${word("searching.found", { pages: countText() })}` : parts.rest.textContent);
    await furnishMore();
    const counts = await index.counts(found);
    if (mine === turn) parts.sift.show(counts);
  }

  /** On its own page the search has an address that can be passed on. */
  function remember() {
    try { history.replaceState(history.state, "", `?q=${encodeURIComponent(state.query)}`); } catch { /* not from disk */ }
  }

  /** Asks for what the field and the filters say now; an answer that comes too late is dropped. */
  function ask() {
    const mine = ++turn;
    memory.keep({ query: state.query, sift: state.sift });
    if (search.isOwnPage) remember();
    if (!state.query.trim()) {
      pending = Promise.resolve();
      return showPast();
    }
    pending = answerTo(mine).catch((error) => {
      if (mine !== turn) return;
      console.error(error);
      showNothing(empty.failed(ask));
      tell(word("searching.unreachable"));
    });
  }

  /** Puts a query into the field and asks it. */
  function write(query) {
    parts.input.value = query;
    state.query = query;
    state.isExact = false;
    ask();
    parts.input.focus();
  }

  function follow(option, isNew) {
    if (!option) return;
    if (option.dataset.query !== undefined) return write(option.dataset.query);
    memory.add(state.query.trim());
    report(option.href);
    if (isNew) window.open(option.href, "_blank", "noopener");
    else location.assign(option.href);
  }

  async function enter(isNew) {
    await pending;
    follow(options[Math.max(selected, 0)], isNew);
  }

  const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 };

  async function move(step) {
    if (selected + step >= options.length) await more();
    select(selected + step);
  }

  function onKey(event) {
    if (event.isComposing) return;
    if (event.key in moves && !event.altKey) move(moves[event.key]);
    else if (event.key === "Enter") enter(event.ctrlKey || event.metaKey);
    else return;
    event.preventDefault();
  }

  function onClick(event) {
    const option = event.target.closest('[role="option"]');
    if (!option) return;
    const isOwn = option.dataset.query !== undefined || !(event.ctrlKey || event.metaKey || event.shiftKey);
    if (!isOwn) return;
    event.preventDefault();
    follow(option, false);
  }

  function attach() {
    const { dialog, input, list } = parts;
    input.addEventListener("input", () => {
      state.query = input.value;
      state.isExact = false;
      ask();
    });
    input.addEventListener("keydown", onKey);
    list.addEventListener("click", onClick);
    list.addEventListener("scroll", () => { if (list.scrollTop + list.clientHeight > list.scrollHeight - 400) more(); }, { passive: true });
    // The focus stays in the field while results are clicked.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    dialog.addEventListener("close", () => clearTimeout(quiet));
  }

  /** Takes over the field. What was typed meanwhile counts; else the query given, else that of the last time. */
  search.begin = (field, query) => {
    const isNew = parts === null;
    if (isNew) {
      parts = furnish(field);
      const last = memory.last();
      Object.assign(state.sift, query === undefined ? last.sift : {});
      attach();
      const { input } = parts;
      // What was typed while this was loading goes on; what is put in may be typed over.
      if (!input.value) {
        input.value = query ?? last.query ?? "";
        input.select();
      }
      engine().root().catch(() => { /* told with the first question */ });
    } else if (query !== undefined) parts.input.value = query;
    state.query = parts.input.value;
    if (isNew || query !== undefined || !state.query) ask();
  };
})((globalThis.passdown ??= {}).search ??= {});
