// All that is expected at a level: copying what is ticked, ticking a group, printing. Without this
// the same can be had by the form's own buttons.
(() => {
  const form = document.getElementById("take");
  if (!form) return;
  const said = form.querySelector("[data-said]");
  const address = (values) => {
    const query = new URLSearchParams(new FormData(form));
    for (const [name, value] of Object.entries(values)) query.set(name, value);
    return `${new URL(form.action).origin}${new URL(form.action).pathname}?${query}`;
  };
  const written = async (format) => {
    const answer = await fetch(address({ format }));
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.text();
  };
  const copy = async (what) => {
    if (what === "link") {
      return navigator.clipboard.writeText(address({ as_of: form.dataset.lasting }));
    }
    // The promise goes into the clipboard itself: some browsers only allow that within the click.
    if (window.ClipboardItem) {
      const blob = written(what).then((text) => new Blob([text], { type: "text/plain" }));
      return navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
    }
    return navigator.clipboard.writeText(await written(what));
  };

  for (const button of form.querySelectorAll("[data-copy]")) {
    // There is no clipboard where the page does not come over https.
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", async () => {
      said.textContent = "";
      try {
        await copy(button.dataset.copy);
        said.textContent = said.dataset.copied;
      } catch {
        said.textContent = said.dataset.failed;
      }
    });
  }
  for (const button of form.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }

  // ── Ticks: counted, all at once, and kept while the list is narrowed or loaded again ──────────
  const boxes = [...document.querySelectorAll("input[name=pick]")];
  const key = `ticked:${location.pathname}`;
  const kept = () => {
    try { return new Set(JSON.parse(sessionStorage.getItem(key) ?? "[]")); } catch { return new Set(); }
  };
  const keep = () => {
    if ("picked" in form.dataset) return; // a page of only what was ticked has ticks of its own
    const slugs = kept();
    for (const box of boxes) if (box.checked) slugs.add(box.value); else slugs.delete(box.value);
    try { sessionStorage.setItem(key, JSON.stringify([...slugs])); } catch { /* they last as long as the page */ }
  };
  const buttons = new Map();
  const ticking = form.querySelector("[data-ticking]");
  const count = ticking.querySelector("output");
  const tell = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    count.value = ticked === 1 ? count.dataset.one : count.dataset.many.replace("%s", ticked);
    for (const [button, { own, tick }] of buttons) {
      button.textContent = own.every((box) => box.checked) ? button.dataset.untick : tick;
    }
  };
  if (!("picked" in form.dataset)) {
    const slugs = kept();
    for (const box of boxes) box.checked = slugs.has(box.value);
  }
  for (const button of document.querySelectorAll("[data-tick]")) {
    const own = form.contains(button) ? boxes : [...button.closest("section").querySelectorAll("input[name=pick]")];
    buttons.set(button, { own, tick: button.textContent });
    button.hidden = own.length === 0;
    button.addEventListener("click", () => {
      const all = own.every((box) => box.checked);
      for (const box of own) box.checked = !all;
      keep();
      tell();
    });
  }
  for (const box of boxes) box.addEventListener("change", () => { keep(); tell(); });
  ticking.hidden = boxes.length === 0;
  tell();
})();
