// Ticks on reading lists, kept in this browser by list and page. Without this script the lists are plain.
passdown.part(({ word }) => {
  const kept = "passdown-reading";
  let ticks = {};
  try { ticks = JSON.parse(localStorage.getItem(kept)) || {}; } catch { /* nothing was kept, or it cannot be read */ }
  for (const list of document.querySelectorAll("[data-reading]")) {
    for (const item of list.children) {
      const link = item.querySelector("a");
      const name = `${list.dataset.reading}|${link ? link.getAttribute("href") : item.textContent}`;
      const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: ticks[name] === true });
      box.setAttribute("aria-label", word("onboarding.read", { title: item.textContent.trim() }));
      box.addEventListener("change", () => {
        if (box.checked) ticks[name] = true;
        else delete ticks[name];
        try { localStorage.setItem(kept, JSON.stringify(ticks)); } catch { /* it then lasts as long as the page */ }
      });
      item.prepend(box);
    }
    list.classList.add("ticked");
  }
});
