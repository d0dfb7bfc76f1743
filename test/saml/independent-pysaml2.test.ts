import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requirePythonModule, requireTool } from '../support/tools.ts';
import { kit } from './forge/kit.ts';
import { acquainted, askPeer, ours } from './forge/peer.ts';

/** pysaml2, another SAML implementation, as the Context Handler. It signs and verifies through xmlsec1. */
const pysaml2 = requirePythonModule('saml2');
const xmlsec1 = requireTool('xmlsec1');
const options = { skip: pysaml2.skip ?? xmlsec1.skip };
const id = '_89abcdef0123456789abcdef0123456789abcdef';

const ask = <Answer>(metadata: string, asked: Readonly<Record<string, unknown>>): Answer =>
  askPeer<Answer>('pysaml2_peer.py', { ...acquainted(metadata), xmlsec1: xmlsec1.path, ...asked });

const login = (metadata: string, query: string, encrypt: boolean) =>
  ask<{ id: string; verified: boolean; body: string }>(metadata, {
    ...{ do: 'login', query, encrypt, encryptFor: encrypt ? kit.keys.own.certificatePem : undefined },
    ...{ nameId: kit.nameIdOf(kit.genuine), format: kit.x509Format },
    classRef: 'https://data.gov.dk/concept/core/nsis/loa/Substantial',
    attributes: [
      [kit.names.spec, 'OIO-SAML-3.0'],
      [kit.names.level, 'Substantial'],
      [kit.names.cvr, kit.genuine.cvr],
      [kit.names.organisation, kit.genuine.organisation],
      [kit.names.privileges, kit.privilegeList(kit.grant('anmoder'))],
    ],
  });

test(
  'pysaml2 reads our metadata, verifies our AuthnRequest, and its plain answer is accepted',
  options,
  async () => {
    const { sp, now, take, loginQuery } = ours({ requireEncryption: false });
    const told = login(sp.metadata(), await loginQuery(id), false);
    assert.deepEqual([told.id, told.verified], [id, true]);
    const body = `SAMLResponse=${encodeURIComponent(told.body)}`;
    const answer = await sp.acceptLogin(body, take, now);
    assert.ok(answer.ok, JSON.stringify(answer));
    assert.deepEqual(answer.person, kit.genuine);
    assert.deepEqual(answer.grants, [{ cvr: kit.genuine.cvr, role: 'employee', units: null }]);
    const required = await ours().sp.acceptLogin(body, take, now);
    assert.deepEqual(required, { ok: false, rule: 'not_encrypted', page: 'failed' });
  },
);

// Attack: Sweet32. pysaml2 encrypts with 3DES unless told otherwise, and nobody may lead us to accept it.
test('what pysaml2 encrypts, with 3DES, is refused', options, async () => {
  const { sp, now, take, loginQuery } = ours({ allowCbc: true });
  const told = login(sp.metadata(), await loginQuery(id), true);
  const xml = Buffer.from(told.body, 'base64').toString('utf8');
  assert.match(xml, /xmlenc#tripledes-cbc/);
  const answer = await sp.acceptLogin(`SAMLResponse=${encodeURIComponent(told.body)}`, take, now);
  assert.deepEqual(answer, { ok: false, rule: 'encryption_algorithm', page: 'failed' });
});

test(
  'pysaml2 verifies our AuthnRequest and LogoutRequest, and neither once it is changed',
  options,
  async () => {
    const { sp, loginQuery, logoutQuery } = ours();
    for (const query of [await loginQuery(id), await logoutQuery(id)]) {
      assert.deepEqual(ask(sp.metadata(), { do: 'verify', query }), { verified: true, certificates: 1 });
      const changed = query.replace('RelayState=o9q2', 'RelayState=o9q3');
      assert.deepEqual(ask(sp.metadata(), { do: 'verify', query: changed }), {
        ...{ verified: false, certificates: 1 },
      });
    }
  },
);
