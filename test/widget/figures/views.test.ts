import 'axe-core/axe.min.js';
import type axeCore from 'axe-core';
import type { Figures, FigureMonth } from '../../../shared/figures-api.ts';
import { defineFigures } from '../../../widget/page/figures/define.ts';
import { figuresDa } from '../../../widget/page/figures/texts.da.ts';
import type { View } from '../../../widget/page/view.ts';
import { caseworkWorld, quiet } from '../casework/world.ts';
import { expect } from '../support/expect.ts';
import { ok, refused } from '../support/world.ts';

declare const axe: typeof axeCore;
if (!customElements.get('sloering-figures')) defineFigures();

const numbers = {
  registered: 12,
  confirmed: 9,
  rejected: null,
  renewed: 30,
  ended: 7,
  in_force: 40,
  departments: 0,
};
const months = (count: number): FigureMonth[] =>
  Array.from({ length: count }, (_, at) => ({
    month: `${2020 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`,
    ...numbers,
  }));
const own: Figures = {
  ...{ from: '2025-12', to: '2026-11', scope: 'own', months: months(12) },
  totals: { ...numbers, median_decision_hours: 26.5, median_effect_seconds: 3.2 },
  ...{ adoption: null, municipalities: [] },
};
const nation: Figures = {
  ...own,
  ...{ scope: 'all', months: months(60), adoption: { started: 41, set_up: 60, of: 98 } },
  municipalities: Array.from({ length: 98 }, (_, at) => ({
    ...{
      id: `k${at}`,
      name: `${String.fromCharCode(65 + (at % 26))}by ${at}`,
      started: at % 3 ? '2026-01' : null,
    },
    ...{ ...numbers, rejected: 2, registered: at },
  })),
};
const nothing: Figures = {
  ...own,
  months: months(1).map((one) => ({
    ...one,
    registered: 0,
    confirmed: 0,
    rejected: 0,
    renewed: 0,
    ended: 0,
    in_force: 0,
  })),
  totals: { ...numbers, median_decision_hours: null, median_effect_seconds: null },
};

const open = async (answer: unknown, locale: 'da' | 'en' = 'da') => {
  const world = caseworkWorld(locale);
  world.usual.set('GET /page/figures', ok(answer));
  return { world, element: await world.show('sloering-figures') };
};
const violations = async (element: View): Promise<string[]> =>
  (
    await axe.run(element, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
  ).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
const write = async (element: View, id: string, value: string): Promise<void> => {
  const field = element.querySelector<HTMLInputElement>(`#${id}`);
  if (!field) throw new Error(`no #${id}`);
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await quiet(element);
};

describe('the figures', () => {
  afterEach(() => document.body.replaceChildren());

  for (const locale of ['da', 'en'] as const)
    for (const [what, answer] of [
      ['one’s own', own],
      ['the nation’s', nation],
      ['none', nothing],
    ] as const)
      it(`${what} have no axe violation (${locale})`, async () => {
        expect(await violations((await open(answer, locale)).element)).to.deep.equal([]);
      });

  it('stand in a table beside each chart, with small numbers as words', async () => {
    const { element } = await open(own);
    await customElements.whenDefined('sloering-chart');
    await quiet(element);
    expect(element.querySelectorAll('canvas').length).to.equal(2);
    const [happened] = element.querySelectorAll('table');
    expect(happened?.querySelectorAll('tbody tr').length).to.equal(12);
    expect(happened?.querySelector('tbody tr')?.textContent).to.contain('under 5');
    expect(element.textContent).to.contain('26,5 timer');
    expect(element.textContent).to.contain('3,2 sekunder');
    expect(element.textContent).to.contain(figuresDa.fewHelp);
  });

  it('show adoption and every municipality to the national body, sorted and filtered', async () => {
    const { element } = await open(nation);
    expect(element.textContent).to.match(/Kommuner, der er begyndt \(60 er oprettet\)\s+41 af 98/);
    const rows = () => [...element.querySelectorAll('table')].at(-1)?.querySelectorAll('tbody tr');
    expect(rows()?.length).to.equal(98);
    const sort = [...element.querySelectorAll<HTMLButtonElement>('.figure-sort')].find(
      (one) => one.getAttribute('aria-label') === 'Sortér efter Registreret',
    );
    sort?.click();
    await quiet(element);
    expect(rows()?.[0]?.querySelector('td:nth-of-type(2)')?.textContent).to.equal('97');
    await write(element, 'figures-search', 'by 12');
    expect(rows()?.length).to.equal(1);
    await write(element, 'figures-search', 'findes ikke');
    expect(element.textContent).to.contain(figuresDa.noHits);
  });

  it('ask for the time that is chosen, and say where it cannot be', async () => {
    const { world, element } = await open(own);
    world.answer('GET /page/figures', refused('filter_contradictory', 422));
    await write(element, 'figures-from', '2026-12');
    element.querySelector('form')?.requestSubmit();
    await quiet(element);
    expect(element.querySelector('#figures-fault')?.textContent).to.equal(figuresDa.order);
    expect(document.activeElement?.id).to.equal('figures-to');
    expect(element.querySelector('a[download]')?.getAttribute('href')).to.equal(
      '/page/figures/file?from=2026-12&to=2026-11',
    );
  });

  it('offer to try again when they cannot be had', async () => {
    const world = caseworkWorld();
    world.usual.set('GET /page/figures', refused('store_unavailable', 503));
    const element = await world.show('sloering-figures');
    expect(element.querySelector('[role=alert]')?.textContent).to.contain('explained store_unavailable');
  });
});
