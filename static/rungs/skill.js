// A skill's page works without this. With it, a role opens in place and closes again, a box narrows
// the tables to some roles, and the tabs say which level is in view.
document.addEventListener("DOMContentLoaded", () => {
  const levels = document.getElementById("levels");
  if (!levels) return;
  const rows = [...levels.querySelectorAll(".expectations tbody tr")];
  const linkOf = (row) => row.querySelector("th a");
  const suggestOf = (row) => row.querySelector(".edit");
  const openers = new WeakMap(); // which of its two links a row was opened by
  const openedUnder = (row) => {
    const next = row.nextElementSibling;
    return next?.classList.contains("opened") ? next : null;
  };

  const close = (row) => {
    openedUnder(row)?.remove();
    for (const link of [linkOf(row), suggestOf(row)]) link?.setAttribute("aria-expanded", "false");
  };

  for (const row of rows) close(row);

  // ── A role that is chosen is shown at once ───────────────────────────────────────────────────
  document.addEventListener("change", (event) => event.target.closest("[data-at-once]")?.requestSubmit());

  // ── A role opens in place; asked for again, it closes ────────────────────────────────────────
  levels.addEventListener("htmx:beforeRequest", (event) => {
    const link = event.detail.elt;
    const row = link.closest("tr");
    if (!row || row.matches(".opened")) return;
    if (openedUnder(row)) {
      close(row);
      if (openers.get(row) === link) event.preventDefault();
    }
    openers.set(row, link);
  });
  levels.addEventListener("htmx:afterRequest", (event) => {
    const link = event.detail.elt;
    const row = link.closest("tr");
    if (!row || row.matches(".opened") || !openedUnder(row)) return;
    link.setAttribute("aria-expanded", "true");
    if (link === suggestOf(row)) openedUnder(row).querySelector("form.suggest textarea")?.focus();
  });
  levels.addEventListener("click", (event) => {
    const row = event.target.closest("tbody tr");
    const wantsText = String(getSelection()) !== "";
    if (!row || row.matches(".opened") || event.target.closest("a, button") || wantsText) return;
    linkOf(row).click();
  });
  levels.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.target.matches("input, textarea, select")) return;
    const within = event.target.closest("tr");
    const row = within?.matches(".opened") ? within.previousElementSibling : within;
    if (!row || !openedUnder(row)) return;
    close(row);
    (openers.get(row) ?? linkOf(row)).focus();
  });

  // ── Rows with open proposals say so, once the panel that knows of them is there ───────────────
  document.addEventListener("htmx:load", (event) => {
    for (const said of event.detail.elt.parentElement?.querySelectorAll("[data-open-cell]") ?? []) {
      const link = document.getElementById(said.dataset.openCell)?.querySelector(".edit");
      if (!link || link.querySelector(".tag")) continue;
      const tag = document.createElement("span");
      tag.className = "tag new";
      tag.textContent = said.textContent;
      link.append(" ", tag);
    }
  });

  // ── Only the roles with this in their name ───────────────────────────────────────────────────
  const filter = levels.querySelector("[data-role-filter]");
  if (filter) {
    const box = filter.querySelector("input");
    const found = filter.querySelector("output");
    const nothing = levels.querySelector("[data-nothing-found]");
    const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
    const names = new Map(rows.map((row) => [row, fold(linkOf(row).textContent)]));
    filter.hidden = false;
    box.addEventListener("input", () => {
      const wanted = fold(box.value);
      const roles = new Set();
      for (const [row, name] of names) {
        row.hidden = !name.includes(wanted);
        if (row.hidden) close(row); else roles.add(name);
      }
      nothing.hidden = roles.size > 0;
      found.value = wanted === "" ? "" : roles.size === 1 ? found.dataset.one : found.dataset.many.replace("%s", roles.size);
      if (levels.getBoundingClientRect().top < 0) levels.scrollIntoView();
    });
  }

  // ── The level in view ────────────────────────────────────────────────────────────────────────
  const tabs = new Map([...levels.querySelectorAll(".under a")].map((tab) => [tab.hash.slice(1), tab]));
  const bar = levels.querySelector(".skill-bar");
  const inView = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      for (const tab of tabs.values()) tab.removeAttribute("aria-current");
      tabs.get(entry.target.id)?.setAttribute("aria-current", "true");
    }
  }, { rootMargin: `-${bar.offsetHeight + 8}px 0px -${Math.round(innerHeight - bar.offsetHeight - 60)}px` });
  for (const id of tabs.keys()) inView.observe(document.getElementById(id));
});
