// What stands above the text in narrow windows stands beside it in wide ones: what is on this page, and who can do it.
passdown.part(({ one, make, word }) => {
  const bar = one("details.toc-bar"), who = one(".main > .who");
  if (!bar && !who) return;
  const side = make("aside", { className: "side" });
  side.setAttribute("aria-label", word("page.about"));
  if (bar) {
    one("ol", bar).prepend(make("li", {}, make("a", { href: "#", textContent: word("page.top") })));
    const list = one(".toc", bar).cloneNode(true);
    list.prepend(make("h2", { textContent: one("summary", bar).firstChild.textContent.trim() }));
    side.append(list);
  }
  if (who) side.append(who.cloneNode(true));
  one(".frame").append(side);
});

// “On this page” follows the reader.
passdown.part(({ root, one, all }) => {
  const bar = one("details.toc-bar");
  if (!bar) return;
  const shown = one("summary b", bar), lists = [one(".toc", bar), one(".side .toc")];
  const to = (link) => decodeURIComponent(link.hash.slice(1));
  const heads = all("a", lists[0]).map((link) => document.getElementById(to(link))).filter(Boolean);
  if (!heads.length) return;

  // The last heading that has reached the top; at the end of the page the last one in sight.
  function reached() {
    const edge = parseFloat(getComputedStyle(root).scrollPaddingTop) + 8;
    const top = (head) => head.getBoundingClientRect().top;
    const last = heads.at(-1);
    if (scrollY > 0 && scrollY + innerHeight >= root.scrollHeight - 2 && top(last) < innerHeight) return last;
    return heads.filter((head) => top(head) <= edge).at(-1) ?? null;
  }

  let marked, waiting = false;
  function mark() {
    waiting = false;
    const here = reached();
    if (here === marked) return;
    marked = here;
    for (const link of lists.flatMap((list) => all("a", list))) {
      if (to(link) === (here?.id ?? "")) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    const [current] = all("[aria-current]", lists[0]);
    shown.textContent = here ? current?.textContent ?? "" : "";
    const side = lists[1].parentElement, link = one("[aria-current]", side);
    if (link && side.scrollHeight > side.clientHeight) side.scrollTop = link.offsetTop - side.clientHeight / 2;
  }

  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(mark);
  };
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon, { passive: true });
  bar.addEventListener("click", (event) => { if (event.target.closest("a")) bar.open = false; });
  soon();
});
