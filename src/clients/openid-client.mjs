// A certified OAuth and OpenID Connect client, strict about both: discovery, code with PKCE, id_token, refresh, introspection, revocation, private_key_jwt.
import assert from 'node:assert/strict';
import * as oauth from 'openid-client';
import { importJWK } from 'jose';
import { listen, page } from './callback.mjs';
import { Person } from './person.mjs';
import { run, settings } from './steps.mjs';

const { base, root, confidential, backend, reader } = settings();
const person = await Person.of(settings());
// Loopback only: everywhere else the library insists on TLS.
const options = { execute: [oauth.allowInsecureRequests] };

async function withKey(client) {
  const key = { key: await importJWK(client.key, client.key.alg), kid: client.key.kid };
  return oauth.discovery(new URL(root), client.id, { token_endpoint_auth_method: 'private_key_jwt' }, oauth.PrivateKeyJwt(key), options);
}

/** The server that may ask about tokens: a secret, as such servers have one. */
const asking = () => oauth.discovery(new URL(root), reader.id, reader.secret, oauth.ClientSecretBasic(reader.secret), options);

const arrived = [];
const stop = await listen(confidential.redirectUri, {
  [new URL(confidential.redirectUri).pathname]: async (request, response) => {
    arrived.push(new URL(request.url, confidential.redirectUri));
    page(response, 'connected');
  },
});

let config;
let tokens;
let verifier;
const state = oauth.randomState();
const nonce = oauth.randomNonce();

await run({
  'discovery: the document names the issuer it was asked of, S256, RS256 and the ways to authenticate': async () => {
    config = await withKey(confidential);
    const server = config.serverMetadata();
    assert.equal(server.issuer, root);
    assert.ok(config.serverMetadata().supportsPKCE());
    assert.ok(server.id_token_signing_alg_values_supported.includes('RS256'));
    assert.ok(server.token_endpoint_auth_methods_supported.includes('private_key_jwt'));
  },
  'code with PKCE through the pages; private_key_jwt at the token endpoint; the id_token holds': async () => {
    verifier = oauth.randomPKCECodeVerifier();
    const url = oauth.buildAuthorizationUrl(config, {
      redirect_uri: confidential.redirectUri, scope: confidential.scope, state, nonce, aud: base,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
    });
    await person.open(url.href);
    await person.logIn();
    await person.choose();
    await person.agree([confidential.purpose]);
    assert.equal(arrived.length, 1, `the browser is at ${person.url}`);
    tokens = await oauth.authorizationCodeGrant(config, arrived[0], { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true });
    const claims = tokens.claims();
    assert.equal(claims.aud, confidential.id);
    assert.match(claims.fhirUser, new RegExp(`^${base}/(Patient|RelatedPerson)/`));
    assert.ok(tokens.patient);
  },
  'userinfo, where it is offered, speaks of the same person': async () => {
    if (!config.serverMetadata().userinfo_endpoint) {
      return 'not offered';
    }
    const info = await oauth.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
    assert.equal(info.sub, tokens.claims().sub);
    return 'offered';
  },
  'introspection by the client that may: active, with scope, client, patient, expiry': async () => {
    const told = await oauth.tokenIntrospection(await asking(), tokens.access_token);
    assert.equal(told.active, true);
    assert.equal(told.client_id, confidential.id);
    assert.equal(told.patient, tokens.patient);
    assert.deepEqual(new Set(told.scope.split(' ')), new Set(tokens.scope.split(' ')));
    assert.ok(told.exp > Date.now() / 1000);
  },
  'refresh: new tokens, the same patient': async () => {
    const before = tokens;
    tokens = await oauth.refreshTokenGrant(config, before.refresh_token);
    assert.notEqual(tokens.refresh_token, before.refresh_token);
    assert.equal(tokens.patient, before.patient);
  },
  'revocation of the refresh token ends it, and the access token': async () => {
    await oauth.tokenRevocation(config, tokens.refresh_token);
    await assert.rejects(oauth.refreshTokenGrant(config, tokens.refresh_token), error => error.error === 'invalid_grant');
    assert.deepEqual(await oauth.tokenIntrospection(await asking(), tokens.access_token), { active: false });
  },
  'client_credentials with ES384: a token of at most five minutes, without refresh token': async () => {
    const machine = await withKey(backend);
    const granted = await oauth.clientCredentialsGrant(machine, { scope: backend.scope });
    assert.ok(granted.expires_in > 0 && granted.expires_in <= 300, `expires_in ${granted.expires_in}`);
    assert.equal(granted.refresh_token, undefined);
    assert.equal(granted.scope, backend.scope);
  },
  'client_credentials with a scope that was never registered: invalid_scope': async () => {
    const machine = await withKey(backend);
    await assert.rejects(oauth.clientCredentialsGrant(machine, { scope: 'system/Patient.cruds' }), error => error.error === 'invalid_scope');
  },
  'the key of another client: invalid_client': async () => {
    const stolen = await withKey({ ...backend, key: confidential.key });
    await assert.rejects(oauth.clientCredentialsGrant(stolen, { scope: backend.scope }), error => error.error === 'invalid_client');
  },
}, async () => {
  await person.leave();
  await stop();
});
