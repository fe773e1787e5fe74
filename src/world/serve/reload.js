// Added by `passdown serve` to the pages it shows, and to no published file.
(() => {
  "use strict";
  const own = new URL(document.currentScript.src);
  const { token, page, site } = Object.fromEntries(own.searchParams);
  // Sheets that were put in place of others: the number of the site they are from, and those others.
  const swapped = new WeakMap();
  const outdated = new WeakSet();
  let source = null;
  let shown = "";
  let shadow = null;

  const address = (url) => {
    try {
      const to = new URL(url, location.href);
      return to.origin === location.origin ? decodeURIComponent(to.pathname).slice(1) : "";
    } catch {
      return "";
    }
  };

  const isNew = (url, files, since) => {
    const name = address(url);
    return Object.hasOwn(files, name) && files[name] > since;
  };

  const swapSheets = (files) => {
    for (const link of document.querySelectorAll("link[rel~=stylesheet]")) {
      const { number, before } = swapped.get(link) ?? { number: Number(site), before: [] };
      if (outdated.has(link) || !isNew(link.href, files, number)) continue;
      const to = new URL(link.href);
      to.searchParams.set("site", files[address(link.href)]);
      const fresh = link.cloneNode();
      fresh.href = to.href;
      outdated.add(link);
      swapped.set(fresh, { number: files[address(link.href)], before: [link, ...before] });
      // The old sheet goes when the new one is there, so that the page is never bare.
      const drop = () => [link, ...before].forEach((old) => old.remove());
      fresh.addEventListener("load", drop);
      fresh.addEventListener("error", drop);
      link.after(fresh);
    }
  };

  const element = (name, text, ...children) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    made.append(...children);
    return made;
  };

  const list = (findings) =>
    element("ul", "", ...findings.map(({ place, message, help }) => {
      const item = element("li", "", element("b", place), element("span", message));
      if (help) item.append(element("i", help));
      return item;
    }));

  const show = ({ blocked, findings, count }) => {
    const now = JSON.stringify([blocked, findings, count]);
    if (now === shown) return;
    shown = now;
    if (!shadow) {
      const host = document.createElement("div");
      host.id = "passdown-overlay";
      shadow = host.attachShadow({ mode: "open" });
      document.body.append(host);
    }
    const style = element("link");
    style.rel = "stylesheet";
    style.href = "/_passdown/reload.css";
    if (blocked.length) {
      const what = page ? "The site could not be built; this is the last good one" : "The site cannot be built";
      const head = element("h2", what);
      const box = element("section", "", head, list(blocked));
      box.setAttribute("role", "alert");
      shadow.replaceChildren(style, box);
    } else if (count) {
      const words = count === 1 ? "1 finding" : `${count} findings`;
      const box = element("details", "", element("summary", words), list(findings));
      if (count > findings.length) box.append(element("p", "The others are in the terminal."));
      shadow.replaceChildren(style, box);
    } else {
      shadow.replaceChildren();
    }
  };

  const hear = (news) => {
    if ((news.page !== null && news.page !== page) || news.many) {
      location.reload();
      return;
    }
    swapSheets(news.files);
    for (const shown of document.querySelectorAll("[src]")) {
      if (isNew(shown.src, news.files, Number(site))) {
        location.reload();
        return;
      }
    }
    show(news);
  };

  const close = () => {
    source?.close();
    source = null;
  };

  const open = () => {
    if (source || document.hidden) return;
    const to = new URL("/_passdown/events", location.href);
    to.searchParams.set("token", token);
    to.searchParams.set("site", site);
    to.searchParams.set("at", location.pathname);
    source = new EventSource(to.href);
    source.addEventListener("message", (event) => hear(JSON.parse(event.data)));
    source.addEventListener("error", async () => {
      if (source?.readyState !== EventSource.CLOSED) return;
      close();
      // Another run answers: its pages know its token.
      const answer = await fetch(location.href, { method: "HEAD" }).catch(() => null);
      if (answer?.ok) location.reload();
    });
  };

  // A browser opens few connections to one host, so a page that nobody sees lets its own go.
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  open();
})();
