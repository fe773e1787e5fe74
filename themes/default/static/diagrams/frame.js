// The other side of js/diagrams.js: draws one diagram after the other and hands each back as a picture.
(() => {
  const variables = (c, dark) => ({
    darkMode: dark,
    background: c.ground, mainBkg: c["accent-soft"], primaryColor: c["accent-soft"], primaryBorderColor: c.accent, primaryTextColor: c.ink,
    secondaryColor: c["hint-soft"], secondaryTextColor: c.ink, tertiaryColor: c.sunk, tertiaryTextColor: c.ink, tertiaryBorderColor: c["line-2"],
    lineColor: c["ink-2"], textColor: c.ink, titleColor: c.ink, nodeBorder: c.accent, clusterBkg: c.sunk, clusterBorder: c["line-2"],
    edgeLabelBackground: c.ground, noteBkgColor: c.mark, noteTextColor: c.ink, noteBorderColor: c["line-control"],
    actorBkg: c["accent-soft"], actorBorder: c.accent, actorTextColor: c.ink, labelBoxBkgColor: c.sunk, labelTextColor: c.ink,
    signalColor: c["ink-2"], signalTextColor: c.ink, loopTextColor: c.ink, activationBkgColor: c.sunk, activationBorderColor: c["line-control"],
    sectionBkgColor: c.sunk, altSectionBkgColor: c.ground, sectionBkgColor2: c.sunk, gridColor: c["line-2"], todayLineColor: c.risk,
    taskBkgColor: c["accent-soft"], taskBorderColor: c.accent, taskTextColor: c.ink, taskTextOutsideColor: c.ink, taskTextDarkColor: c.ink, taskTextLightColor: c.ink,
    activeTaskBkgColor: c["hint-soft"], activeTaskBorderColor: c.accent, doneTaskBkgColor: c["good-soft"], doneTaskBorderColor: c["line-control"],
    critBkgColor: c["risk-soft"], critBorderColor: c.risk, errorBkgColor: c["risk-soft"], errorTextColor: c.ink,
  });

  const settings = ({ colours, dark, font }) => ({
    startOnLoad: false, securityLevel: "strict", suppressErrorRendering: true, deterministicIds: true,
    htmlLabels: false, flowchart: { htmlLabels: false }, class: { htmlLabels: false },
    theme: "base", fontFamily: font, fontSize: 14, themeVariables: { ...variables(colours, dark), fontFamily: font, fontSize: "14px" },
  });

  // As a picture a diagram has a size of its own and is XML.
  function picture(html) {
    const svg = new DOMParser().parseFromString(html, "text/html").querySelector("svg");
    const [, , width, height] = (svg.getAttribute("viewBox") ?? "").split(/[\s,]+/).map((part) => Math.ceil(Number(part)));
    const text = (name) => svg.querySelector(`:scope > ${name}`)?.textContent.trim() ?? "";
    svg.removeAttribute("style");
    svg.setAttribute("width", width);
    svg.setAttribute("height", height);
    return { svg: new XMLSerializer().serializeToString(svg), width, height, title: text("title"), description: text("desc") };
  }

  async function draw(asked) {
    try {
      mermaid.initialize(settings(asked));
      const { svg } = await mermaid.render(`diagram-${asked.number}`, asked.source);
      return picture(svg);
    } catch (error) {
      return { error: String(error.message ?? error).split("\n")[0] };
    }
  }

  let before = Promise.resolve();
  addEventListener("message", ({ source, data }) => {
    if (source !== parent) return;
    before = before.then(async () => parent.postMessage({ number: data.number, ...await draw(data) }, "*"));
  });
  parent.postMessage("ready", "*");
})();
