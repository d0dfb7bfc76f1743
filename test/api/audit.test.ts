import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync, globSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import { auditActions } from '../../shared/audit-actions.ts';
import type {
  AuditFilter,
  AuditLine,
  AuditPage,
  AuditVerification,
  FoundActors,
} from '../../shared/audit-api.ts';
import type { Problem } from '../../shared/problem.ts';
import { tenantId } from '../../server/domain/ids.ts';
import { citizens, createWorld, type Browser, type World } from '../support/world.ts';

const codeOf = async (response: Response): Promise<string> => ((await response.json()) as Problem).code;
const today = { from: '2026-11-23', to: '2026-11-23' };

/** FHIR R4 `AuditEvent`, from its definition (hl7.org/fhir/R4/auditevent.html): what is required, and the codes that are closed. */
const Coding = z.object({ system: z.string(), code: z.string(), display: z.string().optional() });
const Reference = z
  .object({
    identifier: z.object({ system: z.string(), value: z.string() }).optional(),
    display: z.string().optional(),
  })
  .refine((one) => one.identifier !== undefined || one.display !== undefined);
const AuditEvent = z.strictObject({
  resourceType: z.literal('AuditEvent'),
  id: z.string().regex(/^[A-Za-z0-9\-.]{1,64}$/),
  type: Coding,
  subtype: z.array(Coding).min(1),
  action: z.enum(['C', 'R', 'U', 'D', 'E']),
  recorded: z.iso.datetime(),
  outcome: z.enum(['0', '4', '8', '12']),
  agent: z
    .array(
      z.strictObject({
        type: z.object({ coding: z.array(Coding).min(1) }),
        who: Reference,
        requestor: z.boolean(),
        policy: z.array(z.string()).optional(),
      }),
    )
    .min(1),
  source: z.strictObject({ site: z.string(), observer: Reference, type: z.array(Coding) }),
  entity: z.array(
    z.strictObject({
      what: Reference,
      type: Coding.optional(),
      role: Coding.optional(),
      detail: z.array(z.strictObject({ type: z.string(), valueString: z.string() })).optional(),
    }),
  ),
});

describe('the audit log', () => {
  let world: World;
  let auditor: Browser;
  before(async () => {
    world = await createWorld();
    for (const cpr of [citizens.asger, citizens.bodil])
      await (
        await world.login({ cpr })
      ).register({ reason: { category: 'threat', text: 'Råbte.' } }, randomUUID());
    auditor = await world.visit({ roles: ['auditor'], person: 'revisor', name: 'Rikke Revisor' });
  });
  after(() => world.close());

  const search = async (
    filter: Partial<AuditFilter> = {},
    after: AuditPage['after'] = null,
  ): Promise<AuditPage> => {
    const response = await auditor.call('POST', '/page/audit/search', {
      filter: { ...today, ...filter },
      after,
    });
    assert.equal(response.status, 200, await response.clone().text());
    return (await response.json()) as AuditPage;
  };
  const tenant = () => world.store.forTenant(tenantId('eksempelby'));

  test('shows who did what, newest first, with the citizen’s birth date and no number', async () => {
    const response = await auditor.call('POST', '/page/audit/search', { filter: today });
    const text = await response.clone().text();
    assert.doesNotMatch(text, /9996|4916|Råbte/);
    const { entries } = (await response.json()) as AuditPage;
    assert.equal(entries[0]?.action, 'audit_searched');
    assert.equal(entries[0].by, 'Rikke Revisor');
    const registered = entries.filter(({ action }) => action === 'blurring_registered');
    assert.deepEqual(
      registered.map(({ by, citizen }) => [by, citizen]),
      [
        ['Mette Sundby', '1948-12-25'],
        ['Mette Sundby', '1948-12-25'],
      ],
    );
  });

  test('is searched by time, person, citizen, action and outcome', async () => {
    const actions = ({ entries }: AuditPage): string[] => entries.map(({ action }) => action);
    assert.deepEqual(actions(await search({ action: 'blurring_registered' })).length, 2);
    assert.deepEqual(actions(await search({ cpr: citizens.bodil, action: 'blurring_registered' })).length, 1);
    assert.deepEqual((await search({ from: '2026-11-24', to: '2026-11-24' })).entries, []);
    const found = await auditor.call('POST', '/page/audit/people', { name: 'sund' });
    const { people } = (await found.json()) as FoundActors;
    assert.deepEqual(
      people.map(({ name }) => name),
      ['Mette Sundby'],
    );
    const mine = await search({ actor: people[0]?.id ?? '' });
    assert.ok(mine.entries.length >= 4 && mine.entries.every(({ by }) => by === 'Mette Sundby'));
    assert.ok((await search({ outcome: 'refused' })).entries.every(({ outcome }) => outcome === 'refused'));
    const wrong = await auditor.call('POST', '/page/audit/search', {
      filter: { from: '2026-12-01', to: '2026-11-01' },
    });
    assert.equal(await codeOf(wrong), 'filter_contradictory');
  });

  test('looking into it is itself in it, every page of it, without what was looked for', async () => {
    const before = await tenant().readAudit(1, 10_000);
    const first = await search({ cpr: citizens.asger });
    const further = { at: '2026-11-23T09:42:00.000Z', sequence: 1_000 };
    await search({ cpr: citizens.asger }, further);
    const more = (await tenant().readAudit(1, 10_000)).slice(before.length);
    assert.deepEqual(
      more.map(({ action, detail }) => [action, detail]),
      [
        ['audit_searched', { filter: 'cpr from to' }],
        ['audit_searched', { filter: 'cpr from to' }],
      ],
    );
    assert.ok(first.entries.length > 0);
  });

  test('pages hold everything once', async () => {
    for (let count = 0; count < 60; count += 1) await search({ action: 'login_opened' });
    const all = await tenant().readAudit(1, 10_000);
    const seen: AuditLine[] = [];
    let after: AuditPage['after'] = null;
    do {
      const page: AuditPage = await search({}, after);
      seen.push(...page.entries);
      after = page.after;
    } while (after);
    assert.deepEqual(
      seen.map(({ sequence }) => sequence).toSorted((a, b) => a - b),
      // The first page is also the newest entry; further ones are newer than where the search began.
      [...all.map(({ sequence }) => sequence), all.length + 1],
    );
  });

  test('is verified from the page', async () => {
    const response = await auditor.call('POST', '/page/audit/verify', {});
    const found = (await response.json()) as AuditVerification;
    assert.equal(found.broken, null);
    assert.equal(found.entries, (await tenant().readAudit(1, 10_000)).length - 1);
    assert.equal((await tenant().readAudit(1, 10_000)).at(-1)?.action, 'audit_verified');
  });

  test('is exported as FHIR AuditEvents, people as ids unless names are asked for, with an end that says how many', async () => {
    const old = await world.visit({ roles: ['auditor'], ageMs: 600_000 });
    const body = { filter: today, with_names: false };
    assert.equal(await codeOf(await old.call('POST', '/page/audit/export', body)), 'fresh_login_required');
    const response = await auditor.call('POST', '/page/audit/export', body);
    const text = await response.text();
    const lines = text
      .trimEnd()
      .split('\n')
      .map((one) => JSON.parse(one) as Record<string, unknown>);
    const end = lines.pop();
    assert.equal(end?.['resourceType'], 'OperationOutcome');
    assert.deepEqual(
      (end['issue'] as { diagnostics: string }[])[0]?.diagnostics,
      `${lines.length} AuditEvent`,
    );
    for (const one of lines) AuditEvent.parse(one);
    assert.doesNotMatch(text, /Mette|Rikke|9996|2512489996/);
    const named = await (
      await auditor.call('POST', '/page/audit/export', { ...body, with_names: true })
    ).text();
    assert.match(named, /Mette Sundby/);
  });

  // Attack: an auditor of one municipality reads another's log.
  test('is one municipality’s own', async () => {
    const stranger = await world.visit({ roles: ['auditor'], at: 'proevestad' });
    const response = await stranger.call('POST', '/page/audit/search', { filter: today });
    const { entries } = (await response.json()) as AuditPage;
    assert.ok(entries.every(({ by }) => by !== 'Mette Sundby'));
    const admin = await world.visit({ roles: ['manager'] });
    assert.equal(
      await codeOf(await admin.call('POST', '/page/audit/search', { filter: today })),
      'not_authorised',
    );
  });
});

test('every action the server can write has its place among the audit actions', () => {
  const written = new Set<string>();
  for (const file of globSync('server/**/*.ts')) {
    const source = readFileSync(file, 'utf8');
    for (const [, name = ''] of source.matchAll(/action: '([a-z_]+)'/g)) written.add(name);
    for (const [, name = ''] of source.matchAll(/action: \w+ \? '([a-z_]+)' : '[a-z_]+'/g)) written.add(name);
    for (const [, name = ''] of source.matchAll(/action: \w+ \? '[a-z_]+' : '([a-z_]+)'/g)) written.add(name);
    for (const [, name = ''] of source.matchAll(/type: '(blurring_[a-z_]+)'/g)) written.add(name);
  }
  assert.ok(written.size > 20);
  const unknown = [...written].filter((name) => !(name in auditActions) && name !== 'prepend');
  assert.deepEqual(unknown, []);
});
