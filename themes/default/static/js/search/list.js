// Draws results: a page with its best sections under it, each an option of the list box and a real link.
((search) => {
  const { excerpt, icon, make, marked } = search;

  const chip = (name, shape, tone) => make("span", { class: `chip ${tone}` }, ...(shape ? [icon(shape)] : []), name);

  /** What must be known of a page before it is followed. */
  function badges(page, isOverdue) {
    const status = {
      deprecated: () => chip("deprecated", "warn", "due"),
      archived: () => chip("archived", "section", ""),
      draft: () => chip("draft", null, "hint"),
    }[page.status];
    return [...(status ? [status()] : []), ...(isOverdue ? [chip("review due", "clock", "due")] : [])];
  }

  const inWords = (name) => { const words = name.replace(/^\d+[-_]/, "").replace(/[-_]+/g, " "); return words[0]?.toUpperCase() + words.slice(1); };
  const above = (page) => page.crumbs ?? page.url.split("/").slice(0, -1).map(inWords);

  /** Where the page stands and who answers for it; and the other name by which it was found. */
  function path(page, isMarked) {
    const crumbs = above(page).join(" › "), owner = page.owner.join(", ");
    const alias = page.aliases.map((name) => marked(name, isMarked)).find((nodes) => nodes.length > 1);
    const inTitle = marked(page.title, isMarked).length > 1;
    const line = [crumbs, owner].filter(Boolean).join(" · ");
    return [line, ...(alias && !inTitle ? [`${line ? " · " : ""}also “`, ...alias, "”"] : [])];
  }

  const go = () => make("span", { class: "hit-go", "aria-hidden": "true" }, "open ", icon("enter"));

  const option = (kind, address, ...inside) => make("a", { class: kind, role: "option", tabindex: "-1", "aria-selected": "false", href: address }, ...inside);

  function kindMark(page) {
    const mark = icon(page.kind ?? "note");
    if (!page.kind) return mark;
    mark.removeAttribute("aria-hidden");
    mark.setAttribute("role", "img");
    mark.setAttribute("aria-label", page.kind);
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
    const parts = hit.sections.filter((number) => number > 0 && page.sections[number]);
    const isLead = hit.sections.includes(0) || parts.length === 0;
    const lead = isLead ? (page.description && !parts.length && !hit.sections.length ? page.description : page.sections[0]?.[2]) || page.description : "";
    const rows = [pageRow(page, address, isOverdue, lead, isMarked), ...parts.map((number) => sectionRow(page, page.sections[number], address, isMarked))];
    return make("div", { class: "hit", role: "group", "aria-label": page.title }, ...rows);
  }

  /** An earlier search, to be made again. */
  const past = (query) => make("div", { class: "hit-past", role: "option", "aria-selected": "false", "data-query": query }, icon("clock"), make("span", {}, query));

  Object.assign(search, { group, past });
})((globalThis.passdown ??= {}).search ??= {});
