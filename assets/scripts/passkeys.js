// Passkeys: forms with `data-passkey` let the browser sign what the server asks for at `data-begin`, and send that. The
// forms are hidden, or their buttons are, where the browser has no passkeys. Loaded only by pages with such a form.

(() => {
  // Addresses in numbers have no passkeys (WebAuthn, 5.1.3).
  if (!window.PublicKeyCredential || /^\[|^[\d.]+$/.test(location.hostname)) return;

  const decode = (text) => {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  };
  const encode = (buffer) => {
    const binary = String.fromCharCode(...new Uint8Array(buffer));
    return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  };
  const withId = (described) => ({ ...described, id: decode(described.id) });

  const create = async (options) => {
    const { response, rawId } = await navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: decode(options.challenge),
        user: withId(options.user),
        excludeCredentials: (options.excludeCredentials ?? []).map(withId),
      },
    });
    return { rawId, response: { attestationObject: encode(response.attestationObject), response } };
  };
  const get = async (options) => {
    const publicKey = { ...options, challenge: decode(options.challenge), allowCredentials: [] };
    const { response, rawId } = await navigator.credentials.get({ publicKey });
    return {
      rawId,
      response: {
        authenticatorData: encode(response.authenticatorData),
        signature: encode(response.signature),
        userHandle: response.userHandle && encode(response.userHandle),
        response,
      },
    };
  };

  const sign = async (form, isNew) => {
    const begun = await fetch(form.dataset.begin, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    // The server says what is wrong when the form arrives without an answer.
    if (!begun.ok) return true;
    const { challenge, options } = await begun.json();
    try {
      const { rawId, response: { response, ...parts } } = await (isNew ? create : get)(options);
      const id = encode(rawId);
      form.elements.challenge.value = challenge;
      form.elements.answer.value = JSON.stringify({
        id,
        rawId: id,
        type: "public-key",
        response: { clientDataJSON: encode(response.clientDataJSON), ...parts },
      });
      return true;
    } catch {
      // Cancelled, or the passkey is there already.
      return isNew;
    }
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const isNew = form.dataset.passkey === "new";
    form.hidden = false;
    for (const button of form.querySelectorAll("[data-passkey-button]")) button.hidden = false;
    form.addEventListener("submit", async (event) => {
      if (isNew && event.submitter?.value !== "add") return;
      event.preventDefault();
      if (isNew) form.elements.add.value = "yes";
      if (form.dataset.busy) return;
      form.dataset.busy = "yes";
      if (await sign(form, isNew)) form.submit();
      delete form.dataset.busy;
    });
  }
})();
