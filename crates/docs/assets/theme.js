// Before the first paint: the chosen theme, and what only works with scripts.
(() => {
  const root = document.documentElement;
  root.classList.add("script");
  let chosen = null;
  try {
    chosen = localStorage.getItem("theme");
  } catch {
    // Storage can be forbidden; the system's theme holds then.
  }
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
})();
