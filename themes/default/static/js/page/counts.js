// How much each report has to say, beside its name in the navigation. The numbers stand in one file for all pages, which
// calls this; what is due today is looked up by the day of reading.
passdown.count = (counts) => {
  const { one, all, make } = passdown, now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const home = one(".head-site").href;
  const said = Object.entries(counts).map(([path, count]) => [new URL(path, home).href, Array.isArray(count) ? count : count[today]]);
  const by = new Map(said.filter(([, count]) => count));
  for (const link of all(".nav a")) {
    const [shown, means] = by.get(link.href) ?? [];
    if (!shown || one("small", link)) continue;
    link.append(make("small", { textContent: shown, ariaHidden: "true", title: means }), make("span", { className: "hush", textContent: means }));
  }
};

passdown.part(({ one, script }) => {
  if (one(".nav-head")) script("js/counts.js").catch(() => { /* the navigation is whole without counts */ });
});
