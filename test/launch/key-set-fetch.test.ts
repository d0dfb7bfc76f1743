import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { suite, test, type TestContext } from 'node:test';
import { fetchKeySet } from '../../server/launch/key-set-fetch.ts';
import { isReachable } from '../../server/launch/private-address.ts';
import { publicHalf } from './forge.ts';
import { startKeyHost, startTlsKeyHost } from './key-host.ts';

const keySet = JSON.stringify({ keys: [publicHalf('es256')] });
const insecure = { allowInsecureLoopback: true };

const hostOf = async (t: TestContext, answer: RequestListener) => {
  const host = await startKeyHost(answer);
  t.after(host.close);
  return { ...host, url: `http://127.0.0.1:${host.port}/jwks` };
};
const saying =
  (body: string, headers: Record<string, string> = {}): RequestListener =>
  (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(body);
  };

suite('fetching a key set', () => {
  test('reads keys and how long they may be kept', async (t) => {
    const kept: [header: Record<string, string>, maxAgeMs: number][] = [
      [{}, 300_000],
      [{ 'cache-control': 'public, max-age=120' }, 120_000],
      [{ 'cache-control': 'no-store' }, 0],
    ];
    for (const [headers, maxAgeMs] of kept) {
      const { url } = await hostOf(t, saying(keySet, headers));
      assert.deepEqual(await fetchKeySet(url, insecure), { keys: [publicHalf('es256')], maxAgeMs });
    }
  });

  test('fetches over HTTPS and checks the certificate', async (t) => {
    const host = await startTlsKeyHost(saying(keySet));
    t.after(host.close);
    const url = `https://localhost:${host.port}/jwks`;
    const resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    assert.ok('keys' in (await fetchKeySet(url, { ...insecure, resolve, ca: host.ca })));
    assert.deepEqual(await fetchKeySet(url, { ...insecure, resolve }), { failed: 'unreachable' });
  });

  // Attack: a redirect from a registered host to an address inside our network.
  test('follows no redirect', async (t) => {
    const inside = await hostOf(t, saying(keySet));
    const host = await hostOf(t, (_, response) => response.writeHead(302, { location: inside.url }).end());
    assert.deepEqual(await fetchKeySet(host.url, insecure), { failed: 'status' });
    assert.equal(inside.requests(), 0);
  });

  // Attack: fill the memory.
  test('stops reading after 64 KiB, also without a length header', async (t) => {
    const { url } = await hostOf(t, (_, response) => {
      response.writeHead(200);
      for (let i = 0; i < 70; i += 1) response.write(' '.repeat(1024));
      response.end(keySet);
    });
    assert.deepEqual(await fetchKeySet(url, insecure), { failed: 'too_large' });
  });

  // Attack: hold the connection open. The clock is the injected signal, fired once the request has arrived.
  test('gives up on a host that never finishes', async (t) => {
    const controller = new AbortController();
    const { url } = await hostOf(t, (_, response) => {
      response.writeHead(200);
      response.write('{"keys":[', () => controller.abort());
    });
    assert.deepEqual(await fetchKeySet(url, { ...insecure, timeout: () => controller.signal }), {
      failed: 'timeout',
    });
  });

  test('refuses what is no key set, and more than twenty keys', async (t) => {
    const many = JSON.stringify({ keys: Array.from({ length: 21 }, () => publicHalf('es256')) });
    for (const body of ['', '<html>', '[]', 'null', '{"keys":{}}', '{"keys":["x"]}', many]) {
      const { url } = await hostOf(t, saying(body));
      assert.deepEqual(await fetchKeySet(url, insecure), { failed: 'not_a_key_set' }, body.slice(0, 20));
    }
  });

  test('says unreachable where nobody listens', async (t) => {
    const host = await hostOf(t, saying(keySet));
    await host.close();
    assert.deepEqual(await fetchKeySet(host.url, insecure), { failed: 'unreachable' });
  });
});

suite('addresses of key sets', () => {
  test('only HTTPS, without credentials in the address', async () => {
    for (const url of [
      'http://keys.example.dk/jwks',
      'ftp://keys.example.dk/',
      'file:///etc/passwd',
      'https://a:b@keys.example.dk/',
    ]) {
      assert.deepEqual(await fetchKeySet(url), { failed: 'url_not_allowed' }, url);
    }
    assert.deepEqual(await fetchKeySet('http://keys.example.dk/jwks', insecure), {
      failed: 'url_not_allowed',
    });
  });

  // Attack: a registered address that leads to the cloud's metadata service or the database.
  test('refuses literal addresses that are not public, in every spelling', async () => {
    const literals = [
      '127.0.0.1',
      '2130706433',
      '0x7f.1',
      '10.1.2.3',
      '169.254.169.254',
      '192.168.1.1',
      '[::1]',
      '[fe80::1]',
      '[fd00::1]',
      '[::ffff:10.0.0.1]',
      '[64:ff9b::a00:1]',
      '0.0.0.0',
    ];
    for (const host of literals) {
      assert.deepEqual(await fetchKeySet(`https://${host}/jwks`), { failed: 'address_not_allowed' }, host);
    }
  });

  // Attack: DNS rebinding. The name is public when looked at and private when connected to; here every look-up is the one connected to.
  test('refuses a name that leads to a private address, even beside a public one', async (t) => {
    const host = await hostOf(t, saying(keySet));
    const lists = [['127.0.0.1'], ['10.0.0.7'], ['193.0.6.139', '127.0.0.1'], []];
    for (const addresses of lists) {
      const resolve = () => Promise.resolve(addresses.map((address) => ({ address, family: 4 })));
      const url = `https://keys.example.dk:${host.port}/jwks`;
      assert.deepEqual(await fetchKeySet(url, { resolve }), { failed: 'address_not_allowed' });
    }
    assert.equal(host.requests(), 0);
  });

  test('a name that cannot be resolved is unreachable', async () => {
    const resolve = () => Promise.reject(new Error('ENOTFOUND'));
    assert.deepEqual(await fetchKeySet('https://keys.example.dk/jwks', { resolve }), {
      failed: 'unreachable',
    });
  });

  test('public addresses are reachable; loopback only where allowed, other private ones never', () => {
    for (const address of ['193.0.6.139', '2a00:1450:400f:80d::200e'])
      assert.ok(isReachable(address, false), address);
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) {
      assert.ok(!isReachable(address, false), address);
      assert.ok(isReachable(address, true), address);
    }
    for (const address of [
      '10.0.0.1',
      '172.31.255.255',
      '100.64.0.1',
      '::ffff:192.168.0.1',
      'fe80::1',
      'ff02::1',
      'name',
    ]) {
      assert.ok(!isReachable(address, true), address);
    }
  });
});
