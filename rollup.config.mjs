import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { brotliCompressSync } from 'node:zlib';
import resolve from '@rollup/plugin-node-resolve';
import { transform } from 'esbuild';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';
import { da } from './widget/locales/da.ts';
import { en } from './widget/locales/en.ts';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
/**
 * Bytes after brotli, Lit and both languages included. The aim is 12,000. It is not met: Lit takes 5,000, the sentences of
 * two languages 3,400, the styles 2,100, and the form itself 9,400. Growth is a decision.
 */
const limit = 19_940;
const folder = 'dist/widget';
/** Names no page, server or translator ever meets: not an attribute, an event's detail, a wire field or a text's key. */
const inside =
  /^(loaded|draft|failure|blurring|task|faults|apply|focusField|keepAlive|hostTells|mayRegister|on(State|Expiring|Expired)|checkColours|placeRegion|toFocus|moved|followed|escaped|focusNext|pressed|leaving|internals|field|wrong|limit|spoken)$/;

const released = {
  name: 'released-version',
  transform: (code, id) =>
    id.endsWith('/widget/build.ts') ? `export const version = ${JSON.stringify(version)};\n` : null,
};

// Both languages have the same keys, so the second one ships as sentences only, in the order of the first one's keys.
const sentences = {
  name: 'second-language-as-sentences',
  transform(_code, id) {
    if (!id.endsWith('/widget/locales/en.ts')) return null;
    const words = [];
    JSON.stringify(en, (_key, value) => (typeof value === 'string' ? words.push(value) : value));
    const list = JSON.stringify(words.join('|'));
    const code = `import { da } from './da.ts';
const words = ${list}.split('|');
export const en = JSON.parse(JSON.stringify(da, (key, value) => (value.trim ? words.shift() : value)));
`;
    const rest = list.slice(1, -1).split('|');
    const built = JSON.parse(JSON.stringify(da, (_key, value) => (value.trim ? rest.shift() : value)));
    if (rest.length > 0 || JSON.stringify(built) !== JSON.stringify(en))
      this.error('the second language cannot be built from the keys of the first');
    return { code, map: null };
  },
};

// A minifier leaves what is inside templates alone. No text of ours depends on line breaks, no attribute stands bare.
const whitespace = {
  name: 'whitespace-in-templates',
  async transform(code, id) {
    if (!id.includes('/widget/') || !id.endsWith('.ts')) return null;
    if (id.endsWith('.styles.ts')) {
      const parts = code.split(/(?<=css`)([^`]*)(?=`)/);
      const sheets = await Promise.all(parts.map((part, at) => (at % 2 ? minify(part) : part)));
      return { code: sheets.join(''), map: null };
    }
    const short = code
      .replace(/\n\s+/g, '\n')
      .replace(/(?<=>)\n|\n(?=[<>]|\$\{|`)|(?<=html`|[}"]`?)\n(?=<|\$\{|`)|(?<=html`)\n/g, '')
      .replace(/(?<=[\s"}][a-z-]+=)"([\w-]+)"(?!\s*\/)/g, '$1');
    return { code: short, map: null };
  },
};
// Our own custom properties are inherited by what the page puts into our slots: short names, and none a page would use.
const tokens = await readFile(new URL('widget/request/tokens.styles.ts', import.meta.url), 'utf8');
const own = [...new Set(tokens.match(/--(?!sloering-)[a-z-]+(?=:)/g))];
const renamed = (css) =>
  css.replace(/--[a-z-]+/g, (name) => (own.includes(name) ? `--_${own.indexOf(name).toString(36)}` : name));
const minify = async (css) => {
  const { code } = await transform(renamed(css), { loader: 'css', minify: true, target: 'chrome125' });
  return code.trim().replace(/([:,]) | ([*/]) /g, '$1$2');
};

// What Lit does for browsers without constructed style sheets, and for polyfills, cannot happen where this element runs.
const oldBrowsers = {
  name: 'lit-without-old-browsers',
  transform(code, id) {
    if (!/\/(lit-html|lit-element|reactive-element|css-tag)\.js$/.test(id)) return null;
    const now = code
      .replace(/(\w)\.ShadowRoot&&\(void 0===\1\.ShadyCSS.*?CSSStyleSheet\.prototype/, '!0')
      .replace(/\w+\.(litHtml|litElement|reactiveElement)PolyfillSupport/, 'null')
      .replace(/\w+\.litElementHydrateSupport/, 'null');
    if (now === code) this.error(`nothing to leave out in ${id}; Lit has changed`);
    return { code: now, map: null };
  },
};

// A page with Trusted Types allows policies by name, and each name once: under Lit's own name a second Lit on the page
// would break us, or we it. A Lit that no longer has this call must stop the build, not ship unnoticed.
export const trustedTypesName = {
  name: 'trusted-types-name',
  transform(code, id) {
    if (!/\/lit-html\/lit-html\.js$/.test(id)) return null;
    const found = code.match(/createPolicy\((["'])lit-html\1/g) ?? [];
    if (found.length !== 1)
      this.error(`expected one createPolicy("lit-html") in lit-html, found ${found.length}`);
    return { code: code.replace(found[0], 'createPolicy("sloering"'), map: null };
  },
  generateBundle(_options, bundle) {
    const chunks = Object.values(bundle).filter(({ type }) => type === 'chunk');
    if (!chunks.some(({ code }) => code.includes('createPolicy("sloering"')))
      this.error('the Trusted Types policy is not named "sloering" in the bundle');
  },
};

const facts = (name, file, code) => ({
  name,
  file,
  integrity: `sha384-${createHash('sha384').update(code).digest('base64')}`,
  bytes: Buffer.byteLength(code),
  bytes_brotli: brotliCompressSync(code).length,
});

// One immutable file named by its content, and three small ones with stable names.
const entries = {
  name: 'entries',
  generateBundle(_options, bundle) {
    const [chunk] = Object.values(bundle).filter(({ type }) => type === 'chunk');
    const widget = facts('sloering-widget', chunk.fileName, chunk.code);
    if (widget.bytes_brotli > limit)
      this.error(`${widget.file} is ${widget.bytes_brotli} bytes brotli, above the limit of ${limit}`);
    const emit = (fileName, source) => this.emitFile({ type: 'asset', fileName, source });
    emit('define.js', `import './${widget.file}';\n`);
    emit('index.js', `export * from './${widget.file}';\n`);
    emit('manifest.json', `${JSON.stringify([widget], null, 2)}\n`);
    this.info(`${widget.file}: ${widget.bytes} bytes, ${widget.bytes_brotli} brotli (limit ${limit})`);
  },
  // Afterwards, so that a server that reads the folder meanwhile always finds a whole component.
  async writeBundle(_options, bundle) {
    const [{ file, integrity }] = JSON.parse(await readFile(`${folder}/manifest.json`, 'utf8'));
    // A wrong hash would stop the component on every page that checks it.
    if (facts('', file, await readFile(`${folder}/${file}`)).integrity !== integrity)
      this.error(`the manifest's integrity is not that of ${file} as written`);
    for (const name of await readdir(folder))
      if (name.startsWith('sloering-widget-') && !(name in bundle)) await rm(`${folder}/${name}`);
  },
};

export default {
  input: 'widget/bundle.ts',
  onwarn: (warning, warn) => (warning.code === 'SOURCEMAP_BROKEN' ? undefined : warn(warning)),
  output: {
    dir: folder,
    format: 'es',
    sourcemap: true,
    banner: '/*! Lit: Copyright 2017 Google LLC, BSD-3-Clause */',
    entryFileNames: `sloering-widget-${version}.[hash].js`,
  },
  plugins: [
    resolve({ extensions: ['.ts', '.js'], exportConditions: ['production', 'default'] }),
    released,
    esbuild({ target: 'es2022', tsconfig: 'widget/tsconfig.json' }),
    sentences,
    whitespace,
    trustedTypesName,
    oldBrowsers,
    terser({
      ecma: 2022,
      module: true,
      compress: { passes: 3, inline: 1 },
      mangle: { properties: { regex: inside } },
      format: { comments: /^!/ },
    }),
    entries,
  ],
};
