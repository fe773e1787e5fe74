// The shapes of the icons that results carry, drawn as in templates/parts/icons.html, each as a single path.
((search) => {
  const shapes = {
    process: "M2.5 3.5h2v2h-2zM2.5 10.5h2v2h-2zM7.5 4.5h6M7.5 11.5h6",
    duty: "M13.5 8a5.5 5.5 0 1 1-1.6-3.9M13.5 1.5v3h-3M8 5v3l2 1.2",
    project: "M3.5 14V2.5h8.5l-2 3 2 3H3.5",
    person: "M8 2.25a2.75 2.75 0 1 0 0 5.5 2.75 2.75 0 0 0 0-5.5M2.5 14c.5-3 2.5-4.5 5.5-4.5s5 1.5 5.5 4.5",
    role: "M6 3.25a2.25 2.25 0 1 0 0 4.5 2.25 2.25 0 0 0 0-4.5M1.5 13c.4-2.5 2-3.7 4.5-3.7s4.1 1.2 4.5 3.7M10.5 3.5a2.25 2.25 0 0 1 0 4M12 9.8c1.4.5 2.2 1.6 2.5 3.2",
    system: "M2.5 2.5h11V7h-11ZM2.5 9h11v4.5h-11ZM5 4.75h.1M5 11.25h.1",
    contact: "M2.5 3.5h11v7.5h-6l-3 2.5v-2.5h-2Z",
    handover: "M2 5h7.5M6.5 11H14M11.5 8.5 14 11l-2.5 2.5M4.5 2.5 2 5l2.5 2.5",
    meeting: "M2.5 3.5h11v10h-11ZM2.5 7h11M5.5 2v3M10.5 2v3",
    decision: "M8 14V8M8 8 3.5 3M8 8l4.5-5M3.5 5.5V3H6M10 3h2.5v2.5",
    note: "M3.5 2h6l3 3v9h-9ZM9.5 2v3h3",
    clock: "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M8 5v3l2 1.5",
    warn: "M8 2.5 14.5 13.5h-13ZM8 6.5v3.5M8 11.9v.1",
    section: "M2 12.5v-9h4l1.5 2H14v7Z",
    more: "M3.5 6 8 10.5 12.5 6",
    enter: "M13 3.5V8a1.5 1.5 0 0 1-1.5 1.5H3M6 6.5l-3 3 3 3",
  };

  /** An icon for the eye only; an unknown name gets the sheet of paper. */
  search.icon = (name) => search.drawing(shapes[name] ?? shapes.note);
})((globalThis.passdown ??= {}).search ??= {});
