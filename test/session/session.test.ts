import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { instant, type Instant } from '../../server/domain/ids.ts';
import { createSessions } from '../../server/session/session.ts';
import { now, origin } from '../launch/world.ts';
import { createMemory, later, launch } from './world.ts';

const opened = async () => {
  const memory = createMemory();
  const sessions = createSessions(memory.deps);
  const session = await sessions.open(launch, now);
  assert.ok(session.ok);
  const { token } = session;
  /** 'alive', or the code. */
  const at = async (
    moment: Instant,
    from: string | null | undefined = origin,
    bearer: string | undefined = token,
  ) => {
    const found = await sessions.authenticate(bearer, from, moment);
    return found.ok ? 'alive' : found.code;
  };
  return { memory, sessions, session, token, at };
};

suite('session', () => {
  test('the principal is the same person, citizen and rights as at the launch', async () => {
    const { sessions, session, token } = await opened();
    const found = await sessions.authenticate(token, origin, now);
    assert.ok(found.ok);
    const { openSecret, ...principal } = found.principal;
    const { openSecret: atLaunch, ...before } = session.principal;
    assert.deepEqual(principal, before);
    assert.deepEqual(await openSecret(), await atLaunch());
    assert.equal((await openSecret()).cpr, '2512489996');
  });

  test('a request without a well-formed bearer token needs a session', async () => {
    const { sessions, memory, token } = await opened();
    memory.calls.length = 0;
    for (const bearer of [
      undefined,
      '',
      'x',
      `${token}x`,
      token.slice(1),
      `${token.slice(0, 42)}=`,
      'eyJhbGciOiJFUzI1NiJ9.e30.AAAA',
    ]) {
      assert.deepEqual(await sessions.authenticate(bearer, origin, now), {
        ok: false,
        code: 'session_required',
        publicCode: 'session_required',
      });
    }
    assert.deepEqual(memory.calls, []);
  });

  test('a token nobody was given is not told apart from an ended session', async () => {
    const { at } = await opened();
    assert.equal(await at(now, origin, 'A'.repeat(43)), 'session_expired');
  });

  // Attack: a bearer token read in one page, used from another.
  test('is alive only for the page it was opened for', async () => {
    const { at } = await opened();
    for (const other of ['https://evil.example', 'https://journal2.example.dk', 'null', `${origin}/`]) {
      assert.equal(await at(now, other), 'origin_not_allowed', other);
    }
    assert.equal(await at(now, origin), 'alive');
    // Same-origin reads carry no Origin header.
    assert.equal(await at(now, null), 'alive');
    assert.equal(await at(now, undefined), 'alive');
  });

  test('a foreign page does not keep a session alive', async () => {
    const { at } = await opened();
    assert.equal(await at(later(14), 'https://evil.example'), 'origin_not_allowed');
    assert.equal(await at(later(15)), 'session_expired');
  });

  test('ends after 15 minutes without a call', async () => {
    assert.equal(await (await opened()).at(instant(later(15) - 1)), 'alive');
    assert.equal(await (await opened()).at(later(15)), 'session_expired');
  });

  test('each call moves the idle limit, but never past 60 minutes', async () => {
    const { at } = await opened();
    for (const minute of [14, 28, 42, 56]) assert.equal(await at(later(minute)), 'alive', `minute ${minute}`);
    assert.equal(await at(instant(later(60) - 1)), 'alive');
    assert.equal(await at(later(60)), 'session_expired');
  });

  test('says how many seconds are left without a call', async () => {
    const { sessions, token } = await opened();
    for (const [minute, left] of [
      [0.5, 870],
      [10, 900],
      [24, 900],
      [38, 900],
      [50, 600],
      [59.5, 30],
    ] as const) {
      const found = await sessions.authenticate(token, origin, later(minute));
      assert.ok(found.ok);
      assert.equal(found.principal.idleSeconds, left, `minute ${minute}`);
    }
  });

  test('writes the idle limit at most once a minute', async () => {
    const { memory, at } = await opened();
    for (let second = 0; second < 180; second += 1) await at(instant(now + second * 1000));
    assert.equal(memory.calls.filter((call) => call === 'touch').length, 2);
  });

  test('an idle limit that cannot be written only ends the session earlier', async () => {
    const { memory, at } = await opened();
    const { touch } = memory.deps.store.sessions;
    memory.deps.store.sessions.touch = async (...parts) => {
      memory.state.down = true;
      await touch(...parts).finally(() => (memory.state.down = false));
    };
    assert.equal(await at(later(10)), 'alive');
    assert.equal(await at(later(15)), 'session_expired');
  });

  test('is dead at once after it has ended, and ending it again is no error', async () => {
    const { sessions, session, at } = await opened();
    await sessions.end(session.principal, now);
    assert.equal(await at(now), 'session_expired');
    await sessions.end(session.principal, now);
  });

  test('is neither alive nor expired while the store cannot answer', async () => {
    const { memory, at } = await opened();
    memory.state.down = true;
    assert.equal(await at(now), 'store_unavailable');
  });
});
