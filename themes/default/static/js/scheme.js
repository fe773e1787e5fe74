// Runs before the first paint: says that scripts run, and sets the colour scheme chosen earlier.
(() => {
  const root = document.documentElement;
  root.dataset.js = "";
  let chosen = null;
  try { chosen = localStorage.getItem("passdown-theme"); } catch { /* storage is off: nothing was chosen */ }
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  else if (chosen === "auto") delete root.dataset.theme;
})();
