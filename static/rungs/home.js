// Arrow keys lead from the search field through what was found at once, Escape back out of it.
const field = document.getElementById("home-search");
const found = document.getElementById("instant");

document.addEventListener("keydown", (event) => {
  const links = [...found.querySelectorAll("a[href]")];
  const inField = document.activeElement === field;
  const place = links.indexOf(document.activeElement);
  if (!inField && place < 0) return;
  if (event.key === "Escape" && links.length) {
    found.replaceChildren();
    field.focus();
  } else if (event.key === "ArrowDown" && place + 1 < links.length) {
    links[place + 1].focus();
  } else if (event.key === "ArrowUp" && place >= 0) {
    (links[place - 1] ?? field).focus();
  } else {
    return;
  }
  event.preventDefault();
});
