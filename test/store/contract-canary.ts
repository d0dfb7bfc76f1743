import assert from 'node:assert/strict';
import { it } from 'node:test';
import { cpr } from '../../server/domain/ids.ts';
import type { Context } from './context.ts';
import * as s from './scenario.ts';

const canaryCpr = '0108109996';
const text = 'Kanariefugl i fritekst';
const bearer = 'kanarie-bearer-token-0123456789';
const name = 'Berta Kanarie Berggren';

/** The ways a secret has been seen to leak: as it is, backwards, hyphenated, and in the encodings dumps and drivers use. */
const disguises = (secret: string): string[] => [
  secret,
  [...secret].reverse().join(''),
  `${secret.slice(0, 6)}-${secret.slice(6)}`,
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret).toString('hex'),
];

export const canaryContract = ({ store, tenant, database }: Context): void => {
  const dump = async (): Promise<string> => {
    const list =
      store().dialect === 'sqlite'
        ? "select name from sqlite_master where type = 'table'"
        : "select tablename as name from pg_tables where schemaname = 'public'";
    const tables = (await database().sql(list)).map((row) => String(row['name']));
    assert.ok(tables.length >= 17);
    let all = '';
    for (const table of tables) {
      for (const row of await database().sql(`select * from "${table}"`)) {
        for (const value of Object.values(row)) {
          all += Buffer.isBuffer(value)
            ? `${value.toString('latin1')}\n${value.toString('hex')}\n`
            : `${JSON.stringify(value)}\n`;
        }
      }
    }
    return all;
  };

  // Attack: a stolen backup. Nothing in it may tell who the citizen is, what was written of them, or open a session (P7).
  it('holds no CPR number, free text, citizen name or bearer token in readable form', async () => {
    const person = cpr(canaryCpr);
    const secret = { cpr: person, citizenName: name, userName: 'Anna Andersen' };
    const session = await s.newSession(store(), bearer, {
      secret,
      citizen: await tenant().citizenRef(person),
    });
    await store().sessions.open(session, {
      issuer: 'https://journal.example/odense',
      jti: s.newId(),
      keepUntil: s.at(s.day),
    });
    await s.register(tenant(), person, { text, key: s.newId() });
    const now = s.at(20 * 3650 * s.day);
    const keys = await store().outbox.claim({ now, limit: 10_000, leaseMs: 1000, leaseToken: 'canary' });
    for (const key of keys) {
      await (await store().outbox.loadKey(key)).openCpr();
      await store().outbox.beginAttempt({
        ...key,
        leaseToken: 'canary',
        revision: 1,
        messageId: s.newId(),
        now,
      });
    }
    const all = await dump();
    // The search itself works: what may be readable is found.
    assert.ok(all.includes(session.id) && all.includes('29190623'));
    for (const canary of [canaryCpr, text, bearer, name]) {
      for (const disguise of disguises(canary))
        assert.ok(!all.includes(disguise), `${canary.slice(0, 2)}… as ${disguise.length} characters`);
    }
  });
};
