import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { authenticateOperator, parseOperators } from '../../server/operations/operators.ts';

const run = (...args: string[]): Promise<{ code: number; out: string; err: string }> =>
  new Promise((done) => {
    const child = execFile(process.execPath, ['server/operator.ts', ...args], (_error, out, err) =>
      done({ code: child.exitCode ?? -1, out, err }),
    );
  });

test('add writes a hash and prints the key that opens it, once', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'sloering-operator-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'operators');
  const { code, out } = await run('add', 'anna', '--file', file);
  const key = out.trim();
  assert.equal(code, 0);
  assert.match(key, /^[\w-]{43}$/);
  const text = readFileSync(file, 'utf8');
  assert.ok(!text.includes(key));
  assert.equal(statSync(file).mode & 0o077, 0);
  const header = `Basic ${Buffer.from(`anna:${key}`).toString('base64')}`;
  assert.equal(authenticateOperator(parseOperators(text), header), 'operator:anna');
});

test('test, pause, resume and deliveries ask the running server, and the exit code says how it went', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'sloering-operator-'));
  writeFileSync(join(folder, 'key'), 'secret\n');
  const asked: string[] = [];
  let result = 'accepted';
  let status = 200;
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      asked.push(`${request.method} ${request.url} ${request.headers.authorization} ${body}`);
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(JSON.stringify({ result, code: '' }));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  t.after(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const who = ['--as', 'anna', '--key-file', join(folder, 'key'), '--url', url];
  const scope = ['--tenant', 'eksempelby', '--cvr', '29190623'];
  const basic = `Basic ${Buffer.from('anna:secret').toString('base64')}`;

  assert.equal((await run('test', ...scope, ...who)).code, 0);
  result = 'failed';
  assert.equal((await run('test', ...scope, ...who)).code, 1);
  result = 'resumed';
  assert.equal((await run('resume', ...scope, '--reference', 'abc', ...who)).code, 0);
  assert.equal((await run('deliveries', ...who)).code, 0);
  status = 401;
  assert.equal((await run('pause', ...scope, ...who)).code, 1);
  assert.deepEqual(asked, [
    `POST /test ${basic} tenant=eksempelby&cvr=29190623`,
    `POST /test ${basic} tenant=eksempelby&cvr=29190623`,
    `POST /resume ${basic} tenant=eksempelby&cvr=29190623&reference=abc`,
    `GET /deliveries ${basic} `,
    `POST /pause ${basic} tenant=eksempelby&cvr=29190623`,
  ]);
});

test('a command line that makes no sense is answered with the usage', async () => {
  for (const args of [[], ['add', 'anna'], ['explode', '--key-file', 'x'], ['test']]) {
    const { code, err } = await run(...args);
    assert.equal(code, 2);
    assert.match(err, /node server\/operator\.ts add NAME/);
  }
});

test('a key file that is not there, or no server, is one line and no stack', async () => {
  const missing = await run('deliveries', '--key-file', '/nonexistent', '--as', 'anna');
  assert.equal(missing.code, 1);
  assert.doesNotMatch(missing.err, /\n\s+at /);
});
