import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { brotliCompressSync } from 'node:zlib';
import resolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
/** Bytes after brotli, Lit and both languages included. Loaded into every record view, so growth is a decision. */
const limit = 21_000;
const folder = 'dist/widget';

const released = {
  name: 'released-version',
  transform: (code, id) =>
    id.endsWith('/widget/build.ts') ? `export const version = ${JSON.stringify(version)};\n` : null,
};

// A minifier leaves what is inside templates alone. No text of ours depends on line breaks.
const whitespace = {
  name: 'whitespace-in-templates',
  transform(code, id) {
    if (!id.includes('/widget/') || !id.endsWith('.ts')) return null;
    const lines = code.replace(/\n\s+/g, '\n').replace(/>\n</g, '><');
    const short = id.endsWith('.styles.ts')
      ? lines
          .replace(/\s*\n\s*/g, '\n')
          .replace(/ ?([{;:,>])[ \n]+/g, '$1')
          .replace(/ \{/g, '{')
          .replace(/;\}/g, '}')
          .replace(/\}\n/g, '}')
      : lines;
    return { code: short, map: null };
  },
};

// A page with Trusted Types allows policies by name, and each name once: under Lit's own name a second Lit on the page
// would break us, or we it. A Lit that no longer has this call must stop the build, not ship unnoticed.
const trustedTypesName = {
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
    entryFileNames: `sloering-widget-${version}.[hash].js`,
  },
  plugins: [
    resolve({ extensions: ['.ts', '.js'], exportConditions: ['production', 'default'] }),
    released,
    esbuild({ target: 'es2022', tsconfig: 'widget/tsconfig.json' }),
    whitespace,
    trustedTypesName,
    terser({ ecma: 2022, module: true, compress: { passes: 2 }, mangle: true }),
    entries,
  ],
};
