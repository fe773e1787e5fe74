// What depends on the day of reading: how many days are left, and which dates are today. Pages hold
// absolute dates, which stay when this script does not run.
(() => {
  const day = 86400000;
  const now = new Date();
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  const until = (date) => Math.round((Date.parse(`${date}T00:00:00Z`) - today) / day);
  const counted = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

  function workdays(from, count) {
    let found = 0;
    for (let ahead = 0; ahead <= count; ahead++) {
      const weekday = new Date(from + ahead * day).getUTCDay();
      if (weekday !== 0 && weekday !== 6) found++;
    }
    return found;
  }

  for (const box of document.querySelectorAll("[data-until]")) {
    const left = until(box.dataset.until), [number, word, more] = ["b", "span", "small"].map((name) => box.querySelector(name));
    if (Number.isNaN(left) || !number || !word || !more) continue;
    if (left < 0) {
      number.textContent = String(-left);
      word.textContent = `${left === -1 ? "day" : "days"} gone`;
    } else {
      number.textContent = left === 0 ? "Today" : String(left);
      word.textContent = left === 0 ? "is the last day" : `${left === 1 ? "day" : "days"} left`;
      more.textContent = `${counted(workdays(today, left), "working day")} with today`;
    }
  }

  for (const time of document.querySelectorAll(".dated time, .due-date")) {
    if (until(time.dateTime) === 0) time.closest("li, tr")?.classList.add("today");
  }

  for (const button of document.querySelectorAll("button.print")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
})();
