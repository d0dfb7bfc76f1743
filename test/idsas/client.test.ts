import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { createIdsasClient } from '../../server/idsas/client.ts';
import type { IdsasEvent } from '../../server/idsas/client.ts';
import {
  aCall,
  ASGER,
  BODIL,
  credentialOf,
  DAY,
  EKSEMPELBY,
  HOSPITAL,
  NOON,
  startNational,
  stoppedClock,
} from './national.ts';

test('a registered blurring is in the register under our CVR, the citizen and the wanted end', async (t) => {
  const national = await startNational(t);
  const client = await national.client();
  const call = aCall();
  const outcome = await client.createBlurring(call);
  assert.equal(outcome.kind, 'delivered');
  assert.equal(outcome.kind === 'delivered' && outcome.messageId, call.messageId);
  assert.deepEqual(await national.blurrings(), [
    { cvr: EKSEMPELBY, cpr: ASGER, end: call.endDateTime, messageId: call.messageId, at: NOON },
  ]);
  const [registered] = await national.ledger('CreateBlurring');
  assert.equal(registered?.flowId, call.flowId);
});

test('an end is sent in whole seconds, a fraction cut', async (t) => {
  const national = await startNational(t);
  await (await national.client()).createBlurring(aCall({ endDateTime: NOON + DAY + 999 }));
  assert.equal((await national.blurrings())[0]?.end, NOON + DAY);
});

// A delayed "end now" is in the past when it is finally sent, and the register may refuse an end in the past.
test('an end that has passed is sent as the moment of sending plus the offset', async (t) => {
  const national = await startNational(t);
  await national.control({ rejectPastToleranceSeconds: 0 });
  const client = await national.client({ endNowOffsetSeconds: 5 });
  const outcome = await client.createBlurring(aCall({ endDateTime: NOON - DAY }));
  assert.equal(outcome.kind, 'delivered');
  assert.equal((await national.blurrings())[0]?.end, NOON + 5000);
});

test('a register without tolerance for the past refuses, and that concerns this citizen only', async (t) => {
  const national = await startNational(t);
  await national.control({ rejectPastToleranceSeconds: 0 });
  const client = await national.client({ endNowOffsetSeconds: -5 });
  const outcome = await client.createBlurring(aCall({ endDateTime: NOON }));
  assert.deepEqual(outcome, { kind: 'refused', code: 'syntax_error', pause: 'key' });
});

for (const childQualification of ['qualified', 'unqualified'] as const) {
  test(`a register that wants ${childQualification} children is served by settings, and the other form is refused`, async (t) => {
    const national = await startNational(t);
    await national.control({ strict: childQualification });
    const { operations } = await national.settings();
    const outcomes = [];
    for (const tried of ['qualified', 'unqualified'] as const) {
      const client = await national.client({
        operations: { CreateBlurring: { ...operations.CreateBlurring, childQualification: tried } },
      });
      const outcome = await client.createBlurring(aCall());
      outcomes.push(`${tried} ${outcome.kind}`);
    }
    const other = childQualification === 'qualified' ? 'unqualified' : 'qualified';
    assert.deepEqual(outcomes.sort(), [`${childQualification} delivered`, `${other} refused`].sort());
  });
}

test('one ID card serves many calls at once, fetched exactly once', async (t) => {
  const national = await startNational(t);
  const client = await national.client();
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => client.createBlurring(aCall())));
  assert.ok(outcomes.every((outcome) => outcome.kind === 'delivered'));
  assert.equal((await national.ledger('Issue')).length, 1);
});

test('a card is renewed once when it has less than the margin left, and not before', async (t) => {
  const national = await startNational(t);
  const client = await national.client({ idCardRenewMarginMinutes: 15 });
  await client.createBlurring(aCall());
  // The simulator's cards last 24 hours from five minutes before they are made.
  national.clock.advance(DAY - 21 * 60_000);
  await client.createBlurring(aCall());
  assert.equal((await national.ledger('Issue')).length, 1);
  national.clock.advance(2 * 60_000);
  await Promise.all(
    Array.from({ length: 10 }, () => client.createBlurring(aCall({ endDateTime: NOON + 9 * DAY }))),
  );
  assert.equal((await national.ledger('Issue')).length, 2);
});

test('while the ticket service is away a card inside the margin goes on being used, and is renewed when it is back', async (t) => {
  const national = await startNational(t);
  const client = await national.client({ idCardRenewMarginMinutes: 60 });
  await client.createBlurring(aCall());
  national.clock.advance(DAY - 30 * 60_000);
  await national.control({ stsDown: true });
  for (let calls = 0; calls < 5; calls += 1)
    assert.equal((await client.createBlurring(aCall({ endDateTime: NOON + 9 * DAY }))).kind, 'delivered');
  const [held] = client.tickets();
  // One renewal was tried; the next waits half a minute, so that a ticket service in trouble is not hammered.
  assert.equal((await national.ledger('Issue')).length, 2);
  await national.control({ stsDown: false });
  national.clock.advance(30_000);
  await client.createBlurring(aCall({ endDateTime: NOON + 9 * DAY }));
  await client.createBlurring(aCall({ endDateTime: NOON + 9 * DAY }));
  assert.equal((await national.ledger('Issue')).length, 3);
  assert.ok((client.tickets()[0]?.notOnOrAfter ?? 0) > (held?.notOnOrAfter ?? Infinity));
});

test('a card in its last minute is not used: it could run out on the way', async (t) => {
  const national = await startNational(t);
  const client = await national.client({ idCardRenewMarginMinutes: 1 });
  await client.createBlurring(aCall());
  await national.control({ stsDown: true });
  national.clock.advance(DAY - 5 * 60_000 - 60_000);
  const outcome = await client.createBlurring(aCall({ endDateTime: NOON + 9 * DAY }));
  assert.deepEqual(outcome, { kind: 'retry', code: 'sts_request_failed' });
});

// The register blurs the organisation of the ticket, so a shared ticket would blur the wrong staff without any error.
test('each organisation is registered under its own card, whatever the order and however mixed', async (t) => {
  const national = await startNational(t);
  const client = await national.client();
  const calls = Array.from({ length: 30 }, (_, index) =>
    aCall({ cvr: index % 3 ? EKSEMPELBY : HOSPITAL, endDateTime: NOON + (index + 1) * DAY }),
  );
  await Promise.all(calls.map((call) => client.createBlurring(call)));
  const registered = await national.ledger('CreateBlurring');
  assert.equal(registered.length, 30);
  for (const call of calls) {
    assert.equal(registered.find((entry) => entry.messageId === call.messageId)?.cvr, call.cvr);
  }
  assert.deepEqual(
    (await national.ledger('Issue')).map((entry) => entry.cvr).sort(),
    [HOSPITAL, EKSEMPELBY].sort(),
  );
});

test('a credential that belongs to another organisation is never used', async (t) => {
  const national = await startNational(t);
  const client = await national.client({}, () => credentialOf(HOSPITAL));
  const outcome = await client.createBlurring(aCall());
  assert.deepEqual(outcome, { kind: 'refused', code: 'credential_of_other_organisation', pause: 'tenant' });
  assert.deepEqual(await national.ledger(), []);
});

// A credential mislabelled in the secret store: its own certificate says another CVR.
test('the ticket service refuses a certificate of another organisation, and the organisation is paused', async (t) => {
  const national = await startNational(t);
  const client = await national.client({}, async () => ({
    ...(await credentialOf(HOSPITAL)),
    cvr: EKSEMPELBY,
  }));
  const outcome = await client.createBlurring(aCall());
  assert.deepEqual(outcome, { kind: 'refused', code: 'sts_failed_authentication', pause: 'tenant' });
});

test('a missing or unreadable credential parks that organisation and no other', async (t) => {
  const national = await startNational(t);
  const client = await national.client({}, async (cvr) => {
    if (cvr === EKSEMPELBY) return 'credential_missing';
    return cvr === HOSPITAL
      ? credentialOf(HOSPITAL)
      : { ...(await credentialOf(HOSPITAL)), cvr, privateKeyPem: 'x' };
  });
  assert.deepEqual(await client.createBlurring(aCall()), {
    kind: 'refused',
    code: 'credential_missing',
    pause: 'tenant',
  });
  assert.deepEqual(await client.createBlurring(aCall({ cvr: '29189366' })), {
    kind: 'refused',
    code: 'credential_unreadable',
    pause: 'tenant',
  });
  assert.equal((await client.createBlurring(aCall({ cvr: HOSPITAL }))).kind, 'delivered');
});

test('a secret store that fails means retry', async (t) => {
  const national = await startNational(t);
  const client = await national.client({}, () => Promise.reject(new Error('away')));
  assert.deepEqual(await client.createBlurring(aCall()), { kind: 'retry', code: 'credential_unavailable' });
});

test('a replaced certificate gets its own card at once', async (t) => {
  const national = await startNational(t);
  let current = await credentialOf(EKSEMPELBY);
  const client = await national.client({}, () => current);
  await client.createBlurring(aCall());
  const { createOrganisationCertificate } = await import('../../examples/simulators/certificate.ts');
  current = await createOrganisationCertificate({ cvr: EKSEMPELBY, organisation: 'Eksempelby Kommune' });
  await national.post('/control/clients', { cvr: EKSEMPELBY, certificatePem: current.certificatePem });
  assert.equal((await client.createBlurring(aCall())).kind, 'delivered');
  assert.equal((await national.ledger('Issue')).length, 2);
});

for (const code of ['expired_idcard', 'invalid_signature']) {
  test(`${code}: the card is dropped, fetched anew, and the call repeated once under a new MessageID`, async (t) => {
    const national = await startNational(t);
    const client = await national.client();
    await client.createBlurring(aCall({ cpr: BODIL }));
    await national.control({ fault: code, faultTimes: 1 });
    const call = aCall();
    const outcome = await client.createBlurring(call);
    const ids = (await national.ledger('CreateBlurring')).slice(1).map((entry) => entry.messageId);
    assert.equal(outcome.kind, 'delivered');
    assert.equal(ids.length, 2);
    assert.equal(ids[0], call.messageId);
    assert.equal(outcome.kind === 'delivered' && outcome.messageId, ids[1]);
    assert.notEqual(ids[1], call.messageId);
    assert.equal((await national.ledger('Issue')).length, 2);
  });

  test(`${code} again after the new card pauses the organisation, without a third call`, async (t) => {
    const national = await startNational(t);
    await national.control({ fault: code });
    const outcome = await (await national.client()).createBlurring(aCall());
    assert.deepEqual(outcome, { kind: 'refused', code, pause: 'tenant' });
    assert.equal((await national.ledger('CreateBlurring')).length, 2);
    assert.equal((await national.ledger('Issue')).length, 2);
  });
}

test('many calls refused at once for the same old card fetch one new card between them', async (t) => {
  const national = await startNational(t);
  await national.control({ cardLifetimeMinutes: 60 });
  // Our clock stands still while the register's goes past the card's end, so only the register knows it is old.
  const ours = stoppedClock();
  const settings = { ...(await national.settings()), clockSkewSeconds: 3600 };
  const client = createIdsasClient({ settings, credentials: credentialOf, now: ours.now, newId: randomUUID });
  t.after(() => client.close());
  await client.createBlurring(aCall());
  national.clock.advance(61 * 60_000);
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => client.createBlurring(aCall())));
  assert.deepEqual(new Set(outcomes.map((outcome) => outcome.kind)), new Set(['delivered']));
  const refusals = (await national.ledger('CreateBlurring')).filter(
    (entry) => entry.outcome === 'expired_idcard',
  );
  assert.equal(refusals.length, 8);
  assert.equal((await national.ledger('Issue')).length, 2);
});

test('the ticket service away means retry, because the register was never called', async (t) => {
  const national = await startNational(t);
  const client = await national.client();
  await national.control({ stsDown: true });
  assert.deepEqual(await client.createBlurring(aCall()), { kind: 'retry', code: 'sts_request_failed' });
  await national.control({ stsDown: false, down: true });
  assert.deepEqual(await client.createBlurring(aCall()), { kind: 'retry', code: 'sts_http_503' });
  assert.deepEqual(await national.ledger('CreateBlurring'), []);
});

test('the register away behind a working card is unknown', async (t) => {
  const national = await startNational(t);
  const client = await national.client();
  await client.createBlurring(aCall());
  await national.control({ down: true });
  assert.deepEqual(await client.createBlurring(aCall()), { kind: 'unknown', code: 'http_503' });
});

test('an organisation that is not whitelisted is paused', async (t) => {
  const national = await startNational(t);
  await national.post('/control/clients', { cvr: EKSEMPELBY, whitelisted: false });
  const outcome = await (await national.client()).createBlurring(aCall());
  assert.deepEqual(outcome, { kind: 'refused', code: 'not_authorized', pause: 'tenant' });
});

test('cards signed with SHA-1 are refused unless the setting allows them', async (t) => {
  const national = await startNational(t);
  await national.control({ signatureAlgorithm: 'sha1' });
  const strict = await (await national.client()).createBlurring(aCall());
  assert.deepEqual(strict, { kind: 'retry', code: 'sts_card_untrusted' });
  const lenient = await (await national.client({ allowSha1FromSts: true })).createBlurring(aCall());
  assert.equal(lenient.kind, 'delivered');
});

test('a card from a ticket service we do not trust is refused', async (t) => {
  const national = await startNational(t);
  const { certificatePem } = await credentialOf(HOSPITAL);
  const outcome = await (
    await national.client({ trustedStsCertificates: [certificatePem] })
  ).createBlurring(aCall());
  assert.deepEqual(outcome, { kind: 'retry', code: 'sts_card_untrusted' });
  assert.deepEqual(await national.ledger('CreateBlurring'), []);
});

test('a clock more than the skew behind the ticket service means waiting, not sending', async (t) => {
  const national = await startNational(t);
  const settings = await national.settings();
  const behind = stoppedClock(NOON - 7 * 60_000);
  const client = createIdsasClient({
    settings,
    credentials: credentialOf,
    now: behind.now,
    newId: randomUUID,
  });
  const outcome = await client.createBlurring(aCall());
  await client.close();
  assert.deepEqual(outcome, { kind: 'retry', code: 'sts_card_not_valid_now' });
});

test('a hyphen in the CPR number is left out, and what is no number is refused here', async (t) => {
  const national = await startNational(t);
  const client = await national.client();
  assert.equal((await client.createBlurring(aCall({ cpr: '251248-9996' }))).kind, 'delivered');
  assert.equal((await national.blurrings())[0]?.cpr, ASGER);
  for (const cpr of ['', '251248999', '2512489996<', ' 251248 9996', '2512489996\n']) {
    assert.deepEqual(await client.createBlurring(aCall({ cpr })), {
      kind: 'refused',
      code: 'cpr_malformed',
      pause: 'key',
    });
  }
});

test('an end that is no moment is refused here', async (t) => {
  const client = await (await startNational(t)).client();
  for (const endDateTime of [NaN, Infinity, 1e15, -1e15]) {
    const outcome = await client.createBlurring(aCall({ endDateTime }));
    assert.deepEqual(outcome, { kind: 'refused', code: 'end_malformed', pause: 'key' });
  }
});

test('the register itself refuses an end more than two years ahead', async (t) => {
  const national = await startNational(t);
  const outcome = await (await national.client()).createBlurring(aCall({ endDateTime: NOON + 732 * DAY }));
  assert.deepEqual(outcome, { kind: 'refused', code: 'syntax_error', pause: 'key' });
});

test('the log learns outcome and ids but never the CPR number, a name or a key', async (t) => {
  const national = await startNational(t);
  const events: IdsasEvent[] = [];
  const client = await national.client({}, credentialOf, (event) => events.push(event));
  await client.createBlurring(aCall());
  await national.control({ fault: 'syntax_error' });
  await client.createBlurring(aCall());
  assert.deepEqual(
    events.map((event) => [event.event, event.outcome]),
    [
      ['idsas.id-card', undefined],
      ['idsas.call', 'delivered'],
      ['idsas.call', 'refused'],
    ],
  );
  const { certificatePem, privateKeyPem } = await credentialOf(EKSEMPELBY);
  const text = JSON.stringify(events);
  for (const secret of [
    ASGER,
    '251248-9996',
    'Organisation',
    certificatePem.slice(40, 90),
    privateKeyPem.slice(40, 90),
  ]) {
    assert.ok(!text.includes(secret));
  }
});

test('settings that cannot work are refused when the client is made', async (t) => {
  const national = await startNational(t);
  await assert.rejects(national.client({ issuerName: 'to ord' }), /NCName/);
  await assert.rejects(national.client({ stsUrl: 'ftp://x' }), /address/);
  await assert.rejects(national.client({ trustedStsCertificates: [] }), /trustedStsCertificates/);
});
