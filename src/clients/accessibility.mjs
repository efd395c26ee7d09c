// Every page that people see, in French and in English, before axe; and a whole launch without a mouse.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { listen, page as answer } from './callback.mjs';
import { Person } from './person.mjs';
import { run, settings } from './steps.mjs';

const given = settings();
const { root, base, app } = given;
const people = [];
const stop = await listen(app.redirectUri, { [new URL(app.redirectUri).pathname]: async (request, response) => answer(response, 'connected') });

async function somebody(language, who = 'person') {
  const person = await Person.of({ ...given, person: given[who] }, language);
  people.push(person);
  return person;
}

function launch() {
  const challenge = createHash('sha256').update(randomBytes(48).toString('base64url')).digest('base64url');
  return `${root}/oauth2/authorize?${new URLSearchParams({
    response_type: 'code', client_id: app.id, redirect_uri: app.redirectUri, scope: app.scope, state: randomBytes(16).toString('hex'), aud: base,
    code_challenge: challenge, code_challenge_method: 'S256',
  })}`;
}

/** No barrier, the language that was asked for, one main heading, and a title. */
async function good(person, language, what) {
  assert.equal(await person.page.getAttribute('html', 'lang'), language, `${what}: language`);
  assert.equal(await person.page.locator('h1').count(), 1, `${what}: h1`);
  assert.ok((await person.page.title()).trim(), `${what}: title`);
  assert.deepEqual(await person.barriers(), [], `${what} at ${person.url}`);
}

const steps = {};
for (const language of ['fr', 'en']) {
  let person;
  steps[`${language}: login, wrong password, code, wrong code`] = async () => {
    person = await somebody(language);
    await person.open(launch());
    await good(person, language, 'login');
    await person.page.fill('input[name=username]', given.person.login);
    await person.page.fill('input[name=password]', 'pas celui-là');
    await person.send('form:has(input[name=password]) [type=submit]');
    await good(person, language, 'login, refused');
    await person.identify();
    await good(person, language, 'code');
    await person.page.fill('input[name=code]', '000000');
    await person.send('form:has(input[name=code]) [type=submit]');
    await good(person, language, 'code, refused');
    await person.enterCode();
  };
  steps[`${language}: consent, with its purposes and scopes`] = async () => {
    assert.equal(new URL(person.url).pathname, '/consent');
    await good(person, language, 'consent');
    await person.agree([app.purpose]);
    assert.ok(person.url.startsWith(app.redirectUri), person.url);
  };
  steps[`${language}: connected services, one service with its history, passkeys`] = async () => {
    for (const path of ['/consents', `/consents/${app.id}`, '/login/passkeys']) {
      const shown = await person.open(root + path);
      assert.equal(shown.status(), 200, path);
      await good(person, language, path);
    }
  };
  steps[`${language}: choice of the record, where there are several`] = async () => {
    const parent = await somebody(language, 'parent');
    await parent.open(launch());
    await parent.logIn();
    assert.ok(await parent.page.locator('form#profiles input[name=patient]').count() > 1, parent.url);
    await good(parent, language, 'choice of the record');
  };
  for (const [what, path] of Object.entries({
    'a request of an unknown app': `/oauth2/authorize?response_type=code&client_id=personne&redirect_uri=${encodeURIComponent(app.redirectUri)}`,
    'a service that is not there': '/consents/nobody',
    'a page that is not there': '/login/nowhere',
  })) {
    steps[`${language}: what is shown for ${what}`] = async () => {
      const shown = await person.open(root + path);
      assert.ok(shown.status() >= 400 && shown.status() < 500, `${path}: ${shown.status()}`);
      await good(person, language, path);
    };
  }
}

steps['the whole launch with the keyboard alone: Tab, Space, Enter'] = async () => {
  const person = await somebody('fr');
  const keyboard = person.page.keyboard;
  await person.open(launch());
  await person.tabTo('input[name=username]');
  await keyboard.type(given.person.login);
  await person.tabTo('input[name=password]');
  await keyboard.type(given.person.password);
  await person.going(() => keyboard.press('Enter'));
  await person.tabTo('input[name=code]');
  await keyboard.type(await person.code());
  await person.going(() => keyboard.press('Enter'));
  assert.equal(new URL(person.url).pathname, '/consent');
  for (const box of await person.page.locator('form#consent input[type=checkbox]').all()) {
    await person.tabTo(`#${await box.getAttribute('id')}`);
    const before = await box.isChecked();
    await keyboard.press('Space');
    assert.equal(await box.isChecked(), !before, 'Space ticks and unticks');
    if (before) {
      await keyboard.press('Space');
    }
    assert.notEqual(await person.focusRing(), 'none', 'what has the focus is seen to have it');
  }
  await person.tabTo('form#consent button[type=submit]:not([form])');
  await person.going(() => keyboard.press('Enter'));
  assert.ok(person.url.startsWith(app.redirectUri), person.url);
  assert.ok(new URL(person.url).searchParams.get('code'), person.url);
};

await run(steps, async () => {
  for (const person of people) {
    await person.leave();
  }
  await stop();
}, true);
