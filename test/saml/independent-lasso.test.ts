import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requirePythonModule } from '../support/tools.ts';
import { kit } from './forge/kit.ts';
import { acquainted, askPeer, ours } from './forge/peer.ts';

/** lasso, another SAML implementation, as the Context Handler. */
const lasso = requirePythonModule('lasso');
const options = { skip: lasso.skip };
const id = '_0123456789abcdef0123456789abcdef01234567';

const ask = <Answer>(asked: Readonly<Record<string, unknown>>): Answer =>
  askPeer<Answer>('lasso_peer.py', asked);

const attributes = [
  [kit.names.spec, 'OIO-SAML-3.0'],
  [kit.names.level, 'Substantial'],
  [kit.names.cvr, kit.genuine.cvr],
  [kit.names.organisation, kit.genuine.organisation],
  [kit.names.privileges, kit.privilegeList(kit.grant('anmoder'))],
];

const login = (metadata: string, query: string, now: number, encrypt?: string) =>
  ask<{ id: string; forceAuthn: boolean; to: string; body: string }>({
    ...acquainted(metadata),
    ...{ do: 'login', query, encrypt, attributes },
    issued: new Date(now).toISOString(),
    until: new Date(now + 5 * kit.minute).toISOString(),
    nameId: kit.nameIdOf(kit.genuine),
    sessionIndex: kit.sessionIndex,
    classRef: 'https://data.gov.dk/concept/core/nsis/loa/Substantial',
  });

test(
  'lasso reads our metadata, verifies our AuthnRequest, and its plain answer is accepted',
  options,
  async () => {
    const { sp, now, take, loginQuery } = ours({ requireEncryption: false });
    const told = login(sp.metadata(), await loginQuery(id), now);
    assert.deepEqual([told.id, told.forceAuthn, told.to], [id, true, kit.acs]);
    const answer = await sp.acceptLogin(`SAMLResponse=${encodeURIComponent(told.body)}`, take, now);
    assert.ok(answer.ok, JSON.stringify(answer));
    assert.deepEqual(answer.person, kit.genuine);
    assert.equal(answer.pending.id, id);
    assert.equal(answer.algorithms.content, null);
  },
);

for (const [encrypt, content] of [
  ['ENCRYPTION_SYM_KEY_TYPE_AES_256', 'http://www.w3.org/2001/04/xmlenc#aes256-cbc'],
  ['ENCRYPTION_SYM_KEY_TYPE_AES_128', 'http://www.w3.org/2001/04/xmlenc#aes128-cbc'],
] as const) {
  test(
    `what lasso encrypts with ${content} is accepted where CBC is on and refused where it is off`,
    options,
    async () => {
      const on = ours({ allowCbc: true });
      const told = login(on.sp.metadata(), await on.loginQuery(id), on.now, encrypt);
      const body = `SAMLResponse=${encodeURIComponent(told.body)}`;
      const answer = await on.sp.acceptLogin(body, on.take, on.now);
      assert.ok(answer.ok, JSON.stringify(answer));
      assert.deepEqual(answer.person, kit.genuine);
      assert.equal(answer.algorithms.content, content);
      const off = await ours().sp.acceptLogin(body, on.take, on.now);
      assert.deepEqual(off, { ok: false, rule: 'encryption_algorithm', page: 'failed' });
    },
  );
}

test('what lasso encrypts with 3DES is refused', options, async () => {
  const { sp, now, take, loginQuery } = ours({ allowCbc: true });
  const told = login(sp.metadata(), await loginQuery(id), now, 'ENCRYPTION_SYM_KEY_TYPE_3DES');
  const answer = await sp.acceptLogin(`SAMLResponse=${encodeURIComponent(told.body)}`, take, now);
  assert.deepEqual(answer, { ok: false, rule: 'encryption_algorithm', page: 'failed' });
});

test('lasso refuses our AuthnRequest once it is changed', options, async () => {
  const { sp, loginQuery } = ours();
  const query = (await loginQuery(id)).replace('RelayState=o9q2', 'RelayState=o9q3');
  assert.deepEqual(ask({ ...acquainted(sp.metadata()), do: 'login_refused', query }), { refused: true });
  const whole = await loginQuery(id);
  assert.deepEqual(ask({ ...acquainted(sp.metadata()), do: 'login_refused', query: whole }), {
    refused: false,
  });
});

test('lasso verifies our LogoutRequest, and refuses it once it is changed', options, async () => {
  const { sp, logoutQuery } = ours();
  const query = await logoutQuery(id);
  const told = ask({ ...acquainted(sp.metadata()), do: 'logout', query });
  assert.deepEqual(told, {
    ...{ refused: false, id },
    ...{ nameId: kit.nameIdOf(kit.genuine), format: kit.x509Format },
  });
  const changed = query.replace('RelayState=o9q2', 'RelayState=o9q3');
  assert.deepEqual(ask({ ...acquainted(sp.metadata()), do: 'logout', query: changed }), { refused: true });
});
