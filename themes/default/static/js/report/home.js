// The first page holds the next days of more duties than it shows. What has passed by the day of reading goes, and others come up.
(() => {
  const list = document.querySelector(".upcoming");
  if (!list) return;
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  const duties = [...list.children].map((item) => {
    const days = [...item.querySelectorAll("time")];
    return { item, days, next: days.find(({ dateTime }) => dateTime >= today) };
  });
  // Of one date the order of the page stays: it is that of the time of day.
  duties.sort((a, b) => (a.next?.dateTime ?? "9").localeCompare(b.next?.dateTime ?? "9"));
  for (const [place, { item, days, next }] of duties.entries()) {
    for (const day of days) day.hidden = day !== next;
    item.hidden = !next || place >= Number(list.dataset.shown);
    item.classList.toggle("today", next?.dateTime === today);
    list.append(item);
  }
  list.closest("section").hidden = !duties.some(({ next }) => next);
})();
