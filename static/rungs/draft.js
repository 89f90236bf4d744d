// What somebody writes in a form with data-draft is kept in this browser until it has been sent, and
// offered back when the form is opened again. Without this the form works all the same.
(() => {
  const PREFIX = "draft:";
  const KEPT_FOR = 60 * 24 * 3600 * 1000;
  // What moves by itself says nothing about whether anything was written.
  const ASIDE = new Set(["base", "part", "show", "role_to_add", "slug_from_name", "searched"]);

  // Storage can be forbidden, or full.
  const read = (key) => {
    try {
      const draft = JSON.parse(localStorage.getItem(key));
      return draft && Date.now() - draft.at < KEPT_FOR ? draft : null;
    } catch { return null; }
  };
  const write = (key, draft) => {
    try { localStorage.setItem(key, JSON.stringify(draft)); } catch { /* then it is not kept */ }
  };
  const forget = (key) => {
    try { localStorage.removeItem(key); } catch { /* nothing was kept */ }
  };

  const fieldsOf = (form) =>
    [...new FormData(form)].filter(([name, value]) => name !== "csrfmiddlewaretoken" && typeof value === "string");
  // Line ends differ between what is typed and what was sent.
  const written = (fields) =>
    JSON.stringify(fields.filter(([name]) => !ASIDE.has(name)).map(([name, value]) => [name, value.replace(/\r\n?/g, "\n")]));

  // As the server writes a moment: 22 November 2026, 07:42.
  const moment = (date) => {
    const language = document.documentElement.lang || "en";
    const day = date.toLocaleDateString(language === "en" ? "en-GB" : language, { day: "numeric", month: "long", year: "numeric" });
    return `${day}, ${String(date.getHours()).padStart(2, "0")}:${String(date.getMinutes()).padStart(2, "0")}`;
  };

  // The form as it was left, sent to its own address, which shows it again.
  const goOnWith = (form, draft) => {
    const again = document.createElement("form");
    again.method = "post";
    again.action = form.action;
    again.hidden = true;
    const token = ["csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value];
    for (const [name, value] of [...draft.fields, token, ["do", "restore"]]) {
      const field = document.createElement("textarea");
      field.name = name;
      field.value = value;
      again.append(field);
    }
    document.body.append(again);
    again.submit();
  };

  // For a form that shows all it has: each field as it was left.
  const fillIn = (form, draft) => {
    for (const field of form.elements) {
      const values = draft.fields.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.matches("[type=radio], [type=checkbox]")) field.checked = values.includes(field.value);
      else if (field.matches("textarea, select, input:not([type=hidden])") && values.length) field.value = values[0];
    }
    form.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const offer = (form, key, draft) => {
    const note = form.querySelector("[data-draft-offer]");
    if (!note) return;
    const when = note.querySelector("time");
    when.dateTime = new Date(draft.at).toISOString();
    when.textContent = moment(new Date(draft.at));
    note.querySelector("[data-draft-take]").addEventListener("click", () => {
      if (form.dataset.draftInPlace === undefined) return goOnWith(form, draft);
      fillIn(form, draft);
      note.hidden = true;
    });
    note.querySelector("[data-draft-drop]").addEventListener("click", () => {
      forget(key);
      note.hidden = true;
    });
    note.hidden = false;
  };

  const watch = (form) => {
    if (form.dataset.draftWatched) return;
    form.dataset.draftWatched = "yes";
    const key = PREFIX + form.dataset.draft;
    const atFirst = written(fieldsOf(form));
    const keep = () => {
      const fields = fieldsOf(form);
      if (form.dataset.typed === undefined && written(fields) === atFirst) forget(key);
      else write(key, { at: Date.now(), fields });
    };
    const draft = read(key);
    if (form.dataset.typed !== undefined) keep();
    else if (draft && written(draft.fields) !== atFirst) offer(form, key, draft);
    let waiting;
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(keep, 250);
    });
    addEventListener("pagehide", () => {
      if (waiting && form.isConnected) keep();
    });
    for (const button of form.querySelectorAll("[data-without-script]")) button.hidden = true;
  };

  const watchAll = (within) => {
    for (const form of within.querySelectorAll("form[data-draft]")) watch(form);
  };
  document.addEventListener("DOMContentLoaded", () => watchAll(document));
  document.addEventListener("htmx:load", (event) => watchAll(event.detail.elt.parentElement ?? document));
})();
