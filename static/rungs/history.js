// A revision cannot be compared with itself: chosen on one side, it is not offered on the other.
// Without this the page of the comparison says so.
(() => {
  const radios = [...document.querySelectorAll(".revision-pick input")];
  const apart = () => {
    for (const radio of radios) {
      radio.disabled = radios.some((other) => other.checked && other.name !== radio.name && other.value === radio.value);
    }
  };
  for (const radio of radios) radio.addEventListener("change", apart);
  apart();
  // The browser may bring back what was chosen before.
  addEventListener("pageshow", apart);
})();
