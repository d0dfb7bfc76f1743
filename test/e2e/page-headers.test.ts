import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { chromium, type Browser, type Page } from 'playwright-core';
import { pageCookies } from '../../server/api/page/cookies.ts';
import { listen } from '../../server/listen.ts';
import { chromeFlags, findChrome } from '../support/chrome.ts';
import { freePort } from '../support/ports.ts';
import { createWorld, type World } from '../support/world.ts';

/** Runs first on our page; what the tests do there is what injected code would do. */
const script = `
  window.broken = [];
  document.addEventListener('securitypolicyviolation', (event) => {
    window.broken.push(event.effectiveDirective);
    console.log('broken ' + event.effectiveDirective);
  });
  document.body.dataset.ready = 'yes';
`;
const style = 'body { color: rgb(1, 2, 3); }';
const bytes = (text: string) => new Uint8Array(Buffer.from(text));

describe('the headers of the hosted page, tried in a browser', () => {
  let world: World;
  let browser: Browser;
  let server: Awaited<ReturnType<typeof listen>>;
  let evil: Server;
  let own = '';
  let elsewhere = '';

  before(async () => {
    const port = await freePort();
    own = `http://localhost:${port}`;
    world = await createWorld({
      deps: {
        issuer: own,
        cookies: pageCookies(own),
        page: {
          manifest: { script: 'page.js', style: 'page.css' },
          files: new Map([
            ['page.js', { type: 'text/javascript', body: bytes(script), brotli: null }],
            ['page.css', { type: 'text/css', body: bytes(style), brotli: null }],
          ]),
        },
      },
    });
    server = await listen(world.app.fetch, { hostname: '127.0.0.1', port });
    // Another site, another host name: it frames us, loads from us, opens us.
    evil = createServer((request, response) => {
      if (request.url === '/evil.js')
        return response.setHeader('Content-Type', 'text/javascript').end('window.hit = 1;');
      response.setHeader('Content-Type', 'text/html');
      return response.end(`<!doctype html><title>evil</title><iframe src="${own}/"></iframe>`);
    });
    await new Promise<void>((ready) => evil.listen(0, '127.0.0.1', ready));
    elsewhere = `http://127.0.0.1:${(evil.address() as AddressInfo).port}`;
    browser = await chromium.launch({ executablePath: await findChrome(), args: chromeFlags });
  });
  after(async () => {
    await browser.close();
    await server.close();
    evil.close();
    await world.close();
  });

  const open = async (path = '/'): Promise<Page> => {
    const page = await browser.newPage();
    await page.goto(own + path);
    await page.waitForSelector('body[data-ready]', { state: 'attached' });
    return page;
  };

  /** What the attack set in motion ends in a report of the browser; the directive it names is the proof that it was tried. */
  const brokenBy = async (attack: string, directive: string): Promise<void> => {
    const page = await open();
    const reported = page.waitForEvent('console', {
      predicate: (message) => message.text() === `broken ${directive}`,
      timeout: 10_000,
    });
    await page.evaluate(attack).catch(() => undefined);
    await reported;
    assert.equal(await page.evaluate('window.hit'), undefined);
    await page.close();
  };

  test('let our own script and style sheet through: nothing is reported', async () => {
    const page = await open('/register');
    assert.equal(await page.evaluate('getComputedStyle(document.body).color'), 'rgb(1, 2, 3)');
    assert.deepEqual(await page.evaluate('window.broken'), []);
    await page.close();
  });

  const attacks: [string, string, (at: string) => string][] = [
    [
      'an injected script',
      'script-src-elem',
      () =>
        `{ const p = trustedTypes.createPolicy('sloering', { createScript: (u) => u }); const s = document.createElement('script'); s.text = p.createScript('window.hit = 1'); document.body.append(s); }`,
    ],
    [
      'a script from elsewhere',
      'script-src-elem',
      (at) =>
        `{ const p = trustedTypes.createPolicy('sloering', { createScriptURL: (u) => u }); const s = document.createElement('script'); s.src = p.createScriptURL('${at}/evil.js'); document.body.append(s); }`,
    ],
    [
      'an event handler in an attribute',
      'script-src-attr',
      () =>
        `{ const p = trustedTypes.createPolicy('sloering', { createHTML: (u) => u }); document.body.innerHTML = p.createHTML('<img src="data:," onerror="window.hit = 1">'); }`,
    ],
    [
      'evaluated text',
      'script-src',
      () =>
        `{ const p = trustedTypes.createPolicy('sloering', { createScript: (u) => u }); setTimeout(p.createScript('window.hit = 1')); }`,
    ],
    ['markup from text', 'require-trusted-types-for', () => `document.body.innerHTML = '<b>x</b>'`],
    [
      'a policy of another name',
      'trusted-types',
      () => `trustedTypes.createPolicy('evil', { createHTML: (u) => u })`,
    ],
    [
      'a style element',
      'style-src-elem',
      () =>
        `{ const s = document.createElement('style'); s.append('body { display: none }'); document.body.append(s); }`,
    ],
    ['a style attribute', 'style-src-attr', () => `document.body.setAttribute('style', 'display: none')`],
    ['a call elsewhere', 'connect-src', (at) => `fetch('${at}/')`],
    ['a picture elsewhere', 'img-src', (at) => `{ const i = new Image(); i.src = '${at}/x.png'; }`],
    [
      'a font elsewhere',
      'font-src',
      (at) => `{ const f = new FontFace('x', 'url(${at}/x.woff2)'); f.load().catch(() => 0); }`,
    ],
    [
      'a frame inside ours',
      'frame-src',
      (at) => `{ const f = document.createElement('iframe'); f.src = '${at}/'; document.body.append(f); }`,
    ],
    [
      'a form to elsewhere',
      'form-action',
      (at) =>
        `{ const f = document.createElement('form'); f.action = '${at}/'; f.method = 'post'; document.body.append(f); f.submit(); }`,
    ],
    [
      'another base for relative addresses',
      'base-uri',
      (at) => `{ const b = document.createElement('base'); b.href = '${at}/'; document.head.append(b); }`,
    ],
    [
      'a worker',
      'worker-src',
      () =>
        `{ const p = trustedTypes.createPolicy('sloering', { createScriptURL: (u) => u }); try { new Worker(p.createScriptURL('data:text/javascript,1')); } catch {} }`,
    ],
  ];
  for (const [what, directive, attack] of attacks) {
    test(`stop ${what}`, async () => {
      await brokenBy(attack(elsewhere), directive);
    });
  }

  // Attack: the page in an invisible frame under a button of the attacker's (clickjacking).
  test('keep the page out of frames, of other sites and of our own', async () => {
    const page = await browser.newPage();
    await page.goto(elsewhere);
    const [, frame] = page.frames();
    await frame?.waitForLoadState();
    assert.equal(await frame?.evaluate('document.body?.dataset.ready ?? null').catch(() => null), null);
    await page.close();
  });

  // Attack: a page opens ours and keeps a hand on it, to navigate it or to read its address.
  test('cut the tie to a window that opened the page', async () => {
    const page = await browser.newPage();
    await page.goto(elsewhere);
    const [opened] = await Promise.all([
      page.context().waitForEvent('page'),
      page.evaluate(`void window.open('${own}')`),
    ]);
    await opened.waitForSelector('body[data-ready]', { state: 'attached' });
    assert.equal(await opened.evaluate('window.opener'), null);
    await page.close();
  });

  test('keep scripts and answers of ours from other sites, and show the component’s files to all', async () => {
    const page = await browser.newPage();
    await page.goto(elsewhere);
    const reach = (path: string) =>
      page.evaluate(
        (address) =>
          fetch(address, { mode: 'no-cors' }).then(
            () => 'reached',
            () => 'blocked',
          ),
        own + path,
      );
    assert.equal(await reach('/page-assets/page.js'), 'blocked');
    assert.equal(await reach('/page/session'), 'blocked');
    assert.equal(await reach('/'), 'blocked');
    assert.equal(await reach('/widget/manifest.json'), 'reached');
    await page.close();
  });

  test('send nobody our address, and let nobody keep a copy of an answer', async () => {
    const page = await open('/municipalities/eksempelby');
    const sent = page.waitForRequest((request) => request.url().endsWith('/page/session'));
    await page.evaluate(`fetch('/page/session')`);
    assert.equal((await (await sent).allHeaders())['referer'], undefined);
    const response = await page.request.get(`${own}/page/session`);
    assert.equal(response.headers()['cache-control'], 'no-store');
    await page.close();
  });
});
