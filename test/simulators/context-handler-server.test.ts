import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { after, beforeEach, test } from 'node:test';
import { defaults, faults } from '../../examples/simulators/context-handler/settings.ts';
import type { Settings } from '../../examples/simulators/context-handler/settings.ts';
import { instant } from '../../server/domain/ids.ts';
import { readIdentityProvider } from '../../server/saml/provider.ts';
import { createServiceProvider } from '../../server/saml/service-provider.ts';
import { settings as samlSettings } from '../saml/answer.ts';
import { createVisitor, field, startProgram } from './context-handler-start.ts';

/** The server's own door against this broker: each side was written apart, so agreement means something. */
const { url, metadata } = await startProgram({ after });
const readNow = async () => {
  const xml = await (await fetch(`${url}/runtime/saml2/metadata.idp`)).text();
  const read = readIdentityProvider(xml, `${url}/runtime`);
  if ('fault' in read) throw new Error(read.fault);
  return read;
};
let provider = await readNow();
const door = createServiceProvider({
  settings: { ...samlSettings, entityId: 'https://saml.sloering.example' },
  provider: () => provider,
  randomBytes,
});
await writeFile(metadata.first, door.metadata());
const now = () => instant(Date.now());
const visitor = createVisitor(url);
beforeEach(async () => {
  await visitor.set(defaults);
});

const logIn = async (change: Partial<Settings> = {}, user = 'leder') => {
  await visitor.set(change);
  provider = await readNow();
  const id = door.newId();
  const address = await door.loginAddress({
    id,
    relayState: 'r1',
    forceAuthn: true,
    level: null,
    now: now(),
  });
  const picker = await (await visitor.go(address)).text();
  const html = await (
    await visitor.post('/runtime/login', { request: field(picker, 'request'), user })
  ).text();
  const body = new URLSearchParams({ SAMLResponse: field(html, 'SAMLResponse'), RelayState: 'r1' });
  const take = (asked: string) =>
    Promise.resolve(asked === id ? { id, forceAuthn: true, createdAt: now() } : undefined);
  return door.acceptLogin(body.toString(), take, now());
};

const accepted = async (change: Partial<Settings> = {}, user?: string) => {
  const result = await logIn(change, user);
  assert.ok(result.ok, result.ok ? '' : result.rule);
  return result;
};

for (const change of [
  {},
  { content: 'aes128-gcm' },
  { transport: 'mgf1p-sha256' },
  { transport: 'oaep-sha256-mgf-sha256' },
  { transport: 'oaep-sha256-mgf-default', keyInfo: 'none' },
  { signing: 'second' },
  { rollover: true },
  { privileges: 'itst', constraints: 'comma' },
  { nameId: 'persistent' },
  { personalData: false },
] as const satisfies readonly Partial<Settings>[])
  test(`the server takes an answer with ${JSON.stringify(change)}`, async () => {
    const login = await accepted(change);
    assert.equal(login.person.cvr, '29190623');
    assert.deepEqual(
      login.grants.map(({ cvr, role }) => [cvr, role]),
      [['29190623', 'manager']],
    );
  });

test('every user comes through as meant', async () => {
  assert.equal((await accepted({}, 'komma')).person.name, 'Holm, Åse "Ræv" Østergård');
  assert.equal((await accepted({}, 'mellemrum')).person.name, 'Finn Luftig');
  assert.deepEqual(
    (await accepted({}, 'leder-enhed')).grants.map(({ units }) => units?.length),
    [2],
  );
  const delegated = await accepted({}, 'delegeret');
  assert.equal(delegated.person.cvr, '13748136');
  assert.deepEqual(
    delegated.grants.map(({ cvr }) => cvr),
    ['29190623', '29190623'],
  );
});

// One signed line each of what an attacker, or a broker gone wrong, could send.
for (const fault of Object.keys(faults) as Settings['fault'][]) {
  if (fault === 'none' || fault === 'post-twice' || fault === 'post-parallel') continue;
  test(`the server refuses ${fault}`, async () => {
    assert.equal((await logIn({ fault })).ok, false);
  });
}

for (const change of [{ content: 'none' }, { content: 'aes256-cbc' }, { transport: 'rsa-1_5' }] as const)
  test(`the server refuses ${JSON.stringify(change)}`, async () => {
    assert.equal((await logIn(change)).ok, false);
  });
