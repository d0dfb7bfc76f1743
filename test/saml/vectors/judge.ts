import assert from 'node:assert/strict';
import { rules } from '../../../server/saml/rules.ts';
import type { AcceptedLogin, RefusedLogin } from '../../../server/saml/port.ts';
import { kit } from '../forge/kit.ts';

/** What may never come out of a message, whoever sent it: the attacker's person, rights and ids. */
const neverAccepted = [kit.forged.cvr, kit.forged.serial, kit.forged.name, kit.forged.organisation];

/** The genuine person, and nothing of the forged one, unless the vector names another genuine person or right. */
export const judgeAccepted = (outcome: AcceptedLogin, wanted: Partial<AcceptedLogin>): void => {
  const { pending, assertionId, nameId, person, ...rest } = outcome;
  assert.equal(pending.id, kit.requestId);
  assert.equal(assertionId, wanted.assertionId ?? kit.assertionId);
  assert.deepEqual(person, wanted.person ?? kit.genuine);
  assert.deepEqual(nameId, wanted.nameId ?? { value: kit.nameIdOf(person), format: kit.x509Format });
  for (const [name, value] of Object.entries(wanted))
    if (name in rest) assert.deepEqual(rest[name as keyof typeof rest], value, name);
  const text = JSON.stringify({ assertionId, nameId, person });
  for (const part of neverAccepted) assert.ok(!text.includes(part));
};

/** A refusal carries one of our own words and the standard's status names, and nothing the sender wrote. */
export const judgeRefusal = (outcome: RefusedLogin): void => {
  const { rule, page, status, ...rest } = outcome;
  assert.deepEqual(rest, { ok: false });
  assert.ok(Object.hasOwn(rules, rule), `unknown rule ${rule}`);
  assert.notEqual(rule, 'unexpected');
  assert.ok(['silent', 'cancelled', 'too_weak', 'start_again', 'failed'].includes(page));
  if (status !== undefined) assert.match(status, /^[A-Za-z]{1,30}(\/[A-Za-z]{1,30})?$/);
};
