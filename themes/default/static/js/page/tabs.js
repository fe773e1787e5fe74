// Neighbouring `<details>` of one name become tabs. A choice holds for every group that offers the same, on the next page too.
passdown.part(({ one, all, make, word, kept, keep }) => {
  const groups = [];

  function group(parts) {
    const list = make("div", { className: "tab-list", role: "tablist" });
    const tabs = parts.map((part, number) => {
      const summary = one(":scope > summary", part);
      const title = summary?.textContent.trim() || String(number + 1);
      const tab = make("button", { type: "button", role: "tab", id: `${part.name}-tab-${number}` }, ...(summary?.childNodes ?? [title]));
      summary?.remove();
      const panel = make("div", { role: "tabpanel", className: "tab-panel", tabIndex: 0 }, ...part.childNodes);
      panel.id = part.id || `${part.name}-panel-${number}`;
      panel.dataset.title = title;
      tab.setAttribute("aria-controls", panel.id);
      panel.setAttribute("aria-labelledby", tab.id);
      return { title, tab, panel, open: part.open };
    });
    list.setAttribute("aria-label", word("page.tabs", { n: tabs.length }));
    list.append(...tabs.map(({ tab }) => tab));
    parts[0].before(make("div", { className: "tabs" }, list, ...tabs.map(({ panel }) => panel)));
    for (const part of parts) part.remove();
    const choose = (chosen) => {
      for (const { tab, panel } of tabs) {
        const isChosen = tab === chosen.tab;
        tab.setAttribute("aria-selected", String(isChosen));
        tab.tabIndex = isChosen ? 0 : -1;
        if (isChosen) panel.removeAttribute("hidden");
        else panel.setAttribute("hidden", "until-found");
      }
    };
    groups.push({ tabs, choose });
    for (const each of tabs) {
      each.tab.addEventListener("click", () => pick(each, choose));
      each.panel.addEventListener("beforematch", () => choose(each));
    }
    list.addEventListener("keydown", (event) => step(event, tabs, choose));
    choose(tabs.find(({ open }) => open) ?? tabs[0]);
  }

  function pick(chosen, choose) {
    const before = chosen.tab.getBoundingClientRect().top;
    choose(chosen);
    follow(chosen.title);
    keep("tabs", [chosen.title, ...(kept("tabs") ?? []).filter((title) => title !== chosen.title)].slice(0, 20));
    // Groups above may have changed their height; the one in hand stays where it is.
    scrollBy({ top: chosen.tab.getBoundingClientRect().top - before, behavior: "instant" });
  }

  function follow(title) {
    for (const { tabs, choose } of groups) {
      const same = tabs.find((each) => each.title === title);
      if (same) choose(same);
    }
  }

  function step(event, tabs, choose) {
    const at = tabs.findIndex(({ tab }) => tab === event.target);
    const on = getComputedStyle(event.currentTarget).direction === "rtl" ? -1 : 1;
    const to = { ArrowRight: at + on, ArrowLeft: at - on, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    const next = tabs.at(to % tabs.length);
    pick(next, choose);
    next.tab.focus();
  }

  for (const first of all(".prose details[name]")) {
    if (!first.isConnected) continue;
    const parts = [first];
    while (parts.at(-1).nextElementSibling?.matches("details[name]") && parts.at(-1).nextElementSibling.name === first.name) {
      parts.push(parts.at(-1).nextElementSibling);
    }
    if (parts.length > 1) group(parts);
  }
  for (const title of (kept("tabs") ?? []).toReversed()) follow(title);
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const holder = target && groups.find(({ tabs }) => tabs.some(({ panel }) => panel.contains(target)));
  if (holder) {
    holder.choose(holder.tabs.find(({ panel }) => panel.contains(target)));
    target.scrollIntoView();
  }
});
