// Passkeys (WebAuthn): the login on the login and code pages, the registration on the page of passkeys. Without it those pages work with password and code.
"use strict";
(() => {
  const decode = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), character => character.charCodeAt(0)).buffer;
  const encode = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const post = async (url, token, body) => {
    const answer = await fetch(url, {method: "POST", headers: {"Content-Type": "application/json", "X-CSRF-TOKEN": token}, body: body ? JSON.stringify(body) : undefined});
    if (!answer.ok) {
      throw new Error(`${url}: ${answer.status}`);
    }
    return answer.json();
  };
  const withBytes = list => (list || []).map(credential => ({...credential, id: decode(credential.id)}));

  const login = async token => {
    const options = await post("/webauthn/authenticate/options", token);
    const credential = await navigator.credentials.get({publicKey: {...options, challenge: decode(options.challenge), allowCredentials: withBytes(options.allowCredentials)}});
    const response = credential.response;
    const answer = await post("/login/webauthn", token, {
      id: credential.id, rawId: encode(credential.rawId), type: credential.type, clientExtensionResults: credential.getClientExtensionResults(),
      authenticatorAttachment: credential.authenticatorAttachment,
      response: {authenticatorData: encode(response.authenticatorData), clientDataJSON: encode(response.clientDataJSON), signature: encode(response.signature),
        userHandle: response.userHandle ? encode(response.userHandle) : undefined}
    });
    window.location.assign(answer.redirectUrl);
  };

  const register = async (token, label) => {
    const options = await post("/webauthn/register/options", token);
    const credential = await navigator.credentials.create({publicKey: {...options, challenge: decode(options.challenge), user: {...options.user, id: decode(options.user.id)},
      excludeCredentials: withBytes(options.excludeCredentials)}});
    const response = credential.response;
    await post("/webauthn/register", token, {publicKey: {label, credential: {
      id: credential.id, rawId: encode(credential.rawId), type: credential.type, clientExtensionResults: credential.getClientExtensionResults(),
      authenticatorAttachment: credential.authenticatorAttachment,
      response: {attestationObject: encode(response.attestationObject), clientDataJSON: encode(response.clientDataJSON),
        transports: response.getTransports ? response.getTransports() : undefined}
    }}});
    window.location.reload();
  };

  const offer = (id, act) => {
    const form = document.getElementById(id);
    if (!form || !window.PublicKeyCredential) {
      return;
    }
    form.hidden = false;
    form.addEventListener("submit", async event => {
      event.preventDefault();
      const error = document.getElementById("passkey-error");
      error.hidden = true;
      try {
        await act(form.elements._csrf.value, form);
      } catch (refused) {
        error.hidden = false;
      }
    });
  };

  offer("passkey-login", token => login(token));
  offer("passkey-add", (token, form) => register(token, form.elements.label.value));
})();
