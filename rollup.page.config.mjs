import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import resolve from '@rollup/plugin-node-resolve';
import { transform } from 'esbuild';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';
import { trustedTypesName } from './rollup.config.mjs';
import { colours } from './widget/page/colours.ts';

const folder = 'dist/page';
const system = 'node_modules/dkfds/dist';
const hash = (content) => createHash('sha256').update(content).digest('base64url').slice(0, 10);

/** The weights the page uses, Latin letters only. */
const fonts = { 400: 'Regular', 600: 'SemiBold' };

const icon = (name, fill) => {
  const svg = readFileSync(`${system}/img/svg-icons/${name}.svg`, 'utf8')
    .replace(/<\?xml.*?\?>|<!--.*?-->/gs, '')
    .replace(/ fill="[^"]*"/g, '')
    .replace('<svg ', `<svg fill="${fill}" `)
    .trim();
  return `url("data:image/svg+xml,${encodeURIComponent(svg)}")`;
};

/**
 * The design system's sheet has neither custom properties nor a dark theme. Each of its colours becomes a property with a light and a dark
 * value (widget/page/colours.ts); each icon becomes two, in the colour of the text it stands beside.
 */
const recolour = (css) => {
  const unknown = new Set();
  const icons = new Set();
  const body = css
    .replace(/@font-face\{[^}]*\}/g, '')
    .replace(/url\(["']?\.\.\/img\/svg-icons\/([\w-]+)\.svg["']?\)/g, (_, name) => {
      icons.add(name);
      return `var(--icon-${name})`;
    })
    .replace(/#[0-9a-f]{3,8}\b/gi, (literal) => {
      const name = literal.toLowerCase().slice(1);
      if (!(name in colours)) unknown.add(name);
      return `var(--dk-${name})`;
    })
    .replace(/url\(\.\.[^)]*\)/g, 'none');
  if (unknown.size > 0) throw new Error(`dkfds has colours without a dark value: ${[...unknown].join(' ')}`);
  const theme = (side) => [
    ...Object.entries(colours).map(([name, pair]) => `--dk-${name}:${pair[side]}`),
    ...[...icons].map(
      (name) =>
        `--icon-${name}:${icon(name.replace(/-white$/, ''), colours[name.endsWith('-white') ? 'fff' : '1a1a1a'][side])}`,
    ),
  ];
  const light = theme(0).join(';');
  const dark = theme(1).join(';');
  return `:root{color-scheme:light dark;${light}}@media (prefers-color-scheme:dark){:root{${dark}}}${body}`;
};

const sheets = () =>
  readdirSync('widget/page', { recursive: true })
    .filter((name) => name.endsWith('.css'))
    .sort()
    .map((name) => readFileSync(`widget/page/${name}`, 'utf8'));

// The script, what it loads later, one style sheet, two fonts, each named by its content.
const assets = {
  name: 'page-assets',
  async generateBundle(_options, bundle) {
    const chunk = Object.values(bundle).find(({ isEntry }) => isEntry);
    const emit = (fileName, source) => this.emitFile({ type: 'asset', fileName, source });
    const faces = Object.entries(fonts).map(([weight, name]) => {
      const source = readFileSync(`${system}/fonts/IBMPlexSans/complete/woff2/IBMPlexSans-${name}.woff2`);
      const file = `plex-${weight}.${hash(source)}.woff2`;
      emit(file, source);
      return `@font-face{font-family:"IBM Plex Sans";font-weight:${weight};font-display:swap;src:url(${file}) format("woff2")}`;
    });
    const css = [...faces, recolour(readFileSync(`${system}/css/dkfds.min.css`, 'utf8')), ...sheets()].join(
      '\n',
    );
    const { code } = await transform(css, { loader: 'css', minify: true, target: 'chrome125' });
    const style = `page.${hash(code)}.css`;
    emit(style, code);
    emit('manifest.json', `${JSON.stringify({ script: chunk.fileName, style }, null, 2)}\n`);
  },
  async writeBundle(_options, bundle) {
    for (const name of await readdir(folder)) if (!(name in bundle)) await rm(`${folder}/${name}`);
  },
};

export default {
  input: 'widget/page/page.ts',
  onwarn: (warning, warn) => (warning.code === 'SOURCEMAP_BROKEN' ? undefined : warn(warning)),
  output: {
    dir: folder,
    format: 'es',
    banner: '/*! Lit: Copyright 2017 Google LLC, BSD-3-Clause. dkfds: MIT; IBM Plex: OFL-1.1 */',
    entryFileNames: 'page.[hash].js',
    chunkFileNames: '[name].[hash].js',
  },
  plugins: [
    resolve({ extensions: ['.ts', '.js'], exportConditions: ['production', 'default'] }),
    esbuild({ target: 'es2022', tsconfig: 'widget/tsconfig.json' }),
    trustedTypesName,
    terser({ ecma: 2022, module: true, format: { comments: /^!/ } }),
    assets,
  ],
};
