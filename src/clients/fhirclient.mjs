// A standalone launch by the SMART reference client, in its Node form, through the real pages in a headless Chromium.
import assert from 'node:assert/strict';
import fhirclient from 'fhirclient';
import { listen, page } from './callback.mjs';
import { measure } from './measure.mjs';
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

const search = headers => client.request({ url: `Observation?patient=${client.patient.id}&_sort=-date`, headers });

await run({
  'the app finds the server by its FHIR base and sends the person to it': async () => {
    await person.open(new URL('/launch', app.redirectUri).href);
    assert.equal(new URL(person.url).pathname, '/login');
  },
  'the person logs in with identifier, password and one-time code': () => person.logIn(),
  'the consent page lists scopes and purposes, one by one; the person agrees to one purpose': async () => {
    await person.choose();
    const offered = await person.offered();
    assert.ok(offered.purposes.includes(app.purpose), `${app.purpose} is not among ${offered.purposes}; where it was agreed to before, disconnect the app at /consents`);
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
  'the app writes a measure and finds it, with the purpose that was agreed to': async () => {
    const written = await client.create({ ...measure, subject: { reference: `Patient/${client.patient.id}` } }, { headers: purpose });
    const found = await search(purpose);
    assert.equal(found.resourceType, 'Bundle');
    assert.ok(found.entry.some(entry => entry.resource.id === written.id), JSON.stringify(found));
    assert.ok(found.entry.every(entry => entry.resource.subject.reference === `Patient/${client.patient.id}`));
  },
  'without a purpose it is told that one is missing (400)': async () => {
    await assert.rejects(search({}), error => error.status === 400 || error.statusCode === 400);
  },
  'the refresh token gives new tokens, once, and they read': async () => {
    const before = { ...client.state.tokenResponse };
    await client.refresh();
    assert.notEqual(client.state.tokenResponse.access_token, before.access_token);
    assert.notEqual(client.state.tokenResponse.refresh_token, before.refresh_token);
    assert.ok((await search(purpose)).total > 0);
  },
  'the person disconnects the app: the next request is refused': async () => {
    await person.disconnect(app.id);
    await assert.rejects(search(purpose), error => [401, 403].includes(error.status ?? error.statusCode));
  },
}, async () => {
  await person.leave();
  await stop();
});
