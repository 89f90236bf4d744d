// Forms that narrow a list work without this. With it, only the groups of the domain that was chosen are
// offered, as soon as it is.
document.addEventListener("change", (event) => {
  if (event.target.id !== "narrow-domain") return;
  const domain = event.target.value;
  const groups = document.getElementById("narrow-group");
  for (const part of groups.querySelectorAll("optgroup")) {
    part.hidden = part.disabled = domain !== "" && part.dataset.domain !== domain;
  }
  if (groups.selectedOptions[0]?.parentElement.disabled) groups.value = "";
}, true); // before the form is sent
