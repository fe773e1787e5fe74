// Checklists can be ticked off. What is ticked stays in this browser, for each page and item; the page itself does not change.
passdown.part(({ one, all, make, word, kept, keep, say }) => {
  const boxes = all(".prose .task").map((item) => ({
    item,
    box: one(":scope > input, :scope > p > input", item),
  })).filter(({ box }) => box);
  if (!boxes.length) return;
  const place = `tasks ${location.pathname}`;
  let ticked = kept(place) ?? {};

  // An item is known by its own words, so that it keeps its tick when the list around it changes.
  const seen = new Map();
  for (const each of boxes) {
    const copy = each.item.cloneNode(true);
    for (const below of all("ul, ol", copy)) below.remove();
    const words = copy.textContent.trim().replace(/\s+/g, " ").slice(0, 200);
    const times = seen.get(words) ?? 0;
    seen.set(words, times + 1);
    each.key = times ? `${words} ${times}` : words;
    each.written = each.box.checked;
    each.box.setAttribute("aria-label", words);
    each.box.disabled = false;
  }

  function foot(list) {
    const mine = boxes.filter(({ item }) => list.contains(item));
    const count = make("span"), again = make("button", { type: "button", className: "tool", textContent: word("page.again") });
    const line = make("p", { className: "tasks-foot", hidden: true }, count, again);
    const tell = () => {
      count.textContent = word("page.tasks", { done: mine.filter(({ box }) => box.checked).length, all: mine.length });
      line.hidden = mine.every(({ key }) => !(key in ticked));
    };
    again.addEventListener("click", () => {
      for (const each of mine) {
        delete ticked[each.key];
        each.box.checked = each.written;
      }
      keep(place, Object.keys(ticked).length ? ticked : null);
      mine[0].box.focus();
      tell();
      say(count.textContent);
    });
    list.addEventListener("change", (event) => {
      const each = mine.find(({ box }) => box === event.target);
      if (!each) return;
      if (each.box.checked === each.written) delete ticked[each.key];
      else ticked[each.key] = each.box.checked;
      keep(place, Object.keys(ticked).length ? ticked : null);
      tell();
    });
    list.after(line);
    tell();
  }

  for (const each of boxes) if (each.key in ticked) each.box.checked = ticked[each.key];
  const outermost = (item) => {
    let list = item.parentElement;
    while (list.parentElement.closest(".prose li")) list = list.parentElement.closest(".prose li").parentElement;
    return list;
  };
  for (const list of new Set(boxes.map(({ item }) => outermost(item)))) foot(list);
});
