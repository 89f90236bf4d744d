// One's own growth. Signed in, its pages work without this; with it each choice is saved as it is
// made, by keys too. Signed out, goal and ratings are kept in this browser: the server makes each
// page from what is sent along, and keeps nothing. On a skill's page it marks where its reader is.
(() => {
  const own = document.currentScript.dataset;
  const KEY = "growth";
  const isSignedIn = /(?:^|;\s*)signed_in=1(?:;|$)/.test(document.cookie);

  // ── What this browser keeps ──────────────────────────────────────────────────────────────────
  const raw = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
  const read = () => {
    try {
      const kept = JSON.parse(raw());
      if (kept && Array.isArray(kept.ratings)) return kept;
    } catch { /* not ours, or damaged: begin anew */ }
    return { goal: null, ratings: [] };
  };
  const write = (kept) => {
    try { localStorage.setItem(KEY, JSON.stringify(kept)); return true; } catch { return false; }
  };
  const newest = (kept, skill, role) => kept.ratings.findLast((one) => one.skill === skill && one.role === role);
  const rateHere = (mark, again = false) => {
    const kept = read();
    const before = newest(kept, mark.skill, mark.role);
    if (!again && before && before.level === mark.level && before.note === mark.note) return true;
    kept.ratings.push({ ...mark, at: new Date().toISOString() });
    return write(kept);
  };
  const levelOf = (value) => (value === "none" ? "" : value);

  // ── A page filled from it ────────────────────────────────────────────────────────────────────
  const place = document.querySelector("#growth[data-kept]");
  const ask = (url, body) => fetch(url, { method: "POST", credentials: "omit", body: new URLSearchParams({ kept: JSON.stringify(body) }) });
  const fill = async () => {
    try {
      const answer = await ask(place.dataset.kept, read());
      if (!answer.ok) throw new Error(answer.statusText);
      show(await answer.text());
    } catch { refuse(own.failed); }
  };
  const show = (html) => {
    place.innerHTML = html;
    ready();
    if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  };
  const refuse = (text) => {
    const problem = document.querySelector("template[data-problem]").content.cloneNode(true);
    problem.firstElementChild.textContent = text;
    place.prepend(problem);
  };

  // ── Rating ───────────────────────────────────────────────────────────────────────────────────
  let sending = Promise.resolve(); // one after the other, in the order they were pressed
  const save = (row) => {
    const form = row.closest("form");
    const skill = row.dataset.skill;
    const chosen = row.querySelector("input[type=radio]:checked");
    const said = row.querySelector(".rate-said");
    if (!chosen) return;
    count(form);
    const note = form.elements[`note-${skill}`].value;
    const number = form.elements[`revision-${skill}`].value;
    if (place) {
      const mark = { skill, role: form.dataset.rate, level: levelOf(chosen.value), revision: Number(number), note: note.trim() };
      said.textContent = rateHere(mark) ? form.dataset.saved : own.full;
      return;
    }
    const body = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
    for (const [name, value] of [["level", chosen.value], ["note", note], ["revision", number]]) body.set(`${name}-${skill}`, value);
    sending = sending.then(async () => {
      try {
        const answer = await fetch(form.action, { method: "POST", headers: { "HX-Request": "true" }, body });
        const elsewhere = answer.headers.get("HX-Redirect");
        if (elsewhere) return location.assign(elsewhere);
        if (!answer.ok && answer.status !== 422) throw new Error(answer.statusText);
        said.innerHTML = await answer.text();
      } catch { said.textContent = own.notSaved; }
    });
  };
  const count = (form) => {
    const output = document.querySelector("[data-rated]");
    const rated = [...form.querySelectorAll(".rate")].filter((row) => row.querySelector("input[type=radio]:checked")).length;
    output.value = output.dataset.rated.replace("%s", rated);
  };
  document.addEventListener("change", (event) => {
    const row = event.target.closest(".rate");
    if (row) save(row);
  });

  // ── Keys: 0 to 5 choose, j and k go on and back ──────────────────────────────────────────────
  let at = null;
  const goTo = (row) => {
    if (!row) return;
    at?.classList.remove("at");
    at = row;
    row.classList.add("at");
    const radios = [...row.querySelectorAll("input[type=radio]")];
    (radios.find((radio) => radio.checked) ?? radios[0]).focus({ preventScroll: true });
    row.scrollIntoView({ block: "center" });
  };
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest(".rate");
    if (!row || row === at) return;
    at?.classList.remove("at");
    at = row;
    row.classList.add("at");
  });
  document.addEventListener("keydown", (event) => {
    const rows = [...document.querySelectorAll(".rate")];
    const isTyping = event.target.matches("textarea, select, input:not([type=radio])");
    if (!rows.length || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j" || event.key === "k") {
      event.preventDefault();
      const here = rows.indexOf(at);
      goTo(rows[event.key === "j" ? here + 1 : Math.max(here - 1, 0)]);
    } else if (/^[0-5]$/.test(event.key)) {
      if (!at) goTo(rows[0]);
      const radio = at.querySelector(`[data-rank="${event.key}"]`);
      radio.checked = true;
      radio.focus({ preventScroll: true });
      save(at);
    }
  });

  // ── Forms of which this browser takes care while nobody is signed in ─────────────────────────
  const handled = {
    async goal(form) {
      const fields = new FormData(form);
      const wanted = Object.fromEntries(["from_role", "from_level", "to_role", "to_level"].map((name) => [name, fields.get(name)]));
      try {
        const answer = await ask(place.dataset.kept, { ...read(), wanted });
        if (answer.status === 422) {
          show(await answer.text());
          return document.querySelector("[aria-invalid]")?.focus();
        }
        if (!answer.ok) throw new Error(answer.statusText);
        const { goal } = await answer.json();
        if (write({ ...read(), goal })) location.assign(form.dataset.done); else refuse(own.full);
      } catch { refuse(own.failed); }
    },
    renew(form) {
      const { skill, role, number } = form.elements;
      const before = newest(read(), skill.value, role.value);
      if (before && rateHere({ ...before, revision: Number(number.value) }, true)) fill(); else refuse(own.full);
    },
    seen(form) {
      const kept = read();
      kept.goal.seen = Number(form.elements.until.value);
      if (write(kept)) fill(); else refuse(own.full);
    },
    rate(form) {
      for (const row of form.querySelectorAll(".rate")) save(row);
      const following = form.elements.following?.value;
      if (following) location.search = `?group=${following}`;
    },
  };
  const handle = (event) => {
    const kind = Object.keys(handled).find((name) => name in event.target.dataset);
    if (!place || !kind || !place.contains(event.target)) return;
    event.preventDefault();
    handled[kind](event.target);
  };
  document.addEventListener("submit", handle);

  // ── "I am here", on a page of its own ────────────────────────────────────────────────────────
  const hereForm = document.querySelector("form[data-here][data-in-browser]");
  if (hereForm && !isSignedIn) {
    const { role, level, note, number } = hereForm.elements;
    const before = newest(read(), hereForm.dataset.here, role.value);
    if (before) {
      if (!level.value) level.value = before.level || "none";
      note.value = before.note;
    }
    hereForm.addEventListener("submit", (event) => {
      event.preventDefault();
      const mark = { skill: hereForm.dataset.here, role: role.value, level: levelOf(level.value), revision: Number(number.value), note: note.value.trim() };
      if (rateHere(mark)) location.assign(hereForm.dataset.back); else hereForm.querySelector("[data-said]").textContent = own.full;
    });
  }

  // ── Taking over what was kept before signing in ──────────────────────────────────────────────
  const takeOver = document.querySelector("form[data-take-over]");
  const kept = read();
  if (takeOver && (kept.ratings.length || kept.goal)) {
    const number = kept.ratings.length;
    const [button, forget] = takeOver.querySelectorAll("button");
    const said = takeOver.querySelector("[data-said]");
    button.textContent = number > 1 ? takeOver.dataset.many.replace("%s", number) : number ? takeOver.dataset.one : takeOver.dataset.goal;
    takeOver.hidden = false;
    takeOver.addEventListener("submit", async (event) => {
      event.preventDefault();
      button.disabled = true;
      const sent = raw();
      const body = new FormData(takeOver);
      body.set("kept", sent);
      try {
        const answer = await fetch(takeOver.action, { method: "POST", body });
        if (answer.status !== 204) throw new Error(answer.statusText);
        if (raw() === sent) localStorage.removeItem(KEY); // what another tab added meanwhile stays
        location.reload();
      } catch {
        button.disabled = false;
        said.textContent = said.dataset.failed;
      }
    });
    forget.addEventListener("click", () => {
      if (!("pressed" in forget.dataset)) {
        forget.dataset.pressed = "";
        forget.textContent = forget.dataset.sure;
        return;
      }
      localStorage.removeItem(KEY);
      takeOver.hidden = true;
    });
  }

  // ── On a skill's page: where its reader is ───────────────────────────────────────────────────
  const markMine = (mine) => {
    for (const [role, level] of Object.entries(mine)) {
      const cells = [
        document.querySelector(`#cell-${CSS.escape(role)}-${CSS.escape(level)} > th`),
        ...document.querySelectorAll(`[data-rung="${CSS.escape(role)}/${CSS.escape(level)}"] > .rung-head`),
      ];
      for (const cell of cells) {
        if (!cell || cell.querySelector(".growth-mine")) continue;
        const tag = document.createElement("span");
        tag.className = "tag req growth-mine";
        tag.textContent = own.here;
        cell.append(" ", tag);
      }
    }
  };
  const mineHere = () => {
    const mine = {};
    for (const one of read().ratings) if (one.skill === own.skill) mine[one.role] = one.level || "none";
    return mine;
  };
  if (own.skill) {
    (async () => {
      let mine = mineHere();
      if (isSignedIn) {
        try { mine = await (await fetch(own.mine)).json(); } catch { mine = {}; }
      }
      markMine(mine);
      document.addEventListener("htmx:load", () => markMine(mine));
    })();
  }

  // ── Copy, print, download ────────────────────────────────────────────────────────────────────
  const ready = () => {
    for (const button of document.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
    for (const button of document.querySelectorAll("[data-print], [data-download], [data-keys], [data-saves-itself]")) button.hidden = false;
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("#growth [data-copy], #growth [data-print], #growth [data-download]");
    if (!button) return;
    if ("print" in button.dataset) return print();
    const source = document.getElementById(button.dataset.copy ?? button.dataset.download);
    if ("copy" in button.dataset) {
      try {
        await navigator.clipboard.writeText(source.value);
        const before = button.textContent;
        button.textContent = own.copied;
        setTimeout(() => { button.textContent = before; }, 2500);
      } catch {
        source.closest("details")?.setAttribute("open", "");
        source.select();
      }
      return;
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([source.value], { type: "text/markdown" }));
    link.download = button.dataset.filename;
    link.click();
    URL.revokeObjectURL(link.href);
  });

  if (place) fill(); else ready();
})();
