// Whoever signed out by choice, or deleted their account, leaves nothing that they wrote in this
// browser; the colours stay. It runs before any form looks for what was kept. An ended session keeps all.
(() => {
  if (/(?:^|;\s*)left=1(?:;|$)/.test(document.cookie)) {
    try {
      const theme = localStorage.getItem("theme");
      localStorage.clear();
      sessionStorage.clear();
      if (theme) localStorage.setItem("theme", theme);
    } catch { /* storage is forbidden: nothing was kept */ }
    document.cookie = "left=; path=/; max-age=0; samesite=lax";
  }
  // In other tabs too, where each has a store of its own.
  addEventListener("storage", (event) => {
    if (event.key === null) sessionStorage.clear();
  });
})();

// Pages are the same for everyone. Where the cookie says that somebody is signed in, their own part of
// the header is asked for, with the messages that wait for them, and the button in the place of the
// link "Watch". Without it these are links.
// It runs in the head: the place is kept, as wide as it was on the page before, and no link is shown
// for a moment only to become something else.
// A page alone can't know who reads it, so its link says both "Sign in" and "My page"; of these a
// stranger needs the first.
(() => {
  const root = document.documentElement;
  if (!/(?:^|;\s*)signed_in=1(?:;|$)/.test(document.cookie)) {
    root.dataset.header = "stranger";
    return;
  }
  const WIDTH = "header-width";
  let width = null;
  try { width = sessionStorage.getItem(WIDTH); } catch { /* storage may be forbidden */ }
  root.dataset.header = "coming";
  if (width) root.style.setProperty("--header-width", `${width}px`);
  const arrived = () => { delete root.dataset.header; };

  document.addEventListener("DOMContentLoaded", async () => {
    const link = document.querySelector(".me[data-header]");
    if (!link) return arrived();
    const place = link.parentElement;
    const watch = document.getElementById("watch")?.dataset.watch;
    try {
      await htmx.ajax("GET", link.dataset.header, { target: link, swap: "outerHTML", values: watch ? { watch } : {} });
    } catch { /* then the link stays */ }
    arrived();
    try { sessionStorage.setItem(WIDTH, Math.ceil(place.getBoundingClientRect().width)); } catch { /* as above */ }
  });
})();

// A button that can't do its work in place (the page is older than the session, say) leads to the
// page that can.
for (const failure of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(failure, (event) => {
    const form = event.target.closest?.(".watch form");
    if (form) location.assign(form.action);
  });
}
