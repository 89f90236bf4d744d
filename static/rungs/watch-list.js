// The list works without this. With it, one button ticks everything on the page.
document.addEventListener("DOMContentLoaded", () => {
  const button = document.querySelector("[data-tick-all]");
  if (!button) return;
  const boxes = [...button.form.querySelectorAll('input[type="checkbox"][name="watch"]')];
  const tick = button.textContent;
  const areAll = () => boxes.every((box) => box.checked);
  const say = () => { button.textContent = areAll() ? button.dataset.untick : tick; };
  button.hidden = false;
  button.addEventListener("click", () => {
    const ticked = !areAll();
    for (const box of boxes) box.checked = ticked;
    say();
  });
  button.form.addEventListener("change", say);
  say();
});
