/** The pages over HTTP, and in a real browser. */

import { browserIsHere, type TestDatabase, testBrowser, testDatabase } from '@vyarna/dev/testing';
import axe, { type AxeResults } from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HttpError } from '../http/http-error.ts';
import { call, type Instance, startInstance } from '../testing/instance.ts';
import { HOSTILE, LONG, registrations } from './testing/schemas.ts';

describe('the view over HTTP', () => {
  let database: TestDatabase;
  let instance: Instance;
  beforeAll(async () => {
    database = await testDatabase();
    instance = await startInstance(database.url);
  });
  afterAll(async () => {
    await instance.close();
    await database.close();
  });

  const ask = (path: string, method = 'GET') => fetch(`${instance.url}${path}`, { method, redirect: 'manual' });

  test('is at /ui, for browsers only to read', async () => {
    const folder = await ask('/ui');
    expect([folder.status, folder.headers.get('location')]).toEqual([302, 'ui/']);
    const page = await ask('/ui/');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; /);
    expect(await page.text()).toContain(`curl ${instance.url}/subjects/`);
    expect(await (await ask('/ui/', 'HEAD')).text()).toBe('');
    const post = await ask('/ui/', 'POST');
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET']);
    expect((await ask('/uix')).status).toBe(404);
  });

  test('a browser is asked who reads, where the registry asks', async () => {
    const asking = await startInstance(database.url, () => {
      throw new HttpError(401, 'Say who you are.', { headers: { 'www-authenticate': 'Basic realm="schema registry"' } });
    });
    const answer = await fetch(`${asking.url}/ui/`);
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="schema registry"']);
    await asking.close();
  });
});

describe.skipIf(!browserIsHere())('the view in a browser', () => {
  let browser: Browser;
  const ends: (() => Promise<unknown>)[] = [];
  let filled: string;
  let empty: string;

  /** Gives the address of the view. */
  const start = async (fill: (instance: Instance) => Promise<void>): Promise<string> => {
    const database = await testDatabase();
    const instance = await startInstance(database.url);
    ends.push(async () => {
      await instance.close();
      await database.close();
    });
    await fill(instance);
    return `${instance.url}/ui/`;
  };

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: await testBrowser() });
    ends.push(() => browser.close());
    filled = await start(async (instance) => {
      const put = async (path: string, body: object) => expect((await call(instance, 'PUT', path, body)).status).toBe(200);
      await put('/config', { compatibility: 'NONE' });
      for (const [subject, schema] of registrations) {
        const path = `/subjects/${encodeURIComponent(subject)}/versions`;
        expect(await call(instance, 'POST', path, schema)).toMatchObject({ status: 200 });
      }
      await call(instance, 'DELETE', '/subjects/gone-value');
      await put('/config', { compatibility: 'BACKWARD' });
      await put('/config/orders-value', { compatibility: 'FULL_TRANSITIVE' });
    });
    empty = await start(async () => {});
  });
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  });

  /** Fails for whatever the browser complains of, such as a breach of the Content-Security-Policy. */
  const withPage = async (options: BrowserContextOptions, work: (page: Page) => Promise<void>, expected: RegExp = /^$/): Promise<void> => {
    const context = await browser.newContext({ baseURL: filled, viewport: { width: 1280, height: 900 }, ...options });
    const complaints: string[] = [];
    const page = await context.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await work(page);
    await context.close();
    expect(complaints.filter((complaint) => !expected.test(complaint))).toEqual([]);
  };

  const title = (page: Page): Promise<string> => page.locator('h1').innerText();
  const subject = (name: string) => new URLSearchParams({ subject: name });

  const addresses: readonly (readonly [name: string, path: () => string])[] = [
    ['the list of subjects', () => './'],
    ['an empty registry', () => empty],
    ['a list without a match', () => './?prefix=nothing'],
    ['a subject', () => 'subject?subject=orders-value'],
    ['a deleted subject', () => 'subject?subject=gone-value'],
    ['a version', () => 'version?subject=orders-value&version=3'],
    ['a version of long names', () => `version?${subject(LONG)}&version=1`],
    ['a version of hostile names', () => `version?${subject(HOSTILE)}&version=1`],
    ['two versions', () => 'compare?subject=orders-value&older=1&newer=3'],
    ['two versions as JSON', () => 'compare?subject=orders-value&older=1&newer=3&as=json'],
    ['two subjects', () => `compare?${subject('orders-value')}&older=1&with=${encodeURIComponent(LONG)}&newer=1&all=1`],
    ['an address that is wrong', () => 'subject?subject=nope'],
  ];

  test.each([
    ['light', 1280],
    ['dark', 360],
  ] as const)('in %s, %i pixels wide: nothing for axe to find, and nothing beyond the edge', async (colorScheme, width) => {
    await withPage(
      { colorScheme, viewport: { width, height: 800 } },
      async (page) => {
        for (const [name, path] of addresses) {
          await page.goto(path());
          await page.evaluate(axe.source);
          const found = await page.evaluate<AxeResults>('axe.run()');
          const violations = found.violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`);
          expect(violations).toEqual([]);
          expect(found.passes.length).toBeGreaterThan(15);
          expect([name, await page.evaluate<number>('document.documentElement.scrollWidth')]).toEqual([name, width]);
        }
      },
      /status of 404/,
    );
  });

  test('without a script people come from the list by its filter to a subject, to two versions and back', async () => {
    await withPage({ javaScriptEnabled: false }, async (page) => {
      await page.goto('./');
      await page.getByLabel('Name starts with').fill('*ders');
      await page.getByLabel('Context').selectOption('default');
      await page.getByRole('button', { name: 'Filter' }).click();
      expect(await page.getByRole('rowheader').allInnerTexts()).toEqual(['orders-value']);
      await page.getByRole('link', { name: 'orders-value', exact: true }).click();
      expect(await title(page)).toBe('orders-value');
      await page.getByLabel('Compare version').selectOption('1');
      await page.getByRole('button', { name: 'Compare' }).click();
      expect(await title(page)).toBe('orders-value, version 1 and version 3');
      expect(await page.getByRole('heading', { name: 'Forward' }).innerText()).toMatch(/Yes$/);
      expect(await page.getByRole('heading', { name: 'Backward' }).innerText()).toMatch(/No$/);
      expect(await page.locator('.card.bad li').first().innerText()).toContain('channel The writer has no field "channel"');
      expect(await page.locator('ins').allInnerTexts()).toContain('microseconds');
      expect(await page.locator('del').allInnerTexts()).toContain('milliseconds');
      await page.getByRole('link', { name: 'As JSON' }).click();
      expect(await page.locator('td ins').allInnerTexts()).toContain('micros');
      await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Subjects' }).click();
      expect(await title(page)).toBe('Subjects');
      await page.getByLabel('Schema id').fill('1');
      await page.getByRole('button', { name: 'Find' }).click();
      expect(await title(page)).toBe('money-value version 1');
    });
  });

  test('the keyboard reaches the content at once, and the JSON to copy it', async () => {
    await withPage({}, async (page) => {
      await page.goto('version?subject=orders-value&version=1');
      await page.keyboard.press('Tab');
      expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('Skip to the content');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      expect(await page.evaluate<boolean>("document.activeElement.closest('main') !== null")).toBe(true);
      await page.getByLabel('The schema as JSON').focus();
      await page.keyboard.press('Control+a');
      expect(JSON.parse(await page.evaluate<string>('String(getSelection())'))).toMatchObject({ name: 'OrderPlaced' });
    });
  });

  test('the button copies the JSON as it is shown', async () => {
    await withPage({ permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
      await page.goto('version?subject=orders-value&version=1');
      await page.getByRole('button', { name: 'Copy' }).click();
      await page.getByRole('button', { name: 'Copied' }).waitFor();
      expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe(await page.getByLabel('The schema as JSON').inputValue());
    });
  });

  test('the names and docs of others are text, whatever they hold', async () => {
    await withPage({}, async (page) => {
      await page.goto('./');
      await page.getByRole('link', { name: HOSTILE, exact: true }).click();
      expect(await title(page)).toBe(HOSTILE);
      await page.getByRole('link', { name: 'version 1', exact: true }).click();
      expect(await page.title()).toBe(`${HOSTILE} version 1 · Schema registry`);
      expect(await page.locator('main').innerText()).toContain(`<img src=x onerror="document.title='owned'">`);
      expect(await page.getByLabel('The schema as JSON').inputValue()).toContain('</textarea><b>bold</b>');
      expect(await page.locator('img, b, main script').count()).toBe(0);
    });
  });

  test('the colours are those of the system', async () => {
    const paper = async (colorScheme: 'light' | 'dark'): Promise<string> => {
      let found = '';
      await withPage({ colorScheme }, async (page) => {
        await page.goto('./');
        found = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
      });
      return found;
    };
    expect([await paper('light'), await paper('dark')]).toEqual(['rgb(253, 253, 252)', 'rgb(22, 24, 27)']);
  });

  test('a link from a field leads to the type', async () => {
    await withPage({}, async (page) => {
      await page.goto('version?subject=orders-value&version=1');
      await page.getByRole('row', { name: 'lines' }).getByRole('link', { name: 'Line' }).click();
      expect(await page.locator(':target h3').innerText()).toBe('record Line');
      await page.getByRole('link', { name: 'Money', exact: true }).click();
      await page.locator(':target').getByRole('link', { name: 'money-value version 1' }).click();
      expect(await title(page)).toBe('money-value version 1');
    });
  });

  test('10,000 fields are all there, and their JSON to download', { timeout: 120_000 }, async () => {
    await withPage({}, async (page) => {
      await page.goto('version?subject=wide-value&version=1', { timeout: 90_000 });
      const last = page.getByText('field_9999', { exact: true });
      await last.scrollIntoViewIfNeeded();
      expect(await last.isVisible()).toBe(true);
      const download = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Download as it is kept' }).click();
      expect((await download).suggestedFilename()).toBe('wide-value-v1.avsc');
    });
  });
});
