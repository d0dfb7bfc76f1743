import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { portsInUse, readDemoSettings, whyNot, type DemoSettings } from '../../examples/demo/settings.ts';
import { freePort } from '../support/ports.ts';

const settingsOf = (environment: Record<string, string>): DemoSettings => {
  const read = readDemoSettings(environment);
  if (typeof read === 'string') throw new Error(read);
  return read;
};

const sentenceFor = (environment: Record<string, string>): string => {
  const read = readDemoSettings(environment);
  return typeof read === 'string' ? read : '';
};

test('the ports follow the start page’s, unless one is set by itself', () => {
  assert.deepEqual(settingsOf({}).ports, {
    start: 4000,
    server: 4100,
    national: 4200,
    minlog: 4300,
    operations: 4400,
    login: 4500,
    mail: 4600,
    smtp: 4601,
  });
  assert.deepEqual(settingsOf({ SLOERING_DEMO_PORT: '5000', SLOERING_DEMO_SERVER_PORT: '6000' }).ports, {
    start: 5000,
    server: 6000,
    national: 5200,
    minlog: 5300,
    operations: 5400,
    login: 5500,
    mail: 5600,
    smtp: 5601,
  });
});

for (const port of ['no', '0', '65536', '4000.5', '65500']) {
  test(`a start port of ${port} is answered with a sentence`, () => {
    assert.match(sentenceFor({ SLOERING_DEMO_PORT: port }), /must be a port number|same port/);
  });
}

test('two parts on one port are answered with a sentence', () => {
  assert.match(sentenceFor({ SLOERING_DEMO_SERVER_PORT: '4000' }), /same port/);
});

test('a port in use is named, with the setting and what to type', async () => {
  const port = await freePort();
  const other = createServer().listen(port, '127.0.0.1');
  await new Promise((listening) => other.once('listening', listening));
  const free = {
    server: await freePort(),
    national: await freePort(),
    minlog: await freePort(),
    operations: await freePort(),
    login: await freePort(),
    mail: await freePort(),
    smtp: await freePort(),
  };
  const sentences = await portsInUse({ data: '', ports: { start: port, ...free } });
  other.close();
  assert.equal(sentences.length, 1);
  assert.match(
    sentences[0] ?? '',
    new RegExp(`^Port ${port} is in use .*SLOERING_DEMO_PORT=${port + 1000} npm start$`),
  );
});

for (const [code, said] of [
  ['ENOSPC', 'full'],
  ['EACCES', 'cannot be written to'],
  ['ENOTDIR', 'is not a folder'],
] as const) {
  test(`${code} is answered with what to do, not with a stack`, () => {
    const sentence = whyNot(Object.assign(new Error('x'), { code }), '/data');
    assert.ok(sentence.includes(said) && sentence.includes('SLOERING_DEMO_DATA='));
  });
}
