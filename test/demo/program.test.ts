import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startProgram } from '../../examples/demo/program.ts';
import { createSignal } from '../support/signals.ts';

const folder = mkdtempSync(join(tmpdir(), 'sloering-program-'));
test.after(() => rmSync(folder, { recursive: true, force: true }));
const script = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

test('a program that ends by itself is said so and started again, until it ends too often', async () => {
  const gaveUp = createSignal<string>();
  const said: string[] = [];
  const file = script('ends.mjs', "console.log('ready'); setImmediate(() => process.exit(1));");
  const program = await startProgram(
    { name: 'p', args: [file], ready: /ready/, log: join(folder, 'ends.log') },
    (line) => {
      said.push(line);
      if (line.includes('not started again')) gaveUp.fire(line);
    },
  );
  await gaveUp.next();
  assert.equal(said.filter((line) => line.includes('is started again')).length, 5);
  await program.stop();
});

test('a program that ends before it is ready is refused, with what it wrote last', async () => {
  const file = script('never.mjs', "console.error('no such file'); process.exit(3);");
  await assert.rejects(
    startProgram(
      { name: 'p', args: [file], ready: /ready/, log: join(folder, 'never.log') },
      () => undefined,
    ),
    /p ended \(3\): no such file/,
  );
  assert.match(readFileSync(join(folder, 'never.log'), 'utf8'), /no such file/);
});
