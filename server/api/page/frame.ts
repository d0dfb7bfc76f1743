import { html, raw } from 'hono/html';
import type { PageFiles } from '../page-files.ts';

/** A document of the hosted page: nothing inline, so that its content security policy can forbid everything inline. `body` is ours, never input. */
export const frame = (
  { manifest }: PageFiles,
  { title, body, script, lang = 'da' }: { title: string; body: string; script: boolean; lang?: string },
): string =>
  String(
    html`<!doctype html>
      <html lang="${lang}">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <meta name="robots" content="noindex" />
          <title>${title}</title>
          <link rel="icon" href="data:," />
          <link rel="stylesheet" href="/page-assets/${manifest.style}" />
          ${script ? raw(`<script type="module" src="/page-assets/${manifest.script}"></script>`) : ''}
        </head>
        <body>
          ${raw(body)}
        </body>
      </html> `,
  );
