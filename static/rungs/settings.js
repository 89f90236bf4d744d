// The browser knows where it is: its time zone is one press away.
document.addEventListener("DOMContentLoaded", () => {
  const offer = document.querySelector("[data-own-zone]");
  const select = document.querySelector("select[name=time_zone]");
  // Browsers go on saying some names that are former ones here.
  const said = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zone = JSON.parse(document.getElementById("zone-aliases")?.textContent ?? "{}")[said] ?? said;
  if (!offer || !select || ![...select.options].some((option) => option.value === zone)) return;
  const button = offer.querySelector("button");
  button.querySelector("span").textContent = zone.replaceAll("_", " ");
  const look = () => { offer.hidden = select.value === zone; };
  button.addEventListener("click", () => {
    select.value = zone;
    look();
    select.focus();
  });
  select.addEventListener("change", look);
  look();
});
