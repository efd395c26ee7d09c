import { createInterface } from 'node:readline/promises';
import axe from 'axe-core';
import { chromium } from 'playwright-core';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Somebody before a headless Chromium, who reads the real pages and answers them: with the mouse, or with the keyboard alone. */
export class Person {
  #browser;
  #page;
  #settings;

  constructor(browser, page, settings) {
    this.#browser = browser;
    this.#page = page;
    this.#settings = settings;
  }

  /** @param language what the browser asks for, `fr` or `en` */
  static async of(settings, language = 'fr') {
    const browser = await chromium.launch({ executablePath: settings.chromium, args: FLAGS });
    const context = await browser.newContext({ locale: language === 'fr' ? 'fr-FR' : 'en-GB' });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    return new Person(browser, page, settings);
  }

  get url() {
    return this.#page.url();
  }

  /** The page itself, for what only one client looks at. */
  get page() {
    return this.#page;
  }

  open(url) {
    return this.#page.goto(url);
  }

  leave() {
    return this.#browser.close();
  }

  /** Identifier and password, then the one-time code; as an app finds them, on the way to its consent page. */
  async logIn() {
    await this.identify();
    await this.enterCode();
  }

  async identify() {
    await this.#page.fill('input[name=username]', this.#settings.person.login);
    await this.#page.fill('input[name=password]', this.#settings.person.password);
    await this.send('form:has(input[name=password]) [type=submit]');
  }

  async enterCode() {
    await this.#page.fill('input[name=code]', await this.code());
    await this.send('form:has(input[name=code]) [type=submit]');
  }

  /** The one-time code, from where the settings say, or from whoever started this and reads the server's console. */
  async code() {
    if (this.#settings.person.codes) {
      return (await fetch(this.#settings.person.codes)).text();
    }
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return (await terminal.question('one-time code (the server\'s console shows it): ')).trim();
    } finally {
      terminal.close();
    }
  }

  /** Chooses its own record, which stands first, where the page asks whose. */
  async choose() {
    const records = this.#page.locator('form#profiles input[name=patient]');
    if (await records.count()) {
      await records.first().check();
      await this.send('form#profiles [type=submit]:not([form])');
    }
  }

  /** What the consent page lists. */
  async offered() {
    const values = name => this.#page.locator(`input[name=${name}]`).evaluateAll(boxes => boxes.map(box => box.value));
    return { scopes: await values('scope'), purposes: await values('purpose') };
  }

  /** Leaves the scopes as they are ticked, ticks these purposes and no other, and agrees. */
  async agree(purposes) {
    for (const box of await this.#page.locator('input[name=purpose]').all()) {
      await box.setChecked(purposes.includes(await box.getAttribute('value')));
    }
    await this.send('form#consent [type=submit]:not([form])');
  }

  /** Ends an app's access on the page of connected services. */
  async disconnect(client) {
    await this.#page.goto(`${this.#settings.root}/consents`);
    await this.choose();
    await this.send(`form[action$="/consents/${client}/disconnect"] [type=submit]`);
  }

  /** What axe says against the page as it stands: nothing, or one line for each rule and element. */
  async barriers() {
    // Through the debugger, which the page's Content-Security-Policy does not bind.
    await this.#page.evaluate(axe.source);
    const { violations } = await this.#page.evaluate(rules => globalThis.axe.run(document, { runOnly: { type: 'tag', values: rules } }), RULES);
    return violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${rule.help}: ${node.target.join(' ')}`));
  }

  /** Tab until what has the focus matches, as somebody without a mouse does. */
  async tabTo(selector, most = 60) {
    for (let n = 0; n < most; n++) {
      if (await this.#page.evaluate(css => document.activeElement?.matches(css) ?? false, selector)) {
        return;
      }
      await this.#page.keyboard.press('Tab');
    }
    throw new Error(`${selector} is not reached with Tab on ${this.url}`);
  }

  /** How what has the focus shows it: the style of its outline, or `shadow`; `none` when it does not. */
  focusRing() {
    return this.#page.evaluate(() => {
      const { outlineStyle, boxShadow } = getComputedStyle(document.activeElement);
      return outlineStyle !== 'none' ? outlineStyle : boxShadow !== 'none' ? 'shadow' : 'none';
    });
  }

  /** Presses a button, and waits for the page that it leads to. */
  send(selector) {
    return this.going(() => this.#page.locator(selector).first().click());
  }

  /** Does what leads to another page, and waits for it. */
  async going(act) {
    await Promise.all([this.#page.waitForEvent('framenavigated'), act()]);
    await this.#page.waitForLoadState();
  }
}
