import assert from 'node:assert/strict';
import { it } from 'node:test';
import { actorId, cpr, cvr, tenantId } from '../../server/domain/ids.ts';
import { CvrTaken, IssuerTaken } from '../../server/store/store.ts';
import type { Context } from './context.ts';
import * as s from './scenario.ts';

export const settingsContract = ({ store, tenant }: Context): void => {
  const by = { actor: actorId('admin-1'), session: 'session-1', name: 'Adam' };

  // Two administrators have the same form open: the second must see what the first did, not overwrite it.
  it('refuses a change of settings made from another revision, and audits the one that counts', async () => {
    const { registry } = store();
    const revision = (await tenant().loadSettings())?.revision ?? 0;
    const change = { part: 'policy', by, expectedRevision: revision };
    const definition = s.municipality(s.odense);
    const outcomes = await Promise.all(
      [1, 2, 3].map(() => registry.registerMunicipality(definition, s.noon, change)),
    );
    assert.deepEqual(outcomes.sort(), ['conflict', 'conflict', 'updated']);
    assert.equal((await tenant().loadSettings())?.revision, revision + 1);
    const last = (await tenant().readAudit(1, 100_000)).at(-1);
    assert.deepEqual(
      [last?.action, last?.actor, last?.detail['part']],
      ['municipality_updated', by.actor, 'policy'],
    );
    const fresh = { ...definition, cvrs: [], issuers: [] };
    assert.equal(
      await registry.registerMunicipality(fresh, s.noon, { ...change, expectedRevision: 0 }),
      'conflict',
    );
  });

  it('keeps every version of the guidelines as it was published', async () => {
    const definition = s.municipality(s.odense);
    const { guidelines } = definition;
    const newer = { ...guidelines, version: guidelines.version + 1, text: { da: 'Ny', en: 'New' } };
    await store().registry.registerMunicipality({ ...definition, guidelines: newer }, s.at(1));
    await store().registry.registerMunicipality(
      { ...definition, guidelines: { ...newer, text: { da: 'Andet', en: 'Other' } } },
      s.at(2),
    );
    const versions = await tenant().loadGuidelines();
    assert.deepEqual(versions[0], { ...newer, publishedAt: s.at(1) });
    assert.deepEqual(versions[1]?.text, guidelines.text);
    await store().registry.registerMunicipality(definition, s.noon);
  });

  it('says whose a CVR number or an issuer is, also when two ask at once', async () => {
    const { registry } = store();
    const [main] = s.municipality(s.odense).cvrs;
    assert.equal((await registry.findByCvr(main?.cvr ?? cvr('')))?.id, s.odense);
    assert.equal(await registry.findByCvr(cvr('00000000')), undefined);
    const greedy = { ...s.municipality(s.aarhus), issuers: s.municipality(s.odense).issuers };
    await assert.rejects(registry.registerMunicipality(greedy, s.noon), IssuerTaken);
    const issuers = await registry.listIssuers(s.odense);
    assert.deepEqual(
      issuers.map(({ iss }) => iss),
      s.municipality(s.odense).issuers.map(({ iss }) => iss),
    );
  });

  it('knows the national body, whose people log in but which is no municipality', async () => {
    const { registry } = store();
    const body = { id: tenantId('national'), name: 'Sløring Danmark', cvr: cvr('12345674') };
    assert.equal(await registry.registerNationalBody(body, s.noon), 'created');
    assert.equal(await registry.registerNationalBody(body, s.noon), 'updated');
    assert.equal((await registry.findByCvr(body.cvr))?.kind, 'national');
    assert.equal(
      (await registry.listTenants()).some(({ id }) => id === body.id),
      false,
    );
    const [main] = s.municipality(s.odense).cvrs;
    await assert.rejects(
      registry.registerNationalBody({ ...body, cvr: main?.cvr ?? cvr('') }, s.noon),
      CvrTaken,
    );
  });

  it('remembers the last result of a check, and who made it', async () => {
    const check = {
      kind: 'ticket',
      subject: '29190623',
      ok: false,
      code: 'sts_unreachable',
      at: s.noon,
    } as const;
    await tenant().recordCheck(check, null);
    const good = { ...check, ok: true, code: 'ok', at: s.at(1) };
    await tenant().recordCheck(good, by);
    assert.deepEqual(
      (await tenant().loadChecks()).filter(({ kind }) => kind === 'ticket'),
      [good],
    );
    assert.deepEqual(await store().forTenant(s.aarhus).loadChecks(), []);
    const [newest] = await tenant().readSettingsChanges(1);
    assert.deepEqual([newest?.action, newest?.subject, newest?.by], ['check_made', '29190623', by.name]);
    const [cvrOfOdense] = s.municipality(s.odense).cvrs;
    const scope = { tenant: s.odense, cvr: cvrOfOdense?.cvr ?? cvr('') };
    await store().outbox.pause(scope, 'operator', s.at(2), by.actor);
    await store().outbox.resume(scope, s.at(3), by.actor);
    const seen = (await tenant().readSettingsChanges(5)).map(({ action }) => action);
    assert.ok(seen.includes('delivery_paused'));
  });

  it('finds what one person has registered, newest first, in pages, whichever door they came through', async () => {
    const people = ['0101700001', '0101700002', '0101700003'].map((text) => cpr(text));
    const ids: string[] = [];
    for (const [index, one] of people.entries())
      ids.push(await s.register(tenant(), one, { now: s.at(index) }));
    const first = await tenant().loadRegisteredBy(s.nurse, { before: null, limit: 2 });
    const all = await tenant().loadRegisteredBy(s.nurse, { before: null, limit: 10_000 });
    assert.deepEqual(first, all.slice(0, 2));
    const mine = all.filter(({ blurring }) => ids.includes(blurring.id));
    assert.deepEqual(
      mine.map(({ cpr }) => cpr),
      [...people].reverse(),
    );
    const last = first.at(-1)?.blurring.id ?? null;
    const next = await tenant().loadRegisteredBy(s.nurse, { before: last, limit: 10_000 });
    assert.deepEqual(next, all.slice(2));
    assert.deepEqual(await tenant().loadRegisteredBy(actorId('nobody'), { before: null, limit: 10 }), []);
    const elsewhere = await store()
      .forTenant(s.aarhus)
      .loadRegisteredBy(s.nurse, { before: null, limit: 10_000 });
    assert.equal(
      elsewhere.some(({ blurring }) => ids.includes(blurring.id)),
      false,
    );
  });
};
