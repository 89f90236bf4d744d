// Comments are read and written without this. With it, the panel beside a page says that they are
// coming, or offers to ask for them again; forms open and close in place; rows say that they are
// talked of.
(() => {
  // ── The panel: loading, and where it doesn't come ─────────────────────────────────────────────
  const show = (panel, state) => {
    for (const name of ["loading", "failed", "link"]) {
      const part = panel.querySelector(`[data-talk-${name}]`);
      if (part) part.hidden = !(name === state || (name === "link" && state === "failed"));
    }
  };
  const isPanel = (event) => event.target.id === "talk" && event.detail.elt === event.target;
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (isPanel(event)) show(event.target, "loading");
  });
  for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(failure, (event) => {
      if (isPanel(event)) show(event.target, "failed");
    });
  }
  document.addEventListener("click", (event) => {
    const again = event.target.closest("[data-talk-again]");
    if (!again) return;
    const panel = again.closest("#talk");
    htmx.trigger(panel, "again");
  });

  // ── Forms that open in place: what is typed in one is not thrown away by opening it again ─────
  document.addEventListener("htmx:beforeRequest", (event) => {
    const place = event.target.dataset?.talkForm && document.getElementById(event.target.dataset.talkForm);
    const field = place?.querySelector("textarea");
    if (!field) return;
    event.preventDefault();
    field.focus();
  });
  document.addEventListener("htmx:load", (event) => {
    const form = event.detail.elt;
    if (form.matches(".talk-form")) form.querySelector("textarea").focus();
  });
  document.addEventListener("click", (event) => {
    const close = event.target.closest("[data-talk-close]");
    if (!close) return;
    const place = close.closest("form").parentElement;
    place.replaceChildren();
    document.querySelector(`[data-talk-form="${place.id}"]`)?.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !event.target.matches(".talk-form textarea")) return;
    event.preventDefault();
    event.target.form.querySelector('[value="send"]').click();
  });

  // ── Rows that are talked of say so ───────────────────────────────────────────────────────────
  document.addEventListener("htmx:load", (event) => {
    for (const said of event.detail.elt.parentElement?.querySelectorAll("[data-talk-cell]") ?? []) {
      const row = document.getElementById(said.dataset.talkCell);
      const link = said.querySelector("a");
      if (!row?.lastElementChild || row.querySelector(".talked-of")) continue;
      row.querySelector(".discuss")?.remove(); // the same way, which now also says how much there is
      link.classList.add("talked-of");
      row.lastElementChild.append(" ", link);
    }
  });
})();
