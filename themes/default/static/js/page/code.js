// Copy buttons, and a sign behind each heading that leads to it.
passdown.part(({ one, all, make, word, say }) => {
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

  function copied(code) {
    const text = code.cloneNode(true);
    for (const prompt of all(".prompt", text)) prompt.remove();
    const clean = text.textContent.replace(/\n$/, "");
    const ask = () => navigator.clipboard ? navigator.clipboard.writeText(clean) : Promise.reject(new Error("none"));
    return ask().catch(() => copyByHand(clean));
  }

  for (const figure of all("figure.code")) {
    const code = one("pre", figure);
    if (!code) continue;
    const title = one(".code-title", figure)?.textContent || word("page.code");
    const button = make("button", { type: "button", className: "tool copy", textContent: word("page.copy") });
    button.setAttribute("aria-label", word("page.copy_what", { title }));
    const told = (shown, sentence) => {
      button.textContent = shown;
      say(sentence);
      setTimeout(() => { button.textContent = word("page.copy"); }, 2000);
    };
    button.addEventListener("click", () => {
      copied(code).then(() => told(word("page.copied"), word("page.copied_what", { title })),
        () => told(word("page.not_copied"), word("page.not_copied_why")));
    });
    (one(".code-bar", figure) || figure).append(button);
  }
});

passdown.part(({ all, make, word }) => {
  for (const head of all(".prose :is(h1, h2, h3, h4, h5, h6)[id]")) {
    const link = make("a", { className: "anchor", href: `#${encodeURIComponent(head.id)}`, textContent: "#" });
    link.setAttribute("aria-label", word("page.anchor", { title: head.textContent.trim() }));
    head.append(link);
  }
});
