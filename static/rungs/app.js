// htmx is loaded before this and starts after it, when the document is ready.
Object.assign(htmx.config, {
  // What the content security policy forbids anyway, not even tried.
  includeIndicatorStyles: false,
  allowEval: false,
  allowScriptTags: false,
  selfRequestsOnly: true,
  // Going back loads the page anew; a copy of it is never left in the browser's storage.
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    // A form that needs correcting comes back with what was typed and what is wrong.
    { code: "422", swap: true },
    { code: "[45]..", swap: false, error: true },
  ],
});

// What the browser kept of a form (draft.js) goes once the server says that it has been sent.
{
  const sent = document.cookie.match(/(?:^|; )sent_draft="?([^;"]*)/);
  if (sent) {
    try { localStorage.removeItem(`draft:${decodeURIComponent(sent[1])}`); } catch { /* nothing was kept */ }
    document.cookie = "sent_draft=; path=/; max-age=0; samesite=lax";
  }
}
