// The colour switch: automatic, light, dark. scheme.js has set what was chosen before.
passdown.part(({ root, one, word, say }) => {
  const button = one("button.theme");
  if (!button) return;
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
