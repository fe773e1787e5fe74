// The colour switch: automatic, light, dark. scheme.js has set what was chosen before.
passdown.part(({ root, one, make, drawn, word, say }) => {
  const place = one(".head-end");
  if (!place) return;
  const circle = "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11", half = "M8 2.5v11A5.5 5.5 0 0 0 8 2.5Z";
  const button = place.appendChild(make("button", { type: "button", className: "tool tool-box theme" }, drawn(circle, half)));
  const after = { auto: "light", light: "dark", dark: "auto" };
  const now = () => root.dataset.theme || "auto";
  const label = () => {
    const text = word("page.colours", { now: word(`page.${now()}`), next: word(`page.${after[now()]}`) });
    button.setAttribute("aria-label", text);
    button.title = text;
  };
  button.addEventListener("click", () => {
    const next = after[now()];
    if (next === "auto") delete root.dataset.theme;
    else root.dataset.theme = next;
    try { localStorage.setItem("passdown-theme", next); } catch { /* it then lasts until the next page */ }
    label();
    say(word("page.colours_now", { now: word(`page.${next}`) }));
  });
  label();
});
