// Pictures that are shown smaller than they are can be looked at in full.
passdown.part(({ one, all, make, word }) => {
  let dialog;
  function over() {
    const close = make("button", { type: "button", className: "tool tool-box", textContent: "×" });
    const box = make("div", { className: "zoom-box", tabIndex: 0 });
    close.setAttribute("aria-label", word("page.close"));
    dialog = document.body.appendChild(make("dialog", { className: "zoom-over" }, close, box));
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target === box || event.target.closest("button")) dialog.close();
      else if (event.target.matches("img")) box.classList.toggle("zoom-full");
    });
    return dialog;
  }

  // Puts a picture, or the pictures of a diagram, into a button that enlarges them.
  passdown.zoom = (title, ...pictures) => {
    const button = make("button", { type: "button", className: "zoom" });
    button.setAttribute("aria-label", word("page.enlarge", { title }));
    button.addEventListener("click", () => {
      dialog ??= over();
      const box = one(".zoom-box", dialog);
      box.classList.remove("zoom-full");
      box.replaceChildren(...pictures.map((picture) => picture.cloneNode()));
      box.setAttribute("aria-label", title);
      dialog.setAttribute("aria-label", title);
      dialog.showModal();
    });
    pictures[0].before(button);
    button.append(...pictures);
    return button;
  };

  const isSmaller = (picture) => picture.naturalWidth > picture.clientWidth * 1.25 && picture.clientWidth > 200;
  for (const picture of all(".prose img")) {
    if (picture.closest("a, button, summary")) continue;
    const look = () => { if (isSmaller(picture)) passdown.zoom(picture.alt, picture); };
    if (picture.complete) look();
    else picture.addEventListener("load", look, { once: true });
  }
});
