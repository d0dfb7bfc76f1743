import type { PageFiles } from '../page-files.ts';

/**
 * A document of the hosted page: nothing inline, so that its content security policy can forbid everything inline. Title and body are ours,
 * with everything from elsewhere in them escaped already.
 */
export const frame = (
  { manifest }: PageFiles,
  { title, body, script }: { title: string; body: string; script: boolean },
): string => `<!doctype html>
<html lang="da">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/page-assets/${manifest.style}">
${script ? `<script type="module" src="/page-assets/${manifest.script}"></script>` : ''}
</head>
<body>${body}</body>
</html>
`;
