import { createServer } from 'node:http';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { chromeFlags, findChrome } from '../support/chrome.ts';
import { scripts } from './support/states.ts';

// node test/widget/screenshots.ts [state …] — pictures of every screen for a person to look at, in .cache/screenshots/.
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = `${root}/.cache/screenshots`;
const page = `<!doctype html><html lang="da"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<style>:root{font-family:system-ui,sans-serif;color-scheme:light dark}body{margin:0;padding:24px;background:light-dark(#fff,#16191d)}@media(max-width:400px){body{padding:16px}}</style>
<script type="module" src="/app.js"></script>`;

const { outputFiles } = await build({
  stdin: {
    contents: `import { scripted } from './test/widget/support/states.ts'; window.scripted = scripted;`,
    resolveDir: root,
    loader: 'ts',
  },
  bundle: true,
  format: 'esm',
  write: false,
  conditions: ['production'],
  // The released package promises no side effects for sources; here they are wanted.
  ignoreAnnotations: true,
});
const code = outputFiles[0]?.text ?? '';
const server = createServer((request, response) => {
  const script = request.url === '/app.js';
  response.setHeader('Content-Type', script ? 'text/javascript' : 'text/html').end(script ? code : page);
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = server.address();
const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
const browser = await chromium.launch({ executablePath: await findChrome(), args: chromeFlags });
await mkdir(folder, { recursive: true });
await mkdir(`${root}/docs`, { recursive: true });

const wanted = process.argv.slice(2);
const looks = [
  { look: 'light', colorScheme: 'light', forcedColors: 'none' },
  { look: 'dark', colorScheme: 'dark', forcedColors: 'none' },
  { look: 'forced', colorScheme: 'light', forcedColors: 'active' },
] as const;

for (const { look, colorScheme, forcedColors } of looks) {
  for (const width of [320, 768, 1280]) {
    const tab = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, forcedColors });
    for (const name of Object.keys(scripts)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      await tab.goto(origin);
      await tab.waitForFunction('window.scripted');
      await tab.evaluate(`window.scripted(${JSON.stringify(name)})`);
      const overflow = await tab.evaluate('document.documentElement.scrollWidth > innerWidth');
      if (overflow) console.log(`scrolls sideways: ${name} ${width}`);
      await tab.screenshot({
        path: `${folder}/${name.replace(/\W+/g, '-')}-${width}-${look}.png`,
        fullPage: true,
      });
    }
    await tab.close();
  }
}

if (wanted.length === 0) {
  const tab = await browser.newPage({ viewport: { width: 720, height: 400 } });
  await tab.goto(origin);
  await tab.waitForFunction('window.scripted');
  await tab.evaluate(`window.scripted('confirming')`);
  await tab.screenshot({ path: `${root}/docs/component.png`, fullPage: true });
}
await browser.close();
server.close();
