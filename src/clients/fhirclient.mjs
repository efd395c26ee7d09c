// A standalone launch by the SMART reference client, in its Node form, through the real pages in a headless Chromium.
import assert from 'node:assert/strict';
import fhirclient from 'fhirclient';
import { listen, page } from './callback.mjs';
import { Person } from './person.mjs';
import { run, settings } from './steps.mjs';

const { base, app } = settings();
const person = await Person.of(settings());
const kept = new Map();
const storage = { get: async key => kept.get(key), set: async (key, value) => { kept.set(key, value); return value; }, unset: async key => kept.delete(key) };
const purpose = { 'Code-Finalite': app.purpose };
let client;
let failure;

const stop = await listen(app.redirectUri, {
  '/launch': (request, response) => fhirclient(request, response, storage)
    .authorize({ iss: base, clientId: app.id, redirectUri: app.redirectUri, scope: app.scope, pkceMode: 'required' }),
  [new URL(app.redirectUri).pathname]: async (request, response) => {
    try {
      client = await fhirclient(request, response, storage).ready();
      page(response, 'connected');
    } catch (error) {
      failure = error;
      page(response, 'failed');
    }
  },
});

const observations = `Observation?patient=PATIENT&_count=5`;
const search = headers => client.request({ url: observations.replace('PATIENT', client.patient.id), headers });

await run({
  'the app finds the server by its FHIR base and sends the person to it': async () => {
    await person.open(new URL('/launch', app.redirectUri).href);
    assert.equal(new URL(person.url).pathname, '/login');
  },
  'the person logs in with identifier, password and one-time code': () => person.logIn(),
  'the consent page lists scopes and purposes, one by one; the person agrees to one purpose': async () => {
    const offered = await person.offered();
    assert.ok(offered.purposes.includes(app.purpose), `${app.purpose} is not among ${offered.purposes}`);
    await person.agree([app.purpose]);
    if (failure) {
      throw failure;
    }
    assert.ok(client, `no answer came to ${app.redirectUri}, the browser is at ${person.url}`);
  },
  'the token response names the patient, the scope and the lifetime, and who logged in': async () => {
    const response = client.state.tokenResponse;
    assert.equal(response.token_type.toLowerCase(), 'bearer');
    assert.ok(response.expires_in > 0 && response.expires_in <= 3600, `expires_in ${response.expires_in}`);
    assert.ok(response.refresh_token, 'offline_access was granted');
    assert.equal(client.patient.id, response.patient);
    assert.match(client.user.fhirUser, /(Patient|RelatedPerson)\/[A-Za-z0-9.-]+$/);
  },
  'the app reads with the purpose that was agreed to': async () => {
    const found = await search(purpose);
    assert.equal(found.resourceType, 'Bundle');
    assert.equal(found.total, 1);
    assert.equal(found.entry[0].resource.subject.reference, `Patient/${client.patient.id}`);
  },
  'without a purpose it is told that one is missing (400)': async () => {
    await assert.rejects(search({}), error => error.status === 400 || error.statusCode === 400);
  },
  'the refresh token gives new tokens, once, and they read': async () => {
    const before = { ...client.state.tokenResponse };
    await client.refresh();
    assert.notEqual(client.state.tokenResponse.access_token, before.access_token);
    assert.notEqual(client.state.tokenResponse.refresh_token, before.refresh_token);
    assert.equal((await search(purpose)).total, 1);
  },
  'the person disconnects the app: the next request is refused': async () => {
    await person.disconnect(app.id);
    await assert.rejects(search(purpose), error => [401, 403].includes(error.status ?? error.statusCode));
  },
}, async () => {
  await person.leave();
  await stop();
});
