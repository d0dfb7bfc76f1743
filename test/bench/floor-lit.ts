import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';

/** Bytes of Lit alone (LitElement, html, css), bundled and compressed as the component is. */
export const litBytes = async (): Promise<number> => {
  const built = await build({
    stdin: { contents: "export { LitElement, html, css } from 'lit'", resolveDir: process.cwd() },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['production'],
    legalComments: 'none',
    write: false,
  });
  const code = built.outputFiles[0]?.contents ?? new Uint8Array();
  return brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
};
