// Draws the diagrams of a page once a reader comes near them.
//
// The library styles what it draws in ways that the page's policy forbids, so it works in a frame of its own that can
// reach nothing, and hands back pictures: one for light colours, one for dark.
passdown.part(({ one, all, make, word }) => {
  const here = document.currentScript.src;
  const figures = all("figure.diagram");
  if (!figures.length) return;

  const names = ["ground", "sunk", "ink", "ink-2", "line-2", "line-control", "accent", "accent-soft", "mark", "hint-soft", "good-soft", "due-soft", "risk-soft", "risk", "code-ground"];
  function colours(scheme) {
    const probe = document.body.appendChild(make("i", { className: "hush" }));
    probe.style.colorScheme = scheme;
    const found = names.map((name) => {
      probe.style.color = `var(--${name})`;
      return [name, getComputedStyle(probe).color];
    });
    probe.remove();
    return Object.fromEntries(found);
  }

  let frame;
  const waiting = new Map();
  function open() {
    frame ??= new Promise((ready) => {
      const made = make("iframe", { className: "diagram-frame", tabIndex: -1, title: word("page.diagram") });
      // From disk a sandbox could not load its own script, and each file is a world of its own anyway.
      if (location.protocol !== "file:") made.setAttribute("sandbox", "allow-scripts");
      made.setAttribute("aria-hidden", "true");
      addEventListener("message", ({ source, data }) => {
        if (source !== made.contentWindow) return;
        if (data === "ready") ready(made.contentWindow);
        waiting.get(data.number)?.(data);
      });
      made.src = new URL("../diagrams/frame.html", here).href;
      document.body.append(made);
    });
    return frame;
  }

  let number = 0;
  async function drawn(source, scheme) {
    const to = await open();
    return new Promise((done) => {
      waiting.set(++number, done);
      const font = getComputedStyle(document.body).fontFamily;
      to.postMessage({ number, source, font, dark: scheme === "dark", colours: colours(scheme) }, "*");
    });
  }

  function picture({ svg, width, height }, scheme, alt) {
    const made = make("img", { src: `data:image/svg+xml,${encodeURIComponent(svg)}`, className: `for-${scheme}`, alt });
    Object.assign(made, { width, height });
    return made;
  }

  async function draw(figure) {
    const source = one("code", figure).textContent;
    const results = [];
    for (const scheme of ["light", "dark"]) results.push([await drawn(source, scheme), scheme]);
    const [[{ error, title, description }]] = results;
    if (error) {
      figure.after(make("p", { className: "diagram-wrong", textContent: word("page.diagram_wrong", { why: error }) }));
      return;
    }
    const caption = one(".code-title", figure)?.textContent;
    const name = caption || title || word("page.diagram");
    const alt = description ? `${name}: ${description}` : name;
    const box = make("figure", { className: "diagram-box" });
    const pictures = results.map(([result, scheme]) => picture(result, scheme, alt));
    figure.before(box);
    box.append(...pictures);
    passdown.zoom(name, ...pictures);
    if (caption) box.append(make("figcaption", { textContent: caption }));
    box.append(make("details", {}, make("summary", { textContent: word("page.diagram_source") }), figure));
  }

  const near = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      draw(target).catch(console.error);
    }
  }, { rootMargin: "600px" });
  for (const figure of figures) near.observe(figure);
});
