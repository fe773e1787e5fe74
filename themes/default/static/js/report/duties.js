// Puts each duty where its next date is today: the page holds dates from the day on which it was built.
// Without this script the groups keep the dates by which they are named.
passdown.part(({ make, pieces, word }) => {
  const list = document.querySelector(".agenda");
  if (!list) return;
  const stretches = ["today", "week", "month", "later", "past"];
  const iso = (date) => `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
  const now = new Date();
  const today = iso(now);
  const week = iso(new Date(now.getFullYear(), now.getMonth(), now.getDate() + (7 - now.getDay()) % 7));
  const month = iso(new Date(now.getFullYear(), now.getMonth() + 1, 0));
  const stretch = (date) => !date ? "past" : date === today ? "today" : date <= week ? "week" : date <= month ? "month" : "later";
  const shown = (date) => {
    const day = new Date(`${date}T00:00:00Z`), { weekdays, months } = passdown.words.dates;
    const isNear = Math.abs(day - Date.parse(`${today}T00:00:00Z`)) <= 300 * 86400000;
    return word(isNear ? "dates.day" : "dates.weekday", {
      weekday: weekdays[(day.getUTCDay() + 6) % 7], day: day.getUTCDate(), month: months[day.getUTCMonth()], year: day.getUTCFullYear(),
    });
  };

  const sections = {};
  const box = (key) => {
    const section = document.createElement("section"), head = document.createElement("div");
    const title = document.createElement("h2"), count = document.createElement("span"), items = document.createElement("ul");
    Object.assign(section, { className: "block" }).dataset.stretch = key;
    section.setAttribute("aria-labelledby", key);
    Object.assign(title, { id: key, textContent: word(`duties.${key}`) });
    Object.assign(head, { className: "block-head" }).append(title, Object.assign(count, { className: "more" }));
    Object.assign(items, { className: "dated" }).setAttribute("role", "list");
    section.append(head, items);
    return section;
  };
  const duties = [...list.querySelectorAll("li[data-dates]")].map((item) => {
    const dates = item.dataset.dates.split(" ");
    return { item, dates, next: dates.find((date) => date >= today) };
  });
  // Of one date the order of the page stays: it is that of the time of day.
  duties.sort((a, b) => (a.next || "9").localeCompare(b.next || "9"));
  for (const old of list.querySelectorAll("[data-stretch]")) old.remove();
  const anchor = list.firstElementChild;
  for (const key of stretches) {
    sections[key] = box(key);
    list.insertBefore(sections[key], anchor);
  }
  for (const { item, dates, next } of duties) {
    const time = item.querySelector("time"), key = stretch(next), then = item.querySelector(".then");
    item.classList.toggle("today", key === "today");
    if (next) Object.assign(time, { dateTime: next, textContent: shown(next) });
    const rest = dates.filter((date) => date > (next || "9")).slice(0, 2);
    const days = rest.flatMap((date, at) => [at ? ", " : "", make("time", { dateTime: date, textContent: shown(date) })]);
    then?.replaceChildren(...(rest.length ? [". ", ...pieces("duties.then", { days: make("span", {}, ...days) })] : []));
    sections[key].querySelector("ul").append(item);
  }

  const count = () => {
    for (const section of list.querySelectorAll("section")) {
      const items = section.querySelectorAll("li:not([hidden])").length;
      section.querySelector(".more").textContent = String(items);
      section.hidden = items === 0;
    }
  };

  // One person's duties, kept in the address so that they can be linked to.
  const people = new Set([...list.querySelectorAll("li")].flatMap((item) => item.dataset.people.split("|").filter(Boolean)));
  if (people.size > 1) {
    const label = document.createElement("label"), choice = document.createElement("select");
    choice.append(new Option(word("duties.everybody"), ""), ...[...people].sort().map((name) => new Option(name, name)));
    const show = () => {
      for (const item of list.querySelectorAll("li")) {
        item.hidden = choice.value !== "" && !item.dataset.people.split("|").includes(choice.value);
      }
      count();
    };
    const fromAddress = () => {
      const name = decodeURIComponent(location.hash.slice(1));
      choice.value = people.has(name) ? name : "";
      show();
    };
    label.className = "agenda-for";
    label.append(word("duties.whose"), " ", choice);
    list.before(label);
    choice.addEventListener("change", () => {
      history.replaceState(null, "", choice.value ? `#${encodeURIComponent(choice.value)}` : location.pathname + location.search);
      show();
    });
    addEventListener("hashchange", fromAddress);
    fromAddress();
  }
  count();
});
