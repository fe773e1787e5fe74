// The navigation: folding sections, and on phones a dialog.
passdown.part(({ one, all, make, word }) => {
  for (const section of all(".nav .open")) {
    const list = one(":scope > ul", section), link = one(":scope > a", section);
    if (!list || !link) continue;
    const button = make("button", { type: "button", className: "fold" });
    const show = (open) => {
      section.classList.toggle("open", open);
      button.setAttribute("aria-expanded", String(open));
    };
    button.setAttribute("aria-label", word("page.fold", { title: link.firstChild.textContent.trim() }));
    button.addEventListener("click", () => show(!section.classList.contains("open")));
    show(true);
    link.after(button);
  }
});

passdown.part(({ one, make, drawn, word }) => {
  const nav = one(".frame > .nav"), box = one(".nav-in"), header = one(".head");
  if (!nav || !box) return;
  const current = one("[aria-current]", nav);
  if (current && current.offsetTop > box.clientHeight) {
    box.scrollTop = current.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 2;
  }
  if (!header || !window.HTMLDialogElement) return;
  const menu = make("button", { type: "button", className: "tool tool-box head-menu" }, drawn("M2 4h12M2 8h12M2 12h12"));
  menu.setAttribute("aria-label", word("page.open_nav"));
  menu.setAttribute("aria-haspopup", "dialog");
  header.prepend(menu);
  const close = make("button", { type: "button", className: "tool tool-box" }, drawn("m4 4 8 8M12 4l-8 8"));
  const head = make("div", { className: "nav-over-head" }, one(".head-site").textContent, close);
  const dialog = document.body.appendChild(make("dialog", { className: "nav-over" }, head));
  dialog.setAttribute("aria-label", word("page.navigation"));
  close.setAttribute("aria-label", word("page.close_nav"));
  menu.addEventListener("click", () => {
    dialog.append(nav);
    dialog.showModal();
    const first = current?.checkVisibility?.() === false ? null : current;
    const target = first || one("a", nav);
    target?.focus();
    target?.scrollIntoView({ block: "center", behavior: "instant" });
  });
  dialog.addEventListener("close", () => one(".frame").prepend(nav));
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest(".nav-over-head button")) dialog.close();
  });
  matchMedia("(width >= 50rem)").addEventListener("change", (wide) => { if (wide.matches && dialog.open) dialog.close(); });
});
