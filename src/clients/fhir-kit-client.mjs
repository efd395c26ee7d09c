// A referenced service with an access token: finds the server's endpoints, reads and writes measures, with its purpose in a header of every call.
import assert from 'node:assert/strict';
import { Client } from 'fhir-kit-client';
import { measure } from './measure.mjs';
import { run, settings } from './steps.mjs';

const { base, root, app, token, patient } = settings();
const client = new Client({ baseUrl: base, bearerToken: token, customHeaders: { 'Code-Finalite': app.purpose } });
const without = new Client({ baseUrl: base, bearerToken: token });
const glucose = { ...measure, subject: { reference: `Patient/${patient}` } };
const status = expected => error => {
  assert.equal(error.response?.status, expected, error.stack);
  return true;
};
let written;

await run({
  'smartAuthMetadata() finds the endpoints, with or without a token, with one that is worth nothing': async () => {
    for (const one of [client, without, new Client({ baseUrl: base }), new Client({ baseUrl: base, bearerToken: 'worth.no.thing' })]) {
      const found = await one.smartAuthMetadata();
      assert.equal(found.authorizeUrl?.href, `${root}/oauth2/authorize`);
      assert.equal(found.tokenUrl?.href, `${root}/oauth2/token`);
    }
  },
  'the CapabilityStatement': async () => {
    assert.equal((await client.capabilityStatement()).fhirVersion, '4.0.1');
  },
  'a measure is written': async () => {
    written = await client.create({ resourceType: 'Observation', body: glucose });
    assert.ok(written.id);
    return written.id;
  },
  'it is read back, by its id and by a search': async () => {
    assert.equal((await client.read({ resourceType: 'Observation', id: written.id })).valueQuantity.value, 104);
    const found = await client.search({ resourceType: 'Observation', searchParams: { patient, code: 'http://loinc.org|2345-7', _sort: '-date' } });
    assert.ok(found.entry.some(entry => entry.resource.id === written.id));
  },
  'it is changed by the app that wrote it': async () => {
    const changed = await client.update({ resourceType: 'Observation', id: written.id, body: { ...written, valueQuantity: { ...glucose.valueQuantity, value: 101 } } });
    assert.equal(changed.valueQuantity.value, 101);
  },
  'without a purpose: 400': () => assert.rejects(without.read({ resourceType: 'Observation', id: written.id }), status(400)),
  'with a purpose that is not the app\'s: refused': () => {
    const other = new Client({ baseUrl: base, bearerToken: token, customHeaders: { 'Code-Finalite': 'INCONNUE' } });
    return assert.rejects(other.search({ resourceType: 'Observation', searchParams: { patient } }), status(403));
  },
  'a measure that is no measure is refused, with its element': () =>
    assert.rejects(client.create({ resourceType: 'Observation', body: { ...glucose, status: 'perhaps' } }), error => {
      assert.ok([400, 422].includes(error.response?.status), error.stack);
      assert.match(JSON.stringify(error.response.data), /status/);
      return true;
    }),
});
