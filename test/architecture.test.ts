import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
const config = require('../.dependency-cruiser.cjs') as { forbidden: { name: string }[] };

interface Cruise {
  modules: { source: string; coreModule?: boolean }[];
  summary: { violations: { from: string; to: string; rule: { name: string } }[] };
}

/** Runs the boundary checker just as `npm run check:boundaries` does. */
function cruise(cwd: string, folders: readonly string[]): Promise<Cruise> {
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const args = ['--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json', ...folders];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [program, ...args], { cwd, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      if (stdout === '') reject(new Error(stderr, { cause: error }));
      else resolve(JSON.parse(stdout) as Cruise);
    });
  });
}

describe('the boundary checker', () => {
  let violations: Cruise['summary']['violations'];

  before(async () => {
    violations = (await cruise(join(root, 'test/architecture/fixtures'), ['.'])).summary.violations;
  });

  for (const { name } of config.forbidden) {
    test(`reports the forbidden import planted for "${name}"`, () => {
      assert(
        violations.some(({ rule }) => rule.name === name),
        `no fixture breaks ${name}`,
      );
    });
  }

  test('leaves the permitted imports of the fixtures alone', () => {
    const permitted = ['allowed.ts', 'store.ts', 'inside.ts', 'port.ts', 'proof.ts', 'demo.ts', 'api.ts'];
    assert.deepEqual(
      violations.filter(({ from }) => permitted.includes(basename(from))),
      [],
    );
  });

  // With a compiler it does not know, dependency-cruiser reads no TypeScript at all and reports no violation.
  test('reads the whole project, and the project keeps to its boundaries', async () => {
    const real = await cruise(root, ['shared', 'server', 'widget', 'examples', 'test', 'scripts']);
    const own = real.modules.filter(({ source }) =>
      /^(shared|server|widget|examples|test)\/.*[.]ts$/.test(source),
    );
    assert(own.length > 120, `only ${own.length} modules were read`);
    assert.deepEqual(
      real.summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`),
      [],
    );
  });
});

describe('the lint rules', () => {
  const eslint = new ESLint({ cwd: root });

  /** Lints a text as if it stood in the first file of the folder: type-aware rules need a file of the project. */
  async function lint(folder: string, text: string): Promise<string[]> {
    const file = readdirSync(join(root, folder)).find((name) => name.endsWith('.ts') && name !== 'main.ts');
    assert(file !== undefined, `${folder} has no source file`);
    const [result] = await eslint.lintText(text, { filePath: join(root, folder, file) });
    assert(result !== undefined);
    return result.messages.map(({ ruleId, message }) => ruleId ?? message);
  }

  const BANNED: { folder: string; text: string; rule: string }[] = [
    { folder: 'server/domain', text: 'export const now = Date.now();', rule: 'no-restricted-properties' },
    { folder: 'server/domain', text: 'export const now = new Date();', rule: 'no-restricted-syntax' },
    { folder: 'server/domain', text: 'export const now = Date();', rule: 'no-restricted-syntax' },
    { folder: 'server/domain', text: 'export const die = Math.random();', rule: 'no-restricted-properties' },
    {
      folder: 'server/domain',
      text: 'export const id = crypto.randomUUID();',
      rule: 'no-restricted-globals',
    },
    { folder: 'server/idsas', text: 'export const now = Date.now();', rule: 'no-restricted-properties' },
    { folder: 'server/idsas', text: 'export const now = new Date();', rule: 'no-restricted-syntax' },
    { folder: 'server/idsas', text: 'export const die = Math.random();', rule: 'no-restricted-properties' },
    { folder: 'server/idsas', text: `console.log('sent');`, rule: 'no-console' },
    { folder: 'shared', text: 'export const now = Date.now();', rule: 'no-restricted-properties' },
    {
      folder: 'shared',
      text: 'export const x = (value: any) => value;',
      rule: '@typescript-eslint/no-explicit-any',
    },
    {
      folder: 'server/idsas',
      text: 'const send = async () => 1;\nsend();',
      rule: '@typescript-eslint/no-floating-promises',
    },
    {
      folder: 'server/idsas',
      text: 'const send = async () => false;\nexport const sent = send() ? 1 : 2;',
      rule: '@typescript-eslint/no-misused-promises',
    },
    {
      folder: 'server/domain',
      text: `export const f = (x: 'a' | 'b') => { switch (x) { case 'a': return 1; } return 2; };`,
      rule: '@typescript-eslint/switch-exhaustiveness-check',
    },
    {
      folder: 'server/idsas',
      text: `import { KeyObject } from 'node:crypto';\nexport const f = (key: KeyObject) => key.type;`,
      rule: '@typescript-eslint/consistent-type-imports',
    },
    {
      folder: 'shared',
      text: '/* eslint-disable no-console */\nexport const x = 1;',
      rule: "Unused eslint-disable directive (no problems were reported from 'no-console').",
    },
    { folder: 'test', text: `import 'node:timers/promises';`, rule: 'no-restricted-imports' },
    // Attack: text from another system, such as a department's name, shown as markup, runs as a script in the care record.
    { folder: 'widget', text: `import 'lit/directives/unsafe-html.js';`, rule: 'no-restricted-imports' },
  ];

  for (const { folder, text, rule } of BANNED) {
    test(`${rule} stops "${text.split('\n').at(-1)}" in ${folder}`, async () => {
      assert((await lint(folder, text)).includes(rule));
    });
  }

  test('let a test print and a date be made from a given instant', async () => {
    assert.deepEqual(await lint('test', `console.log('seed');`), []);
    assert.deepEqual(await lint('server/domain', 'export const at = (ms: number) => new Date(ms);'), []);
  });
});
