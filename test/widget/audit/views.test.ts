import 'axe-core/axe.min.js';
import type axeCore from 'axe-core';
import { auditActions, auditDetails } from '../../../shared/audit-actions.ts';
import type { AuditLine } from '../../../shared/audit-api.ts';
import { AuditView } from '../../../widget/page/audit/audit-log.ts';
import { auditDa } from '../../../widget/page/audit/texts.da.ts';
import { auditEn } from '../../../widget/page/audit/texts.en.ts';
import { detailsDa } from '../../../widget/page/audit/details.da.ts';
import { detailsEn } from '../../../widget/page/audit/details.en.ts';
import { told } from '../../../widget/page/audit/told.ts';
import type { View } from '../../../widget/page/view.ts';
import { caseworkWorld, quiet } from '../casework/world.ts';
import { expect } from '../support/expect.ts';
import { ok, refused } from '../support/world.ts';

declare const axe: typeof axeCore;
if (!customElements.get('sloering-audit')) customElements.define('sloering-audit', AuditView);

const entry = (sequence: number, change: Partial<AuditLine> = {}): AuditLine => ({
  ...{ sequence, at: '2026-11-23T09:42:00.000Z', action: 'blurring_registered', outcome: 'success' },
  ...{ by: 'Mette Sundby', citizen: '1948-12-25', subject: 'b1', session: 's1' },
  detail: { reason: 'threat', guidelines: null },
  ...change,
});
const entries = (count: number, after: unknown = null) =>
  ok({ entries: Array.from({ length: count }, (_, at) => entry(count - at)), after });

const press = async (element: View, words: string): Promise<void> => {
  const found = [...element.querySelectorAll('button')].find((one) => one.textContent?.trim() === words);
  if (!found) throw new Error(`no "${words}"`);
  found.click();
  await quiet(element);
};
const write = async (element: View, id: string, value: string, event = 'input'): Promise<void> => {
  const field = element.querySelector<HTMLInputElement>(`#${id}`);
  if (!field) throw new Error(`no #${id}`);
  field.value = value;
  field.dispatchEvent(new Event(event, { bubbles: true }));
  await quiet(element);
};
const submit = async (element: View): Promise<void> => {
  element.querySelector('form')?.requestSubmit();
  await quiet(element);
};

describe('the audit log', () => {
  afterEach(() => document.body.replaceChildren());

  it('has words for every action in both languages', () => {
    for (const t of [auditDa, auditEn])
      expect(Object.keys(t.actions).sort()).to.deep.equal(Object.keys(auditActions).sort());
  });

  it('says what an entry says in words, in both languages', () => {
    for (const t of [detailsDa, detailsEn])
      expect(Object.keys(t.names).sort()).to.deep.equal([...auditDetails].sort());
    const entry = {
      ...{ decision: 'pending', cvrs: '29190623 99000007', ends_at: Date.parse('2027-02-14T22:59:59Z') },
      ...{ reason: 'own_code', with_cpr: 0, filter: 'cpr state', unit: null },
    } as const;
    expect(told(entry, 'da')).to.deep.equal([
      ...['Afgørelse: afventer', 'CVR-numre: 29190623, 99000007', 'Udløber: 14. februar 2027'],
      ...['Begrundelse: own_code', 'Med CPR-nummer: nej', 'Søgt på: CPR-nummer, tilstand'],
    ]);
    expect(told(entry, 'en')[0]).to.equal('Decision: pending');
  });

  for (const locale of ['da', 'en'] as const)
    it(`has no axe violation with few, many, none and a fault (${locale})`, async () => {
      for (const answer of [
        entries(2),
        entries(50, { at: '2026-11-23T09:42:00.000Z', sequence: 1 }),
        entries(0),
        refused('store_unavailable', 503),
      ]) {
        const world = caseworkWorld(locale);
        world.usual.set('POST /page/audit/search', answer);
        const element = await world.show('sloering-audit');
        const { violations } = await axe.run(element, {
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
        });
        expect(violations.map(({ id }) => id)).to.deep.equal([]);
        document.body.replaceChildren();
      }
    });

  it('begins with the last thirty days, and asks for what is filled in', async () => {
    const world = caseworkWorld();
    world.usual.set('POST /page/audit/search', entries(1));
    const element = await world.show('sloering-audit');
    expect(world.bodies('POST /page/audit/search')[0]).to.deep.equal({
      filter: { from: '2026-10-24', to: '2026-11-23' },
      after: null,
    });
    expect(element.querySelector('tbody')?.textContent).to.contain('Sløring registreret');
    expect(element.querySelector('tbody')?.textContent).to.contain('født 25.12.1948');
    await write(element, 'audit-action', 'citizen_opened', 'change');
    await write(element, 'audit-cpr', '251248-9996');
    await submit(element);
    expect(world.bodies('POST /page/audit/search').at(-1)).to.deep.equal({
      filter: { from: '2026-10-24', to: '2026-11-23', action: 'citizen_opened', cpr: '251248-9996' },
      after: null,
    });
  });

  it('goes on where the page ended, with the search that was made', async () => {
    const world = caseworkWorld();
    const after = { at: '2026-11-23T09:42:00.000Z', sequence: 3 };
    world.answer('POST /page/audit/search', entries(2, after), entries(1));
    const element = await world.show('sloering-audit');
    await write(element, 'audit-cpr', '251248');
    await press(element, 'Vis flere');
    expect(world.bodies('POST /page/audit/search').at(-1)).to.deep.equal({
      filter: { from: '2026-10-24', to: '2026-11-23' },
      after,
    });
    expect(element.querySelectorAll('tbody tr').length).to.equal(3);
  });

  it('says where a day or a number is wrong', async () => {
    const world = caseworkWorld();
    world.usual.set('POST /page/audit/search', entries(1));
    const element = await world.show('sloering-audit');
    world.answer(
      'POST /page/audit/search',
      refused('filter_contradictory', 422),
      refused('cpr_invalid', 422),
    );
    await submit(element);
    expect(element.querySelector('#audit-to-fault')?.textContent).to.equal(auditDa.order);
    expect(document.activeElement?.id).to.equal('audit-to');
    await submit(element);
    expect(element.querySelector('#audit-cpr-fault')?.textContent).to.equal(auditDa.cprFault);
  });

  it('tells whether the log is whole, and alarms where it is not', async () => {
    const world = caseworkWorld();
    world.usual.set('POST /page/audit/search', entries(1));
    const found = { entries: 1200, broken: null, head: 'h', at: '2026-11-23T09:42:00.000Z' };
    world.answer('POST /page/audit/verify', ok(found), ok({ ...found, broken: 17 }));
    const element = await world.show('sloering-audit');
    await press(element, 'Kontrollér loggen');
    expect(element.querySelector('.alert-success')?.textContent).to.contain('1200 poster hænger sammen');
    await press(element, 'Kontrollér loggen');
    expect(element.querySelector('.alert-error[role=alert]')?.textContent).to.contain('brudt ved post 17');
  });

  // A file of fewer entries than there are looks like any other file.
  it('saves an export only when it is whole', async () => {
    const world = caseworkWorld();
    world.usual.set('POST /page/audit/search', entries(1));
    const { environment } = world.context;
    const { fetch: usual } = environment;
    let body = '{"resourceType":"AuditEvent"}\n';
    environment.fetch = (path, init) =>
      path === '/page/audit/export'
        ? Promise.resolve(
            new Response(body, { headers: { 'Content-Disposition': 'attachment; filename="audit.ndjson"' } }),
          )
        : usual(path, init);
    const saved: string[] = [];
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function click(this: HTMLAnchorElement) {
      saved.push(this.download);
    };
    const element = await world.show('sloering-audit');
    await press(element, 'Gem som FHIR AuditEvent');
    await quiet(element);
    expect(saved).to.deep.equal([]);
    expect(element.textContent).to.contain(auditDa.incomplete);
    body += '{"resourceType":"OperationOutcome"}\n';
    await press(element, 'Gem som FHIR AuditEvent');
    await quiet(element);
    expect(saved).to.deep.equal(['audit.ndjson']);
    HTMLAnchorElement.prototype.click = click;
  });
});
