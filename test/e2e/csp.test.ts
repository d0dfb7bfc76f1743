import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { after, before, test } from 'node:test';
import { chromium, type Browser } from 'playwright-core';
import { build } from 'esbuild';
import { chromeFlags, findChrome } from '../support/chrome.ts';
import { blurring, none, opened } from '../widget/support/answers.ts';

// The strictest page there is. No style-src: constructed sheets need none. One policy name, once.
const policy =
  "default-src 'none'; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types sloering lit-html";
const own = policy.replace(' lit-html', '');

const host = `
window.broken = [];
document.addEventListener('securitypolicyviolation', (event) => window.broken.push(event.violatedDirective));
addEventListener('error', (event) => window.broken.push(event.message));
`;
const page = (scripts: string[]): string =>
  `<!doctype html><html lang="da"><title>host</title><script src="/host.js"></script>${scripts
    .map(
      (src) =>
        `<script type="module" src="${src}"${src === '/widget.js' ? ` integrity="${integrity}"` : ''}></script>`,
    )
    .join('')}<sloering-request mode="dialog"></sloering-request></html>`;

const answers: Record<string, unknown> = {
  'POST /v1/sessions': opened(),
  'GET /v1/citizen': none,
  'POST /v1/blurrings': blurring(),
  'GET /v1/blurrings/blurring-1': blurring({
    status: 'in_force',
    in_force_since: '2026-11-16T09:42:00.000Z',
  }),
};

let server: Server;
let browser: Browser;
let origin = '';
let violating = '';
let widget = '';
let integrity = '';

before(async () => {
  const manifest = JSON.parse(await readFile('dist/widget/manifest.json', 'utf8')) as [
    { file: string; integrity: string },
  ];
  integrity = manifest[0].integrity;
  widget = await readFile(`dist/widget/${manifest[0].file}`, 'utf8');
  const secondLit = await build({
    stdin: {
      contents: `import { html, LitElement } from 'lit';
        customElements.define('other-lit', class extends LitElement { render() { return html\`<b>other</b>\`; } });
        document.body.append(document.createElement('other-lit'));`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    format: 'esm',
    write: false,
    conditions: ['production'],
  });
  const scripts: Record<string, string> = {
    '/host.js': host,
    '/widget.js': widget,
    '/other.js': secondLit.outputFiles[0]?.text ?? '',
    '/violate.js': `try { document.body.innerHTML = '<i>x</i>'; } catch {}
      const style = document.createElement('style'); style.textContent = 'b{color:red}'; document.head.append(style);`,
  };
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const script = scripts[url.pathname];
    if (script !== undefined) return response.setHeader('Content-Type', 'text/javascript').end(script);
    const answer = answers[`${request.method} ${url.pathname}`];
    if (answer) return response.setHeader('Content-Type', 'application/json').end(JSON.stringify(answer));
    if (url.pathname !== '/') return response.writeHead(204).end();
    response.setHeader('Content-Security-Policy', url.searchParams.has('other') ? policy : own);
    return response
      .setHeader('Content-Type', 'text/html')
      .end(page((url.searchParams.get('load') ?? '').split(',')));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  violating = '/violate.js';
  browser = await chromium.launch({ executablePath: await findChrome(), args: chromeFlags });
});

after(async () => {
  await browser.close();
  server.close();
});

const register = async (query: string) => {
  const tab = await browser.newPage();
  await tab.goto(`${origin}/?${query}`);
  await tab.evaluate(`(async () => {
    await customElements.whenDefined('sloering-request');
    const element = document.querySelector('sloering-request');
    element.apiBase = location.origin;
    element.tokenProvider = async () => 'token';
  })()`);
  await tab.getByRole('button', { name: 'Slør' }).click();
  await tab.getByText('Trusler').click();
  await tab.getByRole('button', { name: 'Gå videre' }).click();
  const before = await tab.evaluate<string[]>('window.broken');
  await tab.getByRole('dialog').getByRole('button', { name: 'Slør' }).click();
  await tab.getByText('I kraft nationalt siden 10.42').waitFor();
  const padding = await tab.evaluate(
    `getComputedStyle(document.querySelector('sloering-request').shadowRoot.querySelector('.banner')).borderInlineStartWidth`,
  );
  const broken = await tab.evaluate<string[]>('window.broken');
  const other = await tab.evaluate(`document.querySelector('other-lit')?.shadowRoot?.textContent`);
  await tab.close();
  return { broken: [...before, ...broken], padding, other };
};

test('the built component registers on the strictest page under its published hash with no violation, and styled', async () => {
  const { broken, padding } = await register('load=/widget.js');
  assert.deepEqual(broken, []);
  assert.equal(padding, '4px');
});

// Two copies of Lit ask for the same policy name; a page that allows a name once kills the second of them.
test('the built component works beside another copy of Lit, whichever comes first', async () => {
  for (const load of ['/widget.js,/other.js', '/other.js,/widget.js']) {
    const { broken, other } = await register(`other=1&load=${load}`);
    assert.deepEqual(broken, []);
    assert.equal(other, 'other');
  }
});

test('a violation is seen when there is one, so that none means none', async () => {
  const tab = await browser.newPage();
  await tab.goto(`${origin}/?load=${violating}`);
  await tab.waitForFunction('window.broken.length > 1');
  const broken = await tab.evaluate<string[]>('window.broken');
  assert.ok(broken.includes('require-trusted-types-for'), broken.join());
  assert.ok(broken.includes('style-src-elem'), broken.join());
  await tab.close();
});

test('the built component has no mock, no development Lit and no code from text', () => {
  assert.doesNotMatch(widget, /\beval\(|new Function\(|Lit is in dev mode|0\.0\.0-development/);
});
