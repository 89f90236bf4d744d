// Deciding works without this. With it, keys decide, boxes say what will be approved, saved replies
// go into the text, and what was typed outlives an ended session.

// ── What was typed, kept in this tab until it is closed ────────────────────────────────────────
document.addEventListener("DOMContentLoaded", () => {
  const page = document.querySelector("[data-drafts]");
  if (!page) return;
  for (const field of page.querySelectorAll("textarea")) {
    const key = `rungs-${page.dataset.drafts}-${field.id}`;
    const kept = sessionStorage.getItem(key);
    // What the page itself gives back (a form that was refused) is newer.
    if (kept !== null && kept !== field.defaultValue && !page.querySelector("[role=alert]")) {
      field.value = kept;
      const folded = field.closest("details");
      if (folded && kept.trim()) folded.open = true;
    }
    field.addEventListener("input", () => sessionStorage.setItem(key, field.value));
  }
});

// ── Keys pressed while the page is still coming ────────────────────────────────────────────────
// This file runs in the head of the page, so none is lost. They are answered once the page is there,
// but decide nothing by themselves: it may not have been seen yet.
const early = [];
const keep = (event) => {
  const isPlain = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat;
  if (isPlain && !event.target.matches("input, textarea, select")) early.push(event.key);
};
document.addEventListener("keydown", keep);

document.addEventListener("DOMContentLoaded", () => {
  document.removeEventListener("keydown", keep);
  const page = document.querySelector("[data-review]");
  if (!page) return;
  const ON = "rungs-review-keys";
  const approve = document.querySelector('button[data-key="a"]');
  const boxes = [...document.querySelectorAll('#approve input[type="checkbox"][name="accept"]')];
  const dialog = document.getElementById("keys");
  const keysOn = dialog.querySelector("[data-keys-on]");

  // ── What will be approved ────────────────────────────────────────────────────────────────────
  const parts = Number(approve?.dataset.parts);
  const tickedParts = () => document.querySelectorAll('#approve [name="accept"]:is(:checked, [type="hidden"])').length;
  const isPartial = () => tickedParts() < parts;
  const count = () => {
    if (!approve) return;
    const some = approve.dataset.some.replace("%t", tickedParts()).replace("%a", parts);
    approve.textContent = isPartial() ? some : approve.dataset.all;
  };
  for (const box of boxes) box.addEventListener("change", count);
  count(); // the browser may have kept ticks over a reload

  // ── Correcting in place ──────────────────────────────────────────────────────────────────────
  const correct = document.querySelector('[data-key="e"]');
  correct?.addEventListener("click", (event) => {
    event.preventDefault();
    const corrections = [...document.querySelectorAll("details.correct")];
    for (const each of corrections) each.open = true;
    const first = corrections.find((each) => each.closest(".judged").querySelector('[name="accept"]:is(:checked, [type="hidden"])'));
    (first ?? corrections[0]).querySelector("textarea").focus();
  });

  // ── Opening a decision puts the cursor where it goes on ──────────────────────────────────────
  // By key at once: the toggle event comes later than the next letter, which would be taken for a key.
  const write = (decision) => {
    decision.open = true;
    decision.querySelector("[data-focus]").focus({ preventScroll: true });
    decision.scrollIntoView({ block: "nearest" });
  };
  for (const decision of document.querySelectorAll(".decide > details")) {
    decision.addEventListener("toggle", () => {
      if (decision.open && !decision.querySelector("form").contains(document.activeElement)) write(decision);
    });
  }

  // ── Telling others, once something is begun ──────────────────────────────────────────────────
  // A look alone keeps nobody else away: ticking, typing, opening a decision or staying does.
  const begin = () => document.querySelector("#claim form")?.dispatchEvent(new Event("review-begun"));
  for (const sign of ["input", "change"]) page.addEventListener(sign, begin);
  for (const each of page.querySelectorAll(".decide > details, details.correct, .review-note")) {
    each.addEventListener("toggle", () => { if (each.open) begin(); });
  }
  const STAYED = 20_000;
  let stayed = 0;
  const watching = setInterval(() => {
    if (!document.hidden) stayed += 1000;
    if (stayed < STAYED) return;
    clearInterval(watching);
    begin();
  }, 1000);

  // ── Saved replies ────────────────────────────────────────────────────────────────────────────
  for (const choice of document.querySelectorAll("[data-reply-into]")) {
    choice.addEventListener("change", () => {
      const text = choice.selectedOptions[0].dataset.text;
      if (!text) return;
      const into = document.getElementById(choice.dataset.replyInto);
      into.value = into.value.trim() ? `${into.value.trimEnd()}\n\n${text}` : text;
      choice.value = "";
      into.dispatchEvent(new Event("input", { bubbles: true }));
      into.focus();
    });
  }

  // ── Keys ─────────────────────────────────────────────────────────────────────────────────────
  keysOn.checked = localStorage.getItem(ON) !== "off";
  const hint = () => {
    for (const each of document.querySelectorAll("[data-key-hint]")) each.hidden = !keysOn.checked && !each.querySelector("[data-keys-open]");
  };
  keysOn.addEventListener("change", () => {
    localStorage.setItem(ON, keysOn.checked ? "on" : "off");
    hint();
  });
  hint();
  for (const button of document.querySelectorAll("[data-keys-open]")) button.addEventListener("click", () => dialog.showModal());

  const follow = (rel) => document.querySelector(`.review-steps a[rel="${rel}"]`)?.click();
  const isTyping = (target) => target.matches("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");
  let sent = false; // two quick presses are one decision

  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.("form");
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && event.target.matches("textarea, input") && form) {
      event.preventDefault();
      if (!sent) form.requestSubmit();
      return;
    }
    if (event.key === "Escape" && event.target.closest?.(".decide > details")) {
      const decision = event.target.closest("details");
      decision.open = false;
      decision.querySelector("summary").focus();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || dialog.open || isTyping(event.target)) return;
    if (event.key === "?") {
      event.preventDefault();
      dialog.showModal();
      return;
    }
    if (!keysOn.checked || sent) return;
    if (answer(event.key.toLowerCase())) event.preventDefault();
  });
  const answer = (key) => {
    if (key === "j") follow("next");
    else if (key === "k") follow("prev");
    else if (key === "a" && approve && isPartial() && document.activeElement !== approve) approve.focus();
    else if (/^[1-9]$/.test(key)) boxAt(Number(key))?.click();
    else if ("acers".includes(key)) press(document.querySelector(`[data-key="${key}"]`));
    else return false;
    return true;
  };
  const press = (target) => {
    const decision = target?.closest("summary")?.parentElement;
    if (decision) write(decision);
    else target?.click();
  };
  const boxAt = (number) => document.querySelectorAll("#approve .judged")[number - 1]?.querySelector('input[type="checkbox"]');
  // What htmx sends leaves the page as it is: there is still something to decide.
  document.addEventListener("submit", (event) => { sent ||= !event.defaultPrevented; });
  addEventListener("pageshow", () => { sent = false; });

  // What was pressed too early: an A only leads to the button; what follows a C is a text.
  while (keysOn.checked && early.length) {
    const key = early.shift().toLowerCase();
    if (key === "a") document.querySelector('[data-key="a"]')?.focus();
    else answer(key);
    const into = document.activeElement;
    if (into.matches("textarea")) into.setRangeText(early.splice(0).join(""), into.selectionStart, into.selectionEnd, "end");
    if ("jkrs".includes(key)) break;
  }
});
