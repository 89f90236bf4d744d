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
  for (const button of document.querySelectorAll("[data-tick]")) {
    const boxes = [...button.closest("section").querySelectorAll("input[name=pick]")];
    button.hidden = false;
    button.addEventListener("click", () => {
      const all = boxes.every((box) => box.checked);
      for (const box of boxes) box.checked = !all;
    });
  }
})();
