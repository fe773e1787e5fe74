// What every page gains from scripts: the colour switch, copy buttons, folding sections, the phone
// navigation, how fresh the page is today, and "On this page" following the reader. Each part does without the others, and the page without all.
(() => {
  const root = document.documentElement;
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const make = (name, fields) => Object.assign(document.createElement(name), fields);

  // Says a sentence to screen readers when they have time.
  const said = document.body.appendChild(make("div", { className: "hush" }));
  said.setAttribute("role", "status");
  const say = (text) => {
    said.textContent = "";
    setTimeout(() => { said.textContent = text; }, 50);
  };

  function scheme() {
    const button = one("button.theme");
    if (!button) return;
    const names = { auto: "automatic", light: "light", dark: "dark" };
    const after = { auto: "light", light: "dark", dark: "auto" };
    const now = () => root.dataset.theme || "auto";
    const label = () => {
      const text = `Colours: ${names[now()]}. Switch to ${names[after[now()]]}`;
      button.setAttribute("aria-label", text);
      button.title = text;
    };
    button.addEventListener("click", () => {
      const next = after[now()];
      if (next === "auto") delete root.dataset.theme;
      else root.dataset.theme = next;
      try { localStorage.setItem("passdown-theme", next); } catch { /* it then lasts until the next page */ }
      label();
      say(`Colours: ${names[next]}`);
    });
    label();
  }

  // Copies without the clipboard interface, which browsers give to secure addresses only.
  function copyByHand(text) {
    const field = document.body.appendChild(make("textarea", { value: text, className: "hush", readOnly: true }));
    const before = document.activeElement;
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    before?.focus();
    return done ? Promise.resolve() : Promise.reject(new Error("not allowed"));
  }

  function copy() {
    for (const figure of all("figure.code")) {
      const code = one("pre", figure);
      if (!code) continue;
      const title = one(".code-title", figure)?.textContent || "code";
      const button = make("button", { type: "button", className: "tool copy", textContent: "Copy" });
      button.setAttribute("aria-label", `Copy: ${title}`);
      button.addEventListener("click", () => {
        const text = code.cloneNode(true);
        for (const prompt of all(".prompt", text)) prompt.remove();
        const clean = text.textContent.replace(/\n$/, "");
        const told = (shown, sentence) => {
          button.textContent = shown;
          say(sentence);
          setTimeout(() => { button.textContent = "Copy"; }, 2000);
        };
        const ask = () => navigator.clipboard ? navigator.clipboard.writeText(clean) : Promise.reject(new Error("none"));
        ask().catch(() => copyByHand(clean))
          .then(() => told("Copied", `Copied: ${title}`), () => told("Not copied", "The browser did not allow copying"));
      });
      (one(".code-bar", figure) || figure).append(button);
    }
  }

  // A sign behind each heading that leads to it, to be copied.
  function anchors() {
    for (const head of all(".prose :is(h1, h2, h3, h4, h5, h6)[id]")) {
      const link = make("a", { className: "anchor", href: `#${encodeURIComponent(head.id)}`, textContent: "#" });
      link.setAttribute("aria-label", `Link to “${head.textContent.trim()}”`);
      head.append(link);
    }
  }

  function fold() {
    for (const section of all(".nav .open")) {
      const list = one(":scope > ul", section), link = one(":scope > a", section);
      if (!list || !link) continue;
      const button = make("button", { type: "button", className: "fold" });
      const show = (open) => {
        section.classList.toggle("open", open);
        button.setAttribute("aria-expanded", String(open));
      };
      button.setAttribute("aria-label", `Pages of ${link.firstChild.textContent.trim()}`);
      button.addEventListener("click", () => show(!section.classList.contains("open")));
      show(true);
      link.after(button);
    }
  }

  function navigation() {
    const nav = one(".frame > .nav"), box = one(".nav-in"), menu = one("button.head-menu");
    if (!nav || !box) return;
    const current = one("[aria-current]", nav);
    if (current && current.offsetTop > box.clientHeight) {
      box.scrollTop = current.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 2;
    }
    if (!menu || !window.HTMLDialogElement) return;
    const dialog = make("dialog", { className: "nav-over" });
    const head = make("div", { className: "nav-over-head", textContent: one(".head-site").textContent });
    const close = make("button", { type: "button", className: "tool tool-box", textContent: "×" });
    dialog.setAttribute("aria-label", "Navigation");
    close.setAttribute("aria-label", "Close the navigation");
    head.append(close);
    dialog.append(head);
    document.body.append(dialog);
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
  }

  // The same list as the right column of wide windows.
  function column(bar) {
    const list = one(".toc", bar).cloneNode(true), side = make("aside", { className: "side" });
    list.prepend(make("h2", { textContent: one("summary", bar).firstChild.textContent.trim() }));
    side.setAttribute("aria-label", "About this page");
    side.append(list);
    one(".frame").append(side);
    return list;
  }

  function contents() {
    const bar = one("details.toc-bar");
    if (!bar) return;
    const shown = one("summary b", bar), lists = [one(".toc", bar), column(bar)], links = all("a", lists[0]);
    const heads = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1)))).filter(Boolean);
    if (!heads.length) return;
    let last = null, waiting = false;
    const mark = () => {
      waiting = false;
      const edge = parseFloat(getComputedStyle(root).scrollPaddingTop) + 8;
      let here = null;
      for (const head of heads) {
        if (head.getBoundingClientRect().top > edge) break;
        here = head;
      }
      if (scrollY > 0 && scrollY + innerHeight >= root.scrollHeight - 2 && heads.at(-1).getBoundingClientRect().top < innerHeight) here = heads.at(-1);
      if (here === last) return;
      last = here;
      for (const list of lists) {
        for (const link of all("a", list)) {
          if (here && decodeURIComponent(link.hash.slice(1)) === here.id) {
            link.setAttribute("aria-current", "true");
            shown.textContent = link.textContent;
          } else link.removeAttribute("aria-current");
        }
      }
      if (!here) shown.textContent = "";
      const side = one(".side"), link = side && one("[aria-current]", side);
      if (link && side.scrollHeight > side.clientHeight) side.scrollTop = link.offsetTop - side.clientHeight / 2;
    };
    const soon = () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(mark);
    };
    addEventListener("scroll", soon, { passive: true });
    addEventListener("resize", soon, { passive: true });
    bar.addEventListener("click", (event) => { if (event.target.closest("a")) bar.open = false; });
    soon();
  }

  // A page says how fresh it was when it was made; what counts is the day of reading.
  function reviews() {
    const now = new Date(), today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
    for (const time of all("time.review-fresh, time.review-due, time.review-overdue")) {
      const left = (Date.parse(`${time.dataset.until}T00:00:00Z`) - today) / 86400000;
      if (!Number.isNaN(left)) time.className = `review-${left < 0 ? "overdue" : left <= 30 ? "due" : "fresh"}`;
    }
  }

  for (const part of [reviews, scheme, copy, anchors, fold, navigation, contents]) {
    try { part(); } catch (error) { console.error(error); }
  }
})();
