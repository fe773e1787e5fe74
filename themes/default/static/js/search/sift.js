// The row that narrows the results down to a kind, an owner or a tag. Shows what there is with how often it was found,
// says when the choice changes; knows nothing of the query.
((search) => {
  const { word, words } = passdown;
  const { icon, make } = search;
  const facets = ["kind", "owner", "tag"];
  const shown = (counts, chosen) => counts.values.filter(([value, count]) => count || value === chosen);

  /** What several pages of a kind are called; `plural` is what the site calls them. */
  const kindNames = (kind, plural) => {
    const name = Object.hasOwn(words.plurals, plural) ? words.plurals[plural] : plural ?? kind;
    return name[0].toUpperCase() + name.slice(1);
  };

  const nameOf = (facet, value, { plurals }) => (facet === "kind" ? kindNames(value, plurals.get(value)) : value);

  function pick(name, chosen, changed) {
    const select = make("select", { "aria-label": word(`searching.${name}`) });
    const box = make("div", { class: `pick pick-${name}` }, select, icon("more"));
    select.addEventListener("change", () => changed(name, select.value || null));
    const show = (counts) => {
      const values = shown(counts, chosen[name]);
      select.replaceChildren(make("option", { value: "" }, word(`searching.any_${name}`)),
        ...values.map(([value, count]) => make("option", { value }, `${nameOf(name, value, counts)} (${count})`)));
      select.value = chosen[name] ?? "";
      box.classList.toggle("pick-on", chosen[name] !== null);
      box.hidden = values.length === 0;
    };
    return { box, show };
  }

  /** The kinds lie open where there is room. */
  function kinds(chosen, changed) {
    const row = make("div", { class: "ask-kinds" });
    const button = (value, name, count) => {
      const made = make("button", { type: "button", "aria-pressed": String(chosen.kind === value) }, name, make("span", { class: "num" }, String(count)));
      made.addEventListener("click", () => changed("kind", value));
      return made;
    };
    const show = (counts) => {
      const at = [...row.children].indexOf(document.activeElement);
      const values = shown(counts, chosen.kind);
      row.replaceChildren(button(null, word("searching.all"), counts.all), ...values.map(([value, count]) => button(value, nameOf("kind", value, counts), count)));
      if (at >= 0) row.children[Math.min(at, row.children.length - 1)].focus();
    };
    return { row, show };
  }

  /** The row, and what redraws it: `show({kind, owner, tag})`, each `{all, values: [[value, count]], plurals}`. */
  function sift(chosen, changed) {
    const open = kinds(chosen, changed), picks = facets.map((name) => [name, pick(name, chosen, changed)]);
    const row = make("div", { class: "ask-sift", role: "group", "aria-label": word("searching.narrow") }, open.row, ...picks.map(([, { box }]) => box));
    row.hidden = true;
    const show = (counts) => {
      open.show(counts.kind);
      for (const [name, { show }] of picks) show(counts[name]);
      row.hidden = !counts.kind.all && Object.values(chosen).every((value) => value === null);
    };
    return { row, show };
  }

  search.sift = sift;
})((globalThis.passdown ??= {}).search ??= {});
