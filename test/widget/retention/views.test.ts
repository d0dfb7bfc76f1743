import 'axe-core/axe.min.js';
import type axeCore from 'axe-core';
import type { RetentionView } from '../../../shared/retention-api.ts';
import { RetentionPage } from '../../../widget/page/retention/retention.ts';
import { retentionDa } from '../../../widget/page/retention/texts.da.ts';
import type { View } from '../../../widget/page/view.ts';
import { caseworkWorld, quiet } from '../casework/world.ts';
import { expect } from '../support/expect.ts';
import { ok, refused } from '../support/world.ts';

declare const axe: typeof axeCore;
if (!customElements.get('sloering-retention')) customElements.define('sloering-retention', RetentionPage);

const counts = { texts: 12, registrations: 3, citizens: 2, audit: 4000 };
const shown = (change: Partial<RetentionView> = {}): RetentionView => ({
  revision: 7,
  policy: { text_months: 24, registration_months: 60, audit_months: 60 },
  cutoffs: { texts: '2024-11-23', registrations: '2021-11-23', audit: '2021-11-01' },
  preview: { ...counts, oldest_end: '2021-01-01T00:00:00.000Z' },
  next_run: '2026-11-23T23:00:00.000Z',
  holds: [
    {
      id: 'h1',
      since: '2026-11-01T09:00:00.000Z',
      by: 'Dorte',
      reason: 'Retssag.',
      birth_date: '1948-12-25',
    },
  ],
  runs: [
    {
      id: 'r1',
      started_at: '2026-11-22T01:00:00.000Z',
      finished_at: '2026-11-22T01:00:05.000Z',
      by: null,
      counts,
    },
  ],
  ...change,
});
const empty = shown({
  preview: { texts: 0, registrations: 0, citizens: 0, audit: 0, oldest_end: null },
  holds: [],
  runs: [],
});

const press = async (element: View, words: string): Promise<void> => {
  const found = [...element.querySelectorAll('button')].find(
    (one) => (one.getAttribute('aria-label') ?? one.textContent ?? '').trim() === words,
  );
  if (!found) throw new Error(`no "${words}"`);
  found.click();
  await quiet(element);
};
const write = async (element: View, id: string, value: string): Promise<void> => {
  const field = element.querySelector<HTMLInputElement>(`#${id}`);
  if (!field) throw new Error(`no #${id}`);
  field.value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await quiet(element);
};

const open = async (view = shown(), locale: 'da' | 'en' = 'da') => {
  const world = caseworkWorld(locale);
  world.usual.set('GET /page/retention', ok(view));
  return { world, element: await world.show('sloering-retention') };
};

describe('removal', () => {
  afterEach(() => document.body.replaceChildren());

  for (const locale of ['da', 'en'] as const)
    it(`has no axe violation, full, empty, asking and with faults (${locale})`, async () => {
      const violations = async (element: View): Promise<string[]> =>
        (
          await axe.run(element, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
        ).violations.map(({ id }) => id);
      const full = await open(shown(), locale);
      expect(await violations(full.element)).to.deep.equal([]);
      await write(full.element, 'retention-text-months', '0');
      for (const form of full.element.querySelectorAll('form')) form.requestSubmit();
      await quiet(full.element);
      expect(await violations(full.element)).to.deep.equal([]);
      await press(full.element, locale === 'da' ? 'Slet nu' : 'Remove now');
      expect(await violations(full.element)).to.deep.equal([]);
      document.body.replaceChildren();
      expect(await violations((await open(empty, locale)).element)).to.deep.equal([]);
    });

  it('shows what is due, and removes it only after it was asked once more', async () => {
    const { world, element } = await open();
    world.usual.set('POST /page/retention/run', ok({ ...shown().runs[0], counts }));
    expect(element.querySelector('tbody')?.textContent).to.contain('ophørt før 23. november 2024');
    await press(element, 'Slet nu');
    await press(element, 'Fortryd');
    expect(world.routes()).to.not.contain('POST /page/retention/run');
    await press(element, 'Slet nu');
    await press(element, 'Slet');
    expect(world.said.at(-1)).to.equal(
      'Slettet: 12 fritekster, 3 registreringer, 2 borgere, 4000 logposter.',
    );
  });

  it('says that another run is under way', async () => {
    const { world, element } = await open();
    world.usual.set('POST /page/retention/run', refused('conflict', 409));
    await press(element, 'Slet nu');
    await press(element, 'Slet');
    expect(element.querySelector('[role=alert]')?.textContent).to.contain(retentionDa.busy);
  });

  it('offers no removal where there is nothing', async () => {
    const { element } = await open(empty);
    expect(element.textContent).to.contain(retentionDa.nothing);
    expect(element.textContent).to.contain(retentionDa.noHolds);
    expect(element.textContent).to.contain(retentionDa.noReceipts);
    expect(
      [...element.querySelectorAll('button')].some((one) => one.textContent?.trim() === 'Slet nu'),
    ).to.equal(false);
  });

  it('saves the rule with the revision it was made from, and not a rule that cannot be', async () => {
    const { world, element } = await open();
    world.usual.set('PUT /page/retention/policy', ok(shown({ revision: 8 })));
    const save = async (): Promise<void> => press(element, 'Gem regel');
    await write(element, 'retention-audit-months', '11');
    await save();
    expect(element.querySelector('#retention-audit-months-fault')?.textContent).to.equal(
      'Skriv et helt tal fra 12 til 120.',
    );
    await write(element, 'retention-audit-months', '72');
    await save();
    expect(world.bodies('PUT /page/retention/policy')).to.deep.equal([
      { revision: 7, text_months: 24, registration_months: 60, audit_months: 72 },
    ]);
    expect(world.said.at(-1)).to.equal(retentionDa.saved);
  });

  it('puts a citizen on hold with a reason, and lifts it; the number is in the body only', async () => {
    const { world, element } = await open(empty);
    world.usual.set('POST /page/retention/holds', ok(shown(), 201));
    world.usual.set('POST /page/retention/holds/lift', ok(empty));
    await write(element, 'hold-cpr', '251248-9996');
    await press(element, 'Undtag borger');
    expect(element.querySelector('#hold-reason-fault')?.textContent).to.equal(retentionDa.reasonFault);
    await write(element, 'hold-reason', 'Retssag.');
    await press(element, 'Undtag borger');
    expect(world.bodies('POST /page/retention/holds')).to.deep.equal([
      { cpr: '251248-9996', reason: 'Retssag.' },
    ]);
    expect(element.querySelector<HTMLInputElement>('#hold-cpr')?.value).to.equal('');
    await press(element, 'Ophæv undtagelsen: født 25.12.1948');
    expect(world.bodies('POST /page/retention/holds/lift')).to.deep.equal([{ id: 'h1' }]);
    expect(element.textContent).to.contain(retentionDa.noHolds);
  });

  it('says that nothing is known of a citizen, at the field', async () => {
    const { world, element } = await open(empty);
    world.usual.set('POST /page/retention/holds', refused('not_found', 404));
    await write(element, 'hold-cpr', '0101010101');
    await write(element, 'hold-reason', 'x');
    await press(element, 'Undtag borger');
    expect(element.querySelector('#hold-cpr-fault')?.textContent).to.equal(retentionDa.unknownCitizen);
    expect(document.activeElement?.id).to.equal('hold-cpr');
  });
});
