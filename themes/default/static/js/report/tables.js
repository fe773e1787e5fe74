// Tables of reports can be sorted by any column and, where they are long, narrowed down by a few words.
passdown.part(({ all, make, one, word, say }) => {
  const long = 10;
  const by = new Intl.Collator([document.documentElement.lang, "en"].filter(known), { numeric: true });

  function known(language) {
    try { return Intl.getCanonicalLocales(language).length > 0; } catch { return false; }
  }

  // A date is compared as it is written in the page, whatever the reader sees of it.
  const told = (row, column) => one("time", row.cells[column])?.dateTime ?? row.cells[column].textContent.trim();

  function sort(table, rows) {
    const heads = [...table.tHead.rows[0].cells];
    for (const [column, head] of heads.entries()) {
      const button = make("button", { type: "button", className: "sort" }, ...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const isDown = head.getAttribute("aria-sort") === "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
        const keyed = rows.map((row) => [told(row, column), row]);
        // What is empty says nothing, so it comes last either way.
        keyed.sort(([a], [b]) => (a === "") - (b === "") || (isDown ? by.compare(b, a) : by.compare(a, b)));
        table.tBodies[0].append(...keyed.map(([, row]) => row));
      });
    }
  }

  function narrow(table, rows) {
    const field = make("input", { type: "search", autocomplete: "off" });
    table.before(make("label", { className: "narrow" }, word("tables.narrow"), field));
    field.addEventListener("input", () => {
      const asked = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = !asked.every((part) => text.includes(part));
        shown += Number(!row.hidden);
      }
      say(word("tables.shown", { n: shown, all: rows.length }));
    });
  }

  for (const table of all(".plain-table")) {
    const rows = [...table.tBodies[0].rows];
    if (rows.length > 2) sort(table, rows);
    if (rows.length > long) narrow(table, rows);
  }
});
