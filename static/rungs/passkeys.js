// A form marked data-passkey sends what the browser answers about a passkey, "create" or "get".
// What to ask stands in the form as JSON, or is fetched from where the form is sent (data-ask).
{
  const supported = () => window.PublicKeyCredential && navigator.credentials;

  async function options(form) {
    if (!("ask" in form.dataset)) {
      return Object.values(JSON.parse(form.querySelector("script").textContent))[0];
    }
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new DOMException(answer.statusText, "NetworkError");
    return (await answer.json()).request_options;
  }

  async function credential(form) {
    const asked = await options(form);
    if (form.dataset.passkey === "get") return window.webauthnJSON.get(asked);
    const alone = form.elements.passwordless.checked;
    Object.assign(asked.publicKey.authenticatorSelection, {
      residentKey: alone ? "required" : "discouraged",
      requireResidentKey: alone,
      ...(alone && { userVerification: "required" }),
    });
    return window.webauthnJSON.create(asked);
  }

  function trouble(error) {
    if (error.name === "InvalidStateError") return "known";
    if (error.name === "NetworkError" || error instanceof TypeError) return "unreachable";
    return ["SecurityError", "NotSupportedError"].includes(error.name) ? "unsupported" : "refused";
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const said = form.querySelector("[data-passkey-trouble]");
    const button = form.querySelector("button[type=submit]");
    form.querySelector("[data-without-scripts]").remove();
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      said.hidden = true;
      button.disabled = true;
      try {
        if (!supported()) throw new DOMException("", "NotSupportedError");
        form.elements.credential.value = JSON.stringify(await credential(form));
        form.submit();
      } catch (error) {
        said.textContent = said.dataset[trouble(error)];
        said.hidden = false;
        button.disabled = false;
        button.focus();
      }
    });
  }

  // On the sign-in page nothing is offered that can't be done.
  for (const part of document.querySelectorAll("[data-passkey-only]")) part.hidden = !supported();
}
