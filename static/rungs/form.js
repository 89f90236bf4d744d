// The forms that suggest something work without this. With it, a text says how much room is left, and
// the address of something new follows its name until somebody writes their own.
(() => {
  const said = document.currentScript.dataset;
  const LANGUAGE = document.documentElement.lang || undefined;
  // As the server counts: characters, not bytes, without what is trimmed.
  const length = (text) => [...text.replace(/\r\n?/g, "\n").normalize("NFC").trim()].length;
  const lengthOf = (field, limit) =>
    "lines" in limit.dataset ? Math.max(...field.value.split("\n").map(length)) : length(field.value);

  const count = (field, limit) => {
    limit.dataset.plain ??= limit.textContent;
    const most = Number(limit.dataset.limit);
    const now = lengthOf(field, limit);
    const number = (value) => value.toLocaleString(LANGUAGE);
    const pattern = now > most ? said.over : now >= most * 0.8 ? said.near : limit.dataset.plain;
    const text = pattern.replace("{count}", number(now)).replace("{limit}", number(most)).replace("{over}", number(now - most));
    if (limit.textContent !== text) limit.textContent = text; // or it would be read out again
    limit.classList.toggle("over", now > most);
  };

  const limitOf = (field) => (field.id ? document.getElementById(`${field.id}-limit`) : null);
  const countAll = (within) => {
    for (const limit of within.querySelectorAll("[data-limit]")) {
      const field = document.getElementById(limit.dataset.of);
      if (!field) continue;
      count(field, limit);
      limit.setAttribute("aria-live", "polite");
    }
  };
  // Said once typing rests: nobody wants to hear a number with each letter.
  const waiting = new WeakMap();
  document.addEventListener("input", (event) => {
    const limit = limitOf(event.target);
    if (!limit?.dataset.limit) return;
    clearTimeout(waiting.get(limit));
    waiting.set(limit, setTimeout(() => count(event.target, limit), 300));
  });
  document.addEventListener("DOMContentLoaded", () => countAll(document));
  document.addEventListener("htmx:load", (event) => countAll(event.detail.elt));

  // ── Writing two texts together chooses that ────────────────────────────────────────────────────
  document.addEventListener("input", (event) => {
    const together = event.target.closest(".rebase-together")?.parentElement.querySelector('[value="together"]');
    if (together) together.checked = true;
  });

  // ── The address of something new ───────────────────────────────────────────────────────────────
  document.addEventListener("htmx:oobAfterSwap", () => {
    const named = document.querySelector("[data-slug][data-of]");
    const field = named && document.getElementById(named.dataset.of);
    const before = field?.form.elements.slug_from_name;
    if (!field || field === document.activeElement) return;
    if (field.value === before.value) field.value = named.dataset.slug;
    before.value = named.dataset.slug;
  });
})();
