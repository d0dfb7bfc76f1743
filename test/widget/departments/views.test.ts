import 'axe-core/axe.min.js';
import type axeCore from 'axe-core';
import { textsFor } from '../../../widget/page/departments/words.ts';
import type { View } from '../../../widget/page/view.ts';
import { expect } from '../support/expect.ts';
import { ok, refused, settled } from '../support/world.ts';
import { departmentWorld, line, list, registered, units, view, type DepartmentWorld } from './world.ts';

declare const axe: typeof axeCore;

const quiet = async (element: View): Promise<void> => {
  for (let round = 0; round < 3; round += 1) await settled(element);
};
const shown = async (tag: string, world: DepartmentWorld, attributes: object = {}): Promise<View> => {
  const element = Object.assign(document.createElement(tag), { page: world.page, ...attributes }) as View;
  const main = document.createElement('main');
  main.append(element);
  document.body.append(main);
  await quiet(element);
  return element;
};
const one = (world: DepartmentWorld) => shown('sloering-department', world, { department: 'd1' });
const field = (id: string): HTMLInputElement => document.getElementById(id) as HTMLInputElement;
const type = async (element: View, id: string, value: string): Promise<void> => {
  field(id).value = value;
  field(id).dispatchEvent(new Event('input', { bubbles: true }));
  await quiet(element);
};
const press = async (element: View, words: string, within = ''): Promise<void> => {
  const found = [...element.querySelectorAll<HTMLButtonElement>(`${within} button`)].find(
    (each) => (each.textContent ?? '').trim() === words,
  );
  if (!found) throw new Error(`no button "${words}" in: ${element.textContent}`);
  found.click();
  await quiet(element);
};
const key = async (element: View, id: string, name: string): Promise<boolean> => {
  const event = new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true });
  field(id).dispatchEvent(event);
  await quiet(element);
  return event.defaultPrevented;
};
const search = async (element: View, world: DepartmentWorld, words: string): Promise<void> => {
  await type(element, 'propose-unit', words);
  world.pass(250);
  await quiet(element);
};
const text = (element: Element): string => (element.textContent ?? '').replace(/\s+/g, ' ');
const sent = (world: DepartmentWorld, route: string): unknown[] =>
  world.sent.filter((each) => each.route === route).map(({ body }) => body);
const violations = async (element: View): Promise<string[]> => {
  const { violations: found } = await axe.run(element, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: { region: { enabled: false } },
  });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
};

const sheets = [
  '../../../node_modules/dkfds/dist/css/dkfds.min.css',
  '../../../widget/page/onboarding/onboarding.css',
  '../../../widget/page/departments/departments.css',
];
before(() =>
  Promise.all(
    sheets.map(
      (path) =>
        new Promise<void>((resolve, reject) => {
          const link = document.createElement('link');
          Object.assign(link, {
            rel: 'stylesheet',
            href: new URL(path, import.meta.url).href,
            onload: () => resolve(),
            onerror: () => reject(new Error(`no sheet at ${path}`)),
          });
          document.head.append(link);
        }),
    ),
  ),
);
after(() => document.head.querySelectorAll('link[rel=stylesheet]').forEach((each) => each.remove()));
afterEach(() => document.body.replaceChildren());

const t = textsFor('da');

const stages: [string, (world: DepartmentWorld, locale: 'da' | 'en') => Promise<View>][] = [
  ['the list with every status', (world) => shown('sloering-departments', world)],
  [
    'the empty list',
    (world) => {
      world.usual.set('GET /page/departments', ok(list([])));
      return shown('sloering-departments', world);
    },
  ],
  [
    'the list that cannot be read',
    (world) => {
      world.usual.set('GET /page/departments', 'lost');
      return shown('sloering-departments', world);
    },
  ],
  [
    'the proposal with units found and everything wrong',
    async (world, locale) => {
      const own = textsFor(locale);
      const element = await shown('sloering-departments', world);
      await press(element, own.list.propose);
      await press(element, own.propose.button);
      await search(element, world, 'hjem');
      await key(element, 'propose-unit', 'ArrowDown');
      return element;
    },
  ],
  ['a proposal of somebody else', one],
  [
    'an own proposal',
    (world) => {
      world.usual.set('GET /page/departments/d1', ok(view({ own: true })));
      return one(world);
    },
  ],
  [
    'one that needs attention, about to be removed without a reason',
    async (world, locale) => {
      const stuck = registered({ status: 'needs_attention', delivery_code: 'processing_problem' });
      world.usual.set('GET /page/departments/d1', ok(stuck));
      const element = await one(world);
      await press(element, textsFor(locale).remove.button);
      return element;
    },
  ],
  [
    'one that has ended',
    (world) => {
      const over = { status: 'ended', removed_at: '2026-11-24T09:00:00.000Z', removed_by: null } as const;
      world.usual.set(
        'GET /page/departments/d1',
        ok(registered({ ...over, note: 'Ovre.', documentation: null })),
      );
      return one(world);
    },
  ],
  [
    'the list of units with a result',
    async (world, locale) => {
      const element = await shown('sloering-units', world);
      await choose(element, 'klassifikation;kode;navn\n');
      await press(element, textsFor(locale).units.button);
      return element;
    },
  ],
];

const choose = async (element: View, content: string): Promise<void> => {
  const files = new DataTransfer();
  files.items.add(new File([content], 'sor.csv', { type: 'text/csv' }));
  field('units-file').files = files.files;
  field('units-file').dispatchEvent(new Event('change'));
  await quiet(element);
};

for (const locale of ['da', 'en'] as const)
  describe(`department blurrings (${locale})`, () => {
    for (const [what, stage] of stages)
      it(`${what}: no axe violation, and nothing wider than a narrow screen`, async () => {
        const element = await stage(departmentWorld(locale), locale);
        expect(await violations(element)).to.deep.equal([]);
        document.body.style.width = '288px';
        const wide = [
          ...element.querySelectorAll<HTMLElement>('p, table, dl, section, ul, h1, form, textarea'),
        ]
          .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1 && clientWidth > 0)
          .map((each) => each.outerHTML.slice(0, 120));
        document.body.style.width = '';
        expect(wide).to.deep.equal([]);
      });
  });

describe('the list', () => {
  it('says what waits for this person, what is to be reviewed, and how the register differs', async () => {
    const element = await shown('sloering-departments', departmentWorld());
    const said = text(element);
    expect(said).to.contain('1 venter på, at du godkender');
    expect(said).to.contain('skal gennemgås nu. De gælder stadig.');
    expect(said).to.contain(
      'Hjemmeplejen Nord (SOR 99000310000169) er i kraft hos os, men står ikke i registret.',
    );
    expect(said).to.contain('SHAK 1301 står i registret, men er ikke godkendt her.');
    expect(said).to.contain('Vi retter ikke noget af os selv.');
    expect(said).to.contain('CVR 29189366: registret kunne ikke spørges');
    expect(said).to.contain('Afsluttede (3)');
  });
  it('offers an auditor nothing to change, and asks a proposer to wait for somebody else', async () => {
    const world = departmentWorld('da', { proposeDepartments: false });
    const element = await shown('sloering-departments', world);
    expect(text(element)).to.not.contain(t.list.propose);
    expect(text(element)).to.not.contain('venter på, at du');
    const detail = await one(world);
    expect(text(detail)).to.not.contain(t.decide.approve);
    document.body.replaceChildren();
    const mine = departmentWorld();
    mine.usual.set('GET /page/departments', ok(list([line({ own: true })])));
    expect(text(await shown('sloering-departments', mine))).to.not.contain('venter på, at du');
  });
  it('can be tried again when it could not be read', async () => {
    const world = departmentWorld();
    world.answer('GET /page/departments', 'lost');
    const element = await shown('sloering-departments', world);
    expect(text(element)).to.contain('explained network');
    await press(element, world.page.t.retry);
    expect(element.querySelectorAll('tbody tr')).to.have.length(12);
  });
});

describe('the search for a unit', () => {
  const opened = async (world: DepartmentWorld): Promise<View> => {
    const element = await shown('sloering-departments', world);
    await press(element, t.list.propose);
    return element;
  };
  it('asks once the person pauses, and never for fewer than three letters', async () => {
    const world = departmentWorld();
    const element = await opened(world);
    expect(document.activeElement?.id).to.equal('propose-title');
    await search(element, world, 'hj');
    await type(element, 'propose-unit', 'hjem');
    await search(element, world, 'hjemme');
    expect(world.routes().filter((route) => route === 'GET /page/units')).to.have.length(1);
    expect(text(element)).to.contain('2 enheder fundet.');
  });
  it('is used by keyboard alone: arrows go round, Enter chooses and sends no form, Escape closes', async () => {
    const world = departmentWorld();
    const element = await opened(world);
    await search(element, world, 'hjemme');
    const at = () => field('propose-unit').getAttribute('aria-activedescendant');
    await key(element, 'propose-unit', 'ArrowUp');
    expect(at()).to.equal('unit-option-1');
    await key(element, 'propose-unit', 'ArrowDown');
    expect(at()).to.equal('unit-option-0');
    await key(element, 'propose-unit', 'Escape');
    expect(field('propose-unit').getAttribute('aria-expanded')).to.equal('false');
    await search(element, world, 'hjemmep');
    await key(element, 'propose-unit', 'ArrowDown');
    expect(await key(element, 'propose-unit', 'Enter')).to.equal(true);
    expect(document.activeElement?.id).to.equal('unit-another');
    expect(text(element)).to.contain('under Eksempelby Hjemmepleje, Eksempelby Kommune');
    expect(sent(world, 'POST /page/departments')).to.have.length(0);
    await press(element, t.search.another);
    expect(document.activeElement?.id).to.equal('propose-unit');
  });
  // A slow answer to an earlier question must not put other units under the fingers of who chooses.
  it('forgets an earlier question that is answered late, and says when nothing or no answer came', async () => {
    const world = departmentWorld();
    const element = await opened(world);
    world.answer(
      'GET /page/units',
      'never',
      ok({ units: [], more: false }),
      'lost',
      ok({ ...units, more: true }),
    );
    await search(element, world, 'hjemme');
    await search(element, world, 'ukendt');
    expect(text(element)).to.contain(t.search.none);
    await search(element, world, 'ukendte');
    expect(text(element)).to.contain(t.search.failed);
    await search(element, world, 'hjemmepl');
    expect(text(element)).to.contain('Der er flere end de 2');
  });
});

describe('a proposal', () => {
  const filled = async (world: DepartmentWorld): Promise<View> => {
    const element = await shown('sloering-departments', world);
    await press(element, t.list.propose);
    await search(element, world, 'hjemme');
    element.querySelector<HTMLElement>('#unit-option-0')?.click();
    await quiet(element);
    await type(element, 'propose-documentation', 'To trusler.');
    return element;
  };
  it('says what is missing before anything is sent, with focus at the summary', async () => {
    const world = departmentWorld();
    const element = await shown('sloering-departments', world);
    await press(element, t.list.propose);
    await press(element, t.propose.button);
    expect(document.activeElement?.id).to.equal('propose-faults');
    expect(text(element)).to.contain(t.propose.faults.unit);
    element.querySelector<HTMLElement>('#propose-faults a')?.click();
    expect(document.activeElement?.id).to.equal('propose-unit');
    await type(element, 'propose-documentation', 'x'.repeat(4_001));
    expect(text(element)).to.contain('1 tegn for meget.');
    expect(sent(world, 'POST /page/departments')).to.have.length(0);
  });
  it('sends unit, CVR number and documentation once, and leads to the proposal', async () => {
    const world = departmentWorld();
    world.usual.set('POST /page/departments', ok(view(), 201));
    const element = await filled(world);
    field('propose-cvr-29189366').click();
    await press(element, t.propose.button);
    expect(sent(world, 'POST /page/departments')).to.deep.equal([
      {
        cvr: '29189366',
        unit: { classification: 'SOR', code: '99000310000169' },
        documentation: 'To trusler.',
      },
    ]);
    expect(world.visited).to.deep.equal(['/departments/d1']);
    expect(world.said).to.deep.equal([t.propose.done]);
  });
  it('keeps what was typed when it is refused or nothing answers', async () => {
    const world = departmentWorld();
    world.answer('POST /page/departments', 'lost', refused('unit_blurred', 409));
    const element = await filled(world);
    await press(element, t.propose.button);
    expect(text(element)).to.contain('explained network');
    await press(element, t.propose.button);
    expect(text(element)).to.contain(t.propose.faults.unit_blurred);
    expect(field('propose-documentation').value).to.equal('To trusler.');
  });
  it('that is cancelled leads back to its button', async () => {
    const element = await filled(departmentWorld());
    await press(element, t.propose.cancel);
    expect(document.activeElement?.id).to.equal('propose-open');
  });
});

describe('a decision', () => {
  const approve = 'POST /page/departments/d1/approve';
  it('approves the revision that was seen, after a fresh login, and says how it is now', async () => {
    const world = departmentWorld();
    world.answer(approve, refused('fresh_login_required', 403), ok(registered({ status: 'registered' })));
    const element = await one(world);
    expect(text(element)).to.contain('Alle borgere, også dem, der aldrig har truet nogen.');
    await press(element, t.decide.approve);
    expect(world.logins.asked).to.equal(1);
    expect(sent(world, approve)).to.deep.equal([{ revision: 1 }, { revision: 1 }]);
    expect(text(element)).to.contain(t.explained.registered);
    expect(text(element)).to.not.contain(t.explained.in_force);
    expect(document.activeElement?.id).to.equal('department-status');
    expect(world.said).to.deep.equal([t.decide.approved]);
    world.usual.set('GET /page/departments/d1', ok(registered()));
    world.pass(3_000);
    await quiet(element);
    expect(text(element)).to.contain(`${t.statuses.in_force} siden 23. nov. 2026`);
    expect(world.said.at(-1)).to.equal(t.explained.in_force);
    expect(world.waiting()).to.deep.equal([]);
  });
  // Looking on and on would keep a login alive that nobody uses.
  it('looks for the register’s answer a few times and no more', async () => {
    const world = departmentWorld();
    const waiting = registered({ status: 'on_its_way' });
    world.answer(approve, ok(waiting));
    const element = await one(world);
    world.usual.set('GET /page/departments/d1', ok(waiting));
    await press(element, t.decide.approve);
    for (let time = 0; time < 10; time += 1) {
      world.pass(3_000);
      await quiet(element);
    }
    expect(world.routes().filter((route) => route === 'GET /page/departments/d1')).to.have.length(6);
  });
  it('changes nothing when the person does not log in again', async () => {
    const world = departmentWorld();
    world.logins.answer = false;
    world.answer(approve, refused('fresh_login_required', 403));
    const element = await one(world);
    await press(element, t.decide.approve);
    expect(text(element)).to.contain(t.form.notFresh);
    expect(sent(world, approve)).to.have.length(1);
  });
  it('shows how it is now when somebody else was faster', async () => {
    const world = departmentWorld();
    world.answer(approve, refused('conflict', 409));
    const element = await one(world);
    world.usual.set('GET /page/departments/d1', ok(view({ status: 'rejected', revision: 2 })));
    await press(element, t.decide.approve);
    expect(text(element)).to.contain(t.form.conflict);
    expect(text(element)).to.contain(t.explained.rejected);
    expect(text(element)).to.not.contain(t.decide.approve);
  });
  it('offers the proposer no approval, but to take it back after a question', async () => {
    const world = departmentWorld();
    world.usual.set('GET /page/departments/d1', ok(view({ own: true })));
    world.usual.set('POST /page/departments/d1/withdraw', ok(view({ status: 'withdrawn', revision: 2 })));
    const element = await one(world);
    expect(text(element)).to.contain(t.decide.own);
    expect(text(element)).to.not.contain(t.decide.approve);
    await press(element, t.decide.withdraw);
    await press(element, t.form.cancel, 'dialog');
    expect(sent(world, 'POST /page/departments/d1/withdraw')).to.have.length(0);
    await press(element, t.decide.withdraw);
    await press(element, t.decide.withdraw, 'dialog');
    expect(sent(world, 'POST /page/departments/d1/withdraw')).to.deep.equal([{ revision: 1 }]);
  });
  it('rejects and removes only with a reason; removal only after a question', async () => {
    const world = departmentWorld();
    world.usual.set('POST /page/departments/d1/reject', ok(view({ status: 'rejected', revision: 2 })));
    const element = await one(world);
    await press(element, t.decide.reject);
    expect(document.activeElement?.id).to.equal('decide-note');
    await type(element, 'decide-note', ' Nej. ');
    await press(element, t.decide.reject);
    expect(sent(world, 'POST /page/departments/d1/reject')).to.deep.equal([{ revision: 1, note: 'Nej.' }]);
    document.body.replaceChildren();

    const route = 'POST /page/departments/d1/remove';
    world.usual.set('GET /page/departments/d1', ok(registered()));
    world.usual.set(route, ok(registered({ status: 'removing', revision: 3 })));
    const other = await one(world);
    await press(other, t.remove.button);
    expect(other.querySelector('dialog')).to.equal(null);
    await type(other, 'decide-note', 'Ovre.');
    await press(other, t.remove.button);
    expect(sent(world, route)).to.have.length(0);
    await press(other, t.remove.button, 'dialog');
    expect(sent(world, route)).to.deep.equal([{ revision: 2, note: 'Ovre.' }]);
    expect(text(other)).to.contain(t.explained.removing);
  });
  it('reviews: the day the policy proposes, or another; a wrong one is said at the field', async () => {
    const route = 'POST /page/departments/d1/review';
    const world = departmentWorld();
    world.usual.set('GET /page/departments/d1', ok(registered({ review: 'due', review_on: '2026-11-01' })));
    world.answer(route, refused('body_invalid', 422), ok(registered({ revision: 3 })));
    const element = await one(world);
    expect(field('decide-review').value).to.equal('2027-11-23');
    await type(element, 'decide-review', '2020-01-01');
    await press(element, t.review.button);
    expect(text(element)).to.contain(t.review.fault);
    await type(element, 'decide-review', '2027-05-01');
    await press(element, t.review.button);
    expect(sent(world, route).at(-1)).to.deep.equal({ revision: 2, review_on: '2027-05-01' });
    expect(world.said).to.deep.equal([t.review.done]);
  });
  it('lets what was set aside go on', async () => {
    const world = departmentWorld();
    const stuck = registered({ status: 'needs_attention', delivery_code: 'other_code' });
    world.usual.set('GET /page/departments/d1', ok(stuck));
    world.usual.set('POST /page/departments/d1/retry', ok(registered({ status: 'on_its_way' })));
    const element = await one(world);
    expect(text(element)).to.contain('Årsag: other_code');
    await press(element, t.one.retry);
    expect(text(element)).to.contain(t.explained.on_its_way);
  });
});

describe('the list of units', () => {
  it('is read from a file, as it is, and every bad row is named by its line', async () => {
    const world = departmentWorld('da', { importUnits: true });
    const element = await shown('sloering-units', world);
    expect(text(element)).to.contain('17 åbne og 1 lukkede enheder.');
    await press(element, t.units.button);
    expect(text(element)).to.contain(t.units.noFile);
    await choose(element, 'klassifikation;kode;navn\n');
    field('units-full').click();
    await press(element, t.units.button);
    const posted = world.sent.find(({ route }) => route === 'POST /page/units/import');
    expect(posted?.headers['Content-Type']).to.equal('text/csv');
    expect(posted?.init.body instanceof File).to.equal(true);
    const said = text(element);
    expect(said).to.contain('Linje 3: SOR-kodens kontrolciffer passer ikke');
    expect(said).to.contain('Linje 9: koden står på en tidligere linje');
    expect(said).to.contain('40 åbne enheder står ikke i filen.');
    expect(document.activeElement?.id).to.equal('units-result');
  });
  it('says why a file cannot be used, and that nothing was changed', async () => {
    const world = departmentWorld('da', { importUnits: true });
    world.usual.set('GET /page/units/status', ok({ open: 0, closed: 0, last_import: null }));
    world.answer('POST /page/units/import', refused('extract_unusable', 422));
    const element = await shown('sloering-units', world);
    expect(text(element)).to.contain(t.units.empty);
    await choose(element, 'x');
    await press(element, t.units.button);
    expect(text(element)).to.contain('Der er ikke ændret noget.');
  });
});

describe('the texts', () => {
  const paths = (value: unknown, at = ''): string[] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, inner]) => paths(inner, `${at}/${name}`))
      : [`${at}: ${String(value).split('{}').length}`];
  it('are the same in both languages, with as many places for values', () => {
    expect(paths(textsFor('en'))).to.deep.equal(paths(textsFor('da')));
  });
});
