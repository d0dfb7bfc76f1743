import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Context } from './context.ts';
import * as s from './scenario.ts';

export const sessionContract = ({ store, tenant }: Context): void => {
  const token = (jti = s.newId()) => ({
    issuer: 'https://journal.example/odense',
    jti,
    keepUntil: s.at(s.day),
  });

  it('opens a session and finds it again, its secret only on request', async () => {
    const bearer = s.newId();
    const session = await s.newSession(store(), bearer);
    assert.equal(await store().sessions.open(session, token()), 'opened');
    const found = await store().sessions.find(s.sha256(bearer), s.noon);
    const { secret, actor, ...rest } = session;
    const { openSecret, ...record } = found ?? assert.fail('no session');
    assert.deepEqual(record, { ...rest, actor: actor.id });
    assert.deepEqual(await openSecret(), secret);
  });

  // Attack: a launch token seen in a history or a proxy log is used a second time, or fifty times at the same instant (P6).
  it('opens one session for fifty uses of one token at the same instant', async () => {
    const spent = token();
    const sessions = await Promise.all(Array.from({ length: 50 }, () => s.newSession(store(), s.newId())));
    const outcomes = await Promise.all(sessions.map((session) => store().sessions.open(session, spent)));
    assert.equal(outcomes.filter((one) => one === 'opened').length, 1);
    const alive = await Promise.all(
      sessions.map(({ tokenHash }) => store().sessions.find(tokenHash, s.noon)),
    );
    assert.equal(alive.filter((one) => one !== undefined).length, 1);
  });

  it('ends a session at its idle limit, at its last limit, and when it is revoked', async () => {
    const bearer = s.newId();
    const session = await s.newSession(store(), bearer);
    const { sessions } = store();
    await sessions.open(session, token());
    const alive = async (ms: number) => (await sessions.find(session.tokenHash, s.at(ms))) !== undefined;
    assert.equal(await alive(15 * 60_000 - 1), true);
    assert.equal(await alive(15 * 60_000), false);
    await sessions.touch(session.tokenHash, s.at(90 * 60_000));
    // A slower request must not move the limit back.
    await sessions.touch(session.tokenHash, s.at(20 * 60_000));
    assert.equal(await alive(60 * 60_000 - 1), true);
    assert.equal(await alive(60 * 60_000), false);
    await sessions.revoke(session.tokenHash, s.noon);
    await sessions.revoke(session.tokenHash, s.noon);
    await sessions.revoke('unknown', s.noon);
    assert.equal(await alive(0), false);
    const mine = (await tenant().readAudit(1, 10_000)).filter((one) => one.session === session.id);
    assert.deepEqual(
      mine.map(({ action }) => action),
      ['session_opened', 'session_revoked'],
    );
  });

  it('audits a refused launch under the municipality it was meant for', async () => {
    const reference = s.newId();
    await store().sessions.refused({
      tenant: s.odense,
      issuer: 'https://x',
      code: 'token_expired',
      reference,
      now: s.noon,
    });
    const last = (await tenant().readAudit(1, 10_000)).at(-1);
    assert.equal(last?.outcome, 'refused');
    assert.deepEqual(last.detail, { issuer: 'https://x', code: 'token_expired' });
    assert.equal(last.subject, reference);
  });

  it('removes sessions and tokens that can no longer matter, and only those', async () => {
    const { sessions } = store();
    await sessions.purge(s.at(10 * s.day));
    const spent = token();
    const session = await s.newSession(store(), s.newId());
    await sessions.open(session, spent);
    assert.equal(await sessions.purge(s.at(60_000)), 0);
    assert.equal(await sessions.purge(s.at(2 * 60 * 60_000)), 1);
    // The token outlives the session: it could still be replayed.
    assert.equal(await sessions.open(await s.newSession(store(), s.newId()), spent), 'replayed');
    assert.equal(await sessions.purge(s.at(2 * s.day)), 1);
  });
};
