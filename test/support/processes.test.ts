import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startProgram } from './processes.ts';

const program = (source: string): readonly string[] => ['--eval', source];

test('a program is handed over once it has said that it is ready', async () => {
  const source = `console.log('starting'); console.log('ready on 4100'); setInterval(() => {}, 1000)`;
  const running = await startProgram({ args: program(source), ready: /ready on \d+/ });
  assert.equal(running.readyLine, 'ready on 4100');
  assert.match(running.output(), /starting/);
  assert.deepEqual(await running.kill(), { code: null, signal: 'SIGKILL' });
});

test('a program that ends before it is ready is reported with what it wrote', async () => {
  const source = `console.error('port 4100 is taken'); process.exitCode = 3`;
  await assert.rejects(
    startProgram({ args: program(source), ready: /ready/ }),
    /ended \(3\):\nport 4100 is taken/,
  );
});

test('a program that does not exist is reported', async () => {
  await assert.rejects(startProgram({ command: '/does/not/exist', args: [], ready: /ready/ }), /ENOENT/);
});

test('stopping lets the program tidy up and tells its exit code', async () => {
  const source = `process.on('SIGTERM', () => { console.log('tidied'); process.exit(5) });
    setInterval(() => {}, 1000); console.log('ready')`;
  const running = await startProgram({ args: program(source), ready: /ready/ });
  assert.deepEqual(await running.stop(), { code: 5, signal: null });
  assert.match(running.output(), /tidied/);
  await assert.rejects(running.line(/never written/), /ended/);
});
