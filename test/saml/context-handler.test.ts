import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { startContextHandler } from '../../examples/simulators/context-handler/simulator.ts';
import { usersSchema } from '../../examples/simulators/context-handler/users.ts';
import { instant } from '../../server/domain/ids.ts';
import type { SamlSettings } from '../../server/saml/port.ts';
import { watchIdentityProvider } from '../../server/saml/provider.ts';
import { createServiceProvider } from '../../server/saml/service-provider.ts';
import { settings } from './answer.ts';

const users = usersSchema.parse(
  JSON.parse(
    await readFile(new URL('../../examples/simulators/context-handler/users.json', import.meta.url), 'utf8'),
  ),
);
// The simulator lives in real time.
const now = () => instant(Date.now());

/** Against the stand-in for the Context Handler, written by others from the same contract. */
describe('the Context Handler’s stand-in', () => {
  let folder: string;
  let url: string;
  let close: () => Promise<void>;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'saml-'));
    const file = join(folder, 'sp.xml');
    const own = createServiceProvider({
      settings,
      provider: () => assert.fail('metadata needs no provider'),
      randomBytes,
    });
    await writeFile(file, own.metadata());
    const started = await startContextHandler({
      folder,
      systems: [file],
      users,
      roleBase: settings.roleBase,
    });
    url = started.url;
    close = started.close;
  });
  after(async () => {
    await close();
    await rm(folder, { recursive: true });
  });

  const change = async (switches: Readonly<Record<string, unknown>>) => {
    const send = (path: string, body: unknown) =>
      fetch(`${url}/control/${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Origin: url },
        body: JSON.stringify(body),
      });
    assert.ok((await send('reset', {})).ok);
    const answer = await send('settings', switches);
    assert.ok(answer.ok, await answer.text());
  };

  const logIn = async (user: string, changed: Partial<SamlSettings> = {}) => {
    const xml = await (await fetch(`${url}/runtime/saml2/metadata.idp`)).text();
    const entityId = /entityID="([^"]*)"/.exec(xml)?.[1] ?? assert.fail('no entityID');
    const watch = watchIdentityProvider({ load: async () => xml, entityId, onReload: () => undefined });
    assert.equal((await watch.reload()).code, 'ok');
    const provider = createServiceProvider({
      settings: { ...settings, ...changed },
      provider: watch.current,
      randomBytes,
    });
    const id = provider.newId();
    const createdAt = now();
    const address = await provider.loginAddress({
      ...{ id, relayState: id, forceAuthn: false, level: null, now: createdAt },
    });
    const picker = await (await fetch(address)).text();
    const request = /name="request" value="([^"]*)"/.exec(picker)?.[1] ?? assert.fail(picker);
    const posting = await fetch(`${url}/runtime/login`, {
      method: 'POST',
      headers: { Origin: url },
      body: new URLSearchParams({ request, user }),
    });
    const page = await posting.text();
    const message = /name="SAMLResponse" value="([^"]*)"/.exec(page)?.[1] ?? assert.fail(page);
    const body = new URLSearchParams({ SAMLResponse: message }).toString();
    const take = async (asked: string) => (asked === id ? { id, forceAuthn: false, createdAt } : undefined);
    const answer = await provider.acceptLogin(body, take, now());
    return { provider, answer };
  };

  test('every way of encrypting that we allow is accepted, in both profiles', async () => {
    const ways: [Readonly<Record<string, string>>, Partial<SamlSettings>][] = [
      ...['mgf1p-sha1', 'mgf1p-sha256', 'oaep-sha256-mgf-sha256', 'oaep-sha256-mgf-default'].map(
        (transport): [Readonly<Record<string, string>>, Partial<SamlSettings>] => [{ transport }, {}],
      ),
      [{ content: 'aes128-gcm', keyInfo: 'none' }, {}],
      [{ content: 'aes256-cbc' }, { allowCbc: true }],
      [{ content: 'none' }, { requireEncryption: false }],
      [{ privileges: 'itst', constraints: 'comma' }, {}],
      [{ nameId: 'persistent' }, {}],
      [{ levels: 'nist' }, { acceptNistLevels: true }],
      [{ profile: 'oiosaml2' }, { acceptNistLevels: true }],
      [{ signing: 'second' }, {}],
    ];
    for (const [switches, changed] of ways) {
      await change(switches);
      const { answer } = await logIn('leder', changed);
      assert.deepEqual(
        answer.ok ? answer.grants : answer,
        [{ cvr: '29190623', role: 'manager', units: null }],
        JSON.stringify(switches),
      );
    }
  });

  test('every wrong answer it can give is refused', async () => {
    const wrong: [Readonly<Record<string, string>>, string][] = [
      [{ content: 'none' }, 'not_encrypted'],
      [{ content: 'aes256-cbc' }, 'encryption_algorithm'],
      [{ transport: 'rsa-1_5' }, 'encryption_algorithm'],
      [{ levels: 'nist' }, 'level_missing'],
      [{ fault: 'wrong-audience' }, 'audience'],
      [{ fault: 'no-audience' }, 'audience'],
      [{ fault: 'no-conditions' }, 'conditions'],
      [{ fault: 'conditions-expired' }, 'conditions_time'],
      [{ fault: 'not-yet-valid' }, 'conditions_time'],
      [{ fault: 'confirmation-expired' }, 'confirmation_time'],
      [{ fault: 'wrong-recipient' }, 'recipient'],
      [{ fault: 'wrong-destination' }, 'destination'],
      [{ fault: 'in-response-to-unknown' }, 'request_unknown'],
      [{ fault: 'in-response-to-missing' }, 'request_unknown'],
      [{ fault: 'in-response-to-missing-in-assertion' }, 'confirmation_request'],
      [{ fault: 'responder' }, 'status'],
      [{ fault: 'responder-with-assertion' }, 'status'],
      [{ fault: 'authn-failed' }, 'status_cancelled'],
      [{ fault: 'no-authn-context' }, 'status_too_weak'],
      [{ fault: 'sha1' }, 'signature_algorithm'],
      [{ fault: 'doctype' }, 'xml_declaration'],
      [{ fault: 'two-assertions' }, 'one_assertion'],
      [{ fault: 'unsigned' }, 'signature_missing'],
      [{ fault: 'response-signed' }, 'signature_missing'],
      [{ fault: 'tampered-name' }, 'signature'],
      [{ fault: 'tampered-cvr' }, 'signature'],
      [{ fault: 'attacker-key' }, 'signature'],
      [{ fault: 'cipher-changed' }, 'decryption'],
    ];
    for (const [switches, rule] of wrong) {
      await change(switches);
      const { answer } = await logIn('leder');
      assert.equal(answer.ok ? 'accepted' : answer.rule, rule, JSON.stringify(switches));
    }
    for (const fault of ['wrong-issuer', 'in-response-to-swapped']) {
      await change({ fault });
      assert.equal((await logIn('leder')).answer.ok, false, fault);
    }
  });

  test('each of its users gets what the roles say', async () => {
    await change({});
    const heldBy = async (user: string) => {
      const { answer } = await logIn(user);
      assert.ok(answer.ok, user);
      return {
        held: answer.grants.map(({ cvr, role, units }) => `${cvr} ${role}${units ? ' limited' : ''}`).sort(),
        dropped: answer.dropped.map(({ reason }) => reason),
      };
    };
    assert.deepEqual(await heldBy('leder-enhed'), { held: ['29190623 manager limited'], dropped: [] });
    assert.deepEqual(await heldBy('kle'), { held: [], dropped: ['constraint_unknown'] });
    assert.deepEqual(await heldBy('uden-roller'), { held: [], dropped: [] });
    assert.deepEqual(await heldBy('lav'), { held: [], dropped: ['level_too_low'] });
    assert.deepEqual(await heldBy('administrator'), { held: ['29190623 admin'], dropped: [] });
    assert.deepEqual(await heldBy('delegeret'), {
      held: ['29190623 employee', '29190623 manager'],
      dropped: [],
    });
    assert.deepEqual(await heldBy('komma'), { held: ['29190623 employee'], dropped: [] });
    assert.deepEqual(await heldBy('mellemrum'), { held: ['29190623 employee'], dropped: [] });
  });

  test('it believes our logout and answers with one we believe', async () => {
    await change({});
    const { provider, answer } = await logIn('leder');
    assert.ok(answer.ok);
    const { nameId, sessionIndex } = answer;
    const id = provider.newId();
    const address = await provider.logoutAddress({
      id,
      nameId,
      sessionIndex,
      relayState: 'state',
      now: now(),
    });
    const back = await fetch(address, { redirect: 'manual' });
    const location = new URL(back.headers.get('Location') ?? assert.fail(await back.text()));
    assert.equal(location.origin + location.pathname, 'https://sloering.example/auth/saml/slo');
    const accepted = await provider.acceptLogout(
      { binding: 'redirect', query: location.search.slice(1) },
      now(),
    );
    assert.deepEqual(accepted, {
      ...{ ok: true, kind: 'response', inResponseTo: id, complete: true, relayState: 'state' },
    });
  });
});
