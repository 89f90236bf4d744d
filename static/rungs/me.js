// Pages are the same for everyone. Where the cookie says that somebody is signed in, their own part of
// the header is asked for, with the messages that wait for them, and the button in the place of the
// link "Watch". Without it these are links.
document.addEventListener("DOMContentLoaded", () => {
  const link = document.querySelector("[data-header]");
  if (!link || !/(?:^|;\s*)signed_in=1(?:;|$)/.test(document.cookie)) return;
  const watch = document.getElementById("watch")?.dataset.watch;
  htmx.ajax("GET", link.dataset.header, { target: link, swap: "outerHTML", values: watch ? { watch } : {} });
});

// A button that can't do its work in place (the page is older than the session, say) leads to the
// page that can.
for (const failure of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(failure, (event) => {
    const form = event.target.closest?.(".watch form");
    if (form) location.assign(form.action);
  });
}
