import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { Figures } from '../../shared/figures-api.ts';
import type { Problem } from '../../shared/problem.ts';
import { rollUpFigures } from '../../server/schedule/roll-up.ts';
import { citizens, createWorld, type World } from '../support/world.ts';

const codeOf = async (response: Response): Promise<string> => ((await response.json()) as Problem).code;

describe('the figures', () => {
  let world: World;
  before(async () => {
    world = await createWorld();
    for (const cpr of [citizens.asger, citizens.bodil, citizens.villads])
      await (await world.login({ cpr })).register({}, randomUUID());
    await rollUpFigures(world.store);
  });
  after(() => world.close());

  test('of one’s own municipality hide what is small; the national body sees all', async () => {
    const manager = await world.visit({ roles: ['manager'] });
    const own = (await (await manager.call('GET', '/page/figures')).json()) as Figures;
    assert.deepEqual([own.scope, own.from, own.to], ['own', '2025-12', '2026-11']);
    assert.deepEqual([own.months.at(-1)?.registered, own.months.at(-1)?.in_force], [null, null]);
    assert.deepEqual(own.municipalities, []);
    const operator = await world.visit({ roles: ['operator'], at: 'national' });
    const nation = (await (await operator.call('GET', '/page/figures')).json()) as Figures;
    assert.deepEqual([nation.scope, nation.totals.registered, nation.totals.in_force], ['all', 3, 3]);
    assert.deepEqual(nation.adoption, { started: 1, set_up: 2, of: 98 });
    assert.equal(nation.municipalities.find(({ id }) => id === 'eksempelby')?.registered, 3);
  });

  test('come as a file that says the same', async () => {
    const manager = await world.visit({ roles: ['auditor'] });
    const response = await manager.call('GET', '/page/figures/file?from=2026-11&to=2026-11');
    assert.match(response.headers.get('Content-Disposition') ?? '', /sloering-tal-2026-11-2026-11\.csv/);
    const bytes = Buffer.from(await response.arrayBuffer());
    assert.equal(
      bytes.toString('utf8'),
      '\uFEFFMåned;Registreret;Godkendt;Afvist;Forlænget;Ophørt;I kraft ved månedens slutning;Afdelingssløringer\r\n2026-11;under 5;0;0;0;0;under 5;0\r\n',
    );
  });

  test('of a time that cannot be are refused', async () => {
    const manager = await world.visit({ roles: ['manager'] });
    const ask = async (query: string) => codeOf(await manager.call('GET', `/page/figures?${query}`));
    assert.equal(await ask('from=2026-12&to=2026-11'), 'filter_contradictory');
    assert.equal(await ask('from=2010-01&to=2026-11'), 'filter_contradictory');
    assert.equal(await ask('from=1&to=2026-11'), 'body_invalid');
    assert.equal(await ask("from=2026-01&to=2026-11';--"), 'body_invalid');
  });
});
