// Draws results: a page with its best sections under it, each an option of the list box and a real link.
((search) => {
  const { pieces, word, words } = passdown;
  const { excerpt, icon, make, marked } = search;
  const mostSections = 2;

  /** The sections of a page that a result shows: the best ones, or the beginning. */
  const shownSections = ({ sections }) => (sections.length ? sections.slice(0, mostSections) : [0]);

  /** The interface's word for a kind; a kind of one's own goes by its name. */
  const kindName = (kind) => (Object.hasOwn(words.kinds, kind) ? words.kinds[kind] : kind[0].toUpperCase() + kind.slice(1));

  const chip = (name, shape, tone) => make("span", { class: `chip ${tone}` }, ...(shape ? [icon(shape)] : []), name);

  /** What must be known of a page before it is followed. */
  function badges(page, isOverdue) {
    const { statuses } = words;
    const status = {
      deprecated: () => chip(statuses.deprecated, "warn", "due"),
      archived: () => chip(statuses.archived, "section", ""),
      draft: () => chip(statuses.draft, null, "hint"),
    }[page.status];
    return [...(status ? [status()] : []), ...(isOverdue ? [chip(word("searching.review_due"), "clock", "due")] : [])];
  }

  /** Where the page stands, who answers for it and what replaces it; and the other name by which it was found. */
  function path(page, isMarked) {
    const { crumbs, owner, successor } = page;
    const alias = page.aliases.map((name) => marked(name, isMarked)).find((nodes) => nodes.length > 1);
    const inTitle = marked(page.title, isMarked).length > 1;
    const line = [crumbs.join(" › "), owner.join(", "), successor && word("searching.superseded_by", { page: successor })].filter(Boolean).join(" · ");
    return [line, ...(alias && !inTitle ? [line ? " · " : "", ...pieces("searching.also", { name: alias }).flat()] : [])];
  }

  const go = () => make("span", { class: "hit-go", "aria-hidden": "true" }, `${word("searching.open")} `, icon("enter"));

  const option = (kind, address, ...inside) => make("a", { class: kind, role: "option", tabindex: "-1", "aria-selected": "false", href: address }, ...inside);

  function kindMark(page) {
    const mark = icon(page.icon ?? "note");
    if (!page.kind) return mark;
    mark.removeAttribute("aria-hidden");
    mark.setAttribute("role", "img");
    mark.setAttribute("aria-label", kindName(page.kind));
    return mark;
  }

  function pageRow(page, address, isOverdue, lead, isMarked) {
    const text = lead ? [make("span", { class: "hit-text" }, ...excerpt(lead, isMarked))] : [];
    const where = path(page, isMarked);
    return option("hit-page", address("", page), kindMark(page),
      make("span", { class: "hit-title" }, ...marked(page.title, isMarked)),
      make("span", { class: "hit-badges" }, ...badges(page, isOverdue)),
      ...(where.some(Boolean) ? [make("span", { class: "hit-path" }, ...where)] : []), ...text);
  }

  function sectionRow(page, [id, heading, text], address, isMarked) {
    return option("hit-part", address(id, page), make("span", { class: "hit-head" }, ...marked(heading, isMarked)),
      ...(text ? [make("span", { class: "hit-text" }, ...excerpt(text, isMarked))] : []), go());
  }

  /**
   * One page of the results. `hit` names the page's best sections, the first being the best; section 0 is the text
   * before the first heading and is shown with the page itself.
   */
  function group(hit, page, { isMarked, address, isOverdue }) {
    const best = hit.sections.slice(0, mostSections).filter((number) => page.sections[number]);
    const parts = best.filter((number) => number > 0);
    const lead = best.includes(0) ? page.sections[0][2] : parts.length ? "" : page.description ?? page.sections[0]?.[2];
    const rows = [pageRow(page, address, isOverdue, lead, isMarked), ...parts.map((number) => sectionRow(page, page.sections[number], address, isMarked))];
    return make("div", { class: "hit", role: "group", "aria-label": page.title }, ...rows);
  }

  /** An earlier search, to be made again. */
  const past = (query) => make("div", { class: "hit-past", role: "option", "aria-selected": "false", "data-query": query }, icon("clock"), make("span", {}, query));

  Object.assign(search, { group, past, shownSections });
})((globalThis.passdown ??= {}).search ??= {});
