// A page says how fresh it was on the day when it was made; what counts is the day of reading.
passdown.part(({ all }) => {
  const now = new Date(), today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  for (const time of all("time.review-fresh, time.review-due, time.review-overdue")) {
    const left = (Date.parse(`${time.dataset.until}T00:00:00Z`) - today) / 86400000;
    if (!Number.isNaN(left)) time.className = `review-${left < 0 ? "overdue" : left <= 30 ? "due" : "fresh"}`;
  }
});
