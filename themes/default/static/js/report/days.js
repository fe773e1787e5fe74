// What depends on the day of reading: how many days are left, and which dates are today. Pages hold
// absolute dates, which stay when this script does not run.
passdown.part(({ word }) => {
  const day = 86400000;
  const now = new Date();
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  const until = (date) => Math.round((Date.parse(`${date}T00:00:00Z`) - today) / day);

  function workdays(from, count) {
    let found = 0;
    for (let ahead = 0; ahead <= count; ahead++) {
      const weekday = new Date(from + ahead * day).getUTCDay();
      if (weekday !== 0 && weekday !== 6) found++;
    }
    return found;
  }

  for (const box of document.querySelectorAll("[data-until]")) {
    const left = until(box.dataset.until), [number, what, more] = ["b", "span", "small"].map((name) => box.querySelector(name));
    if (Number.isNaN(left) || !number || !what || !more) continue;
    box.classList.add("counted");
    if (left < 0) {
      number.textContent = String(-left);
      what.textContent = word("days.gone", { n: -left });
    } else {
      number.textContent = left === 0 ? word("days.today") : String(left);
      what.textContent = left === 0 ? word("days.is_last") : word("days.left", { n: left });
      more.textContent = word("days.working", { n: workdays(today, left) });
    }
  }

  for (const time of document.querySelectorAll(".dated time:not(.written), .due-date")) {
    if (until(time.dateTime) === 0) time.closest("li, tr")?.classList.add("today");
  }

  for (const time of document.querySelectorAll(".due-date")) {
    if (!(until(time.dateTime) < 0)) continue;
    const mark = document.createElement("small");
    Object.assign(mark, { className: "overdue", textContent: word("days.overdue") });
    time.append(" ", mark);
  }

  for (const button of document.querySelectorAll("button.print")) {
    button.addEventListener("click", () => window.print());
  }
});
