// Light or dark: what the visitor chose here, else what their system says. Runs in the head, before
// anything is painted. Without it the style sheet follows the system by itself.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  let stored = null;
  try { stored = localStorage.getItem("theme"); } catch { /* storage may be forbidden */ }

  const isDark = () => (stored ?? (system.matches ? "dark" : "light")) === "dark";
  const buttons = () => document.querySelectorAll("[data-theme-toggle]");
  const show = () => {
    root.dataset.bsTheme = isDark() ? "dark" : "light";
    // The name says what pressing does, so there is no state to announce beside it.
    for (const button of buttons()) button.setAttribute("aria-label", isDark() ? button.dataset.light : button.dataset.dark);
  };

  const toggle = () => {
    const next = isDark() ? "light" : "dark";
    // Back at what the system says, the choice is forgotten: the page follows the system again.
    stored = next === (system.matches ? "dark" : "light") ? null : next;
    try {
      if (stored) localStorage.setItem("theme", stored); else localStorage.removeItem("theme");
    } catch { /* then for this page only */ }
    show();
  };

  show();
  system.addEventListener("change", show);
  addEventListener("storage", (event) => {
    if (event.key === "theme") { stored = event.newValue; show(); }
  });
  document.addEventListener("DOMContentLoaded", () => {
    show();
    for (const button of buttons()) {
      button.hidden = false;
      button.addEventListener("click", toggle);
    }
  });
})();
