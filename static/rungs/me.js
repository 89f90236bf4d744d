// Pages are the same for everyone. Where the cookie says that somebody is signed in, their own part of
// the header is asked for, with the messages that wait for them. Without it "My page" is a link.
document.addEventListener("DOMContentLoaded", () => {
  const link = document.querySelector("[data-header]");
  if (!link || !/(?:^|;\s*)signed_in=1(?:;|$)/.test(document.cookie)) return;
  htmx.ajax("GET", link.dataset.header, { target: link, swap: "outerHTML" });
});
