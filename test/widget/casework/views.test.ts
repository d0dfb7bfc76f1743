import 'axe-core/axe.min.js';
import type axeCore from 'axe-core';
import type { CaseDecision, DecisionResult } from '../../../shared/cases-api.ts';
import { caseworkTexts } from '../../../widget/page/casework/pick.ts';
import type { View } from '../../../widget/page/view.ts';
import { expect } from '../support/expect.ts';
import { ok, refused } from '../support/world.ts';
import { caseworkWorld, file, line, lines, page, quiet } from './world.ts';

declare const axe: typeof axeCore;

const t = caseworkTexts('da');
const named = (element: Element, words: string): HTMLElement => {
  const found = [...element.querySelectorAll<HTMLElement>('button, a')].find(
    (one) => (one.getAttribute('aria-label') ?? one.textContent ?? '').trim() === words,
  );
  if (!found) throw new Error(`no "${words}" in ${element.textContent}`);
  return found;
};
const press = async (element: View, words: string): Promise<void> => {
  named(element, words).click();
  await quiet(element);
};
const write = async (element: View, id: string, value: string, event = 'input'): Promise<void> => {
  const field = element.querySelector<HTMLInputElement>(`#${id}`);
  if (!field) throw new Error(`no #${id}`);
  field.value = value;
  field.dispatchEvent(new Event(event, { bubbles: true }));
  await quiet(element);
};
const tick = async (element: View, id: string): Promise<void> => {
  element.querySelector<HTMLInputElement>(`#${id}`)?.click();
  await quiet(element);
};
const submit = async (element: View, form: string): Promise<void> => {
  element.querySelector<HTMLFormElement>(form)?.requestSubmit();
  await quiet(element);
};
const key = async (element: View, row: number, name: string): Promise<void> => {
  const target = element.querySelectorAll('tbody tr')[row];
  target?.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
  await quiet(element);
};
const done = (ids: string[], change = {}): { results: DecisionResult[] } => ({
  results: ids.map((id) => ({
    id,
    outcome: 'done',
    code: null,
    case: line({ id, decision: 'confirmed', revision: 1, ...change }),
  })),
});
const violations = async (element: View): Promise<string[]> => {
  const { violations: found } = await axe.run(element, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
};

/** The sheets decide sizes and colours, which axe judges. */
const sheets = [
  '../../../node_modules/dkfds/dist/css/dkfds.min.css',
  '../../../widget/page/casework/casework.css',
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
after(() => document.head.querySelectorAll('link[rel=stylesheet]').forEach((link) => link.remove()));
afterEach(() => document.body.replaceChildren());

for (const locale of ['da', 'en'] as const) {
  describe(`casework (${locale})`, () => {
    for (const tag of [
      'sloering-inbox',
      'sloering-due',
      'sloering-overview',
      'sloering-case',
      'sloering-access-request',
    ])
      it(`${tag} has no axe violation with few, many, none and a fault`, async () => {
        const states = [
          () => undefined,
          (world: ReturnType<typeof caseworkWorld>) =>
            world.usual.set(
              'POST /page/cases/search',
              page(lines(60, { overdue: true }), { at: '2026-11-23T09:42:00.000Z', id: 'b60' }),
            ),
          (world: ReturnType<typeof caseworkWorld>) => world.usual.set('POST /page/cases/search', page([])),
          (world: ReturnType<typeof caseworkWorld>) => {
            for (const route of ['search', 'open'])
              world.usual.set(`POST /page/cases/${route}`, refused('store_unavailable', 503));
          },
        ];
        for (const prepare of states) {
          const world = caseworkWorld(locale);
          prepare(world);
          const element = await world.show(tag, { case: 'b1' });
          for (const details of element.querySelectorAll('details')) details.open = true;
          await quiet(element);
          expect(await violations(element)).to.deep.equal([]);
          document.body.replaceChildren();
        }
      });

    it('the dialog that asks why has no axe violation, empty and with faults', async () => {
      const world = caseworkWorld(locale);
      const element = await world.show('sloering-case', { case: 'b1' });
      await press(element, `${caseworkTexts(locale).decide.renew}: S-1`);
      expect(await violations(element)).to.deep.equal([]);
      await write(element, 'note-days', '91');
      await submit(element, 'dialog form');
      expect(element.querySelectorAll('.form-error').length).to.equal(2);
      expect(await violations(element)).to.deep.equal([]);
    });
  });
}

describe('the inbox', () => {
  it('holds a decision back for ten seconds, and sends nothing when it is undone', async () => {
    const world = caseworkWorld();
    const element = await world.show('sloering-inbox');
    await press(element, 'Godkend: A.T., født 25.12.1948');
    expect(element.textContent).to.contain('Godkend 1 sløring: sendes om 10 s.');
    world.pass(9_000);
    await quiet(element);
    expect(element.textContent).to.contain('sendes om 1 s.');
    await press(element, 'Fortryd');
    world.pass(20_000);
    await quiet(element);
    expect(world.bodies('POST /page/cases/decide')).to.deep.equal([]);
    expect(world.said.at(-1)).to.equal(t.held.undone);
  });

  it('sends what was seen after ten seconds, and takes what is done from the list', async () => {
    const world = caseworkWorld();
    world.answer('POST /page/cases/decide', ok(done(['b1'])));
    const element = await world.show('sloering-inbox');
    await press(element, 'Godkend: A.T., født 25.12.1948');
    world.pass(10_000);
    await quiet(element);
    expect(world.bodies('POST /page/cases/decide')).to.deep.equal([
      { decision: 'confirm', items: [{ id: 'b1', revision: 0 }] },
    ]);
    expect(element.querySelectorAll('tbody tr').length).to.equal(2);
    expect(world.said).to.contain(t.doneMany.confirm(1));
  });

  // A decision that was made and not sent, because the person went on to something else, would look decided to them.
  it('sends what is held when the page is left', async () => {
    const world = caseworkWorld();
    world.answer('POST /page/cases/decide', ok(done(['b1'])));
    const element = await world.show('sloering-inbox');
    await press(element, 'Godkend: A.T., født 25.12.1948');
    element.remove();
    expect(world.sent.at(-1)?.route).to.equal('POST /page/cases/decide');
    expect(world.sent.at(-1)?.init.keepalive).to.equal(true);
  });

  it('keeps what somebody else decided meanwhile, says so, and shows what it is now', async () => {
    const world = caseworkWorld();
    const now = line({
      id: 'b1',
      decision: 'confirmed',
      decided: { at: '2026-11-23T09:42:00.000Z', by: 'Bo Prøvesen' },
    });
    world.answer(
      'POST /page/cases/decide',
      ok({ results: [{ id: 'b1', outcome: 'changed', code: 'already_decided', case: now }] }),
    );
    const element = await world.show('sloering-inbox');
    await press(element, 'Godkend: A.T., født 25.12.1948');
    world.pass(10_000);
    await quiet(element);
    const row = element.querySelector('tbody tr');
    expect(row?.textContent).to.contain('En anden har afgjort den i mellemtiden.');
    expect(row?.textContent).to.contain('Nu: Godkendt (Bo Prøvesen)');
    expect(row?.querySelector('button')).to.equal(null);
  });

  it('sends again under the same key what could not be sent', async () => {
    const world = caseworkWorld();
    world.answer('POST /page/cases/decide', 'lost', ok(done(['b1'])));
    const element = await world.show('sloering-inbox');
    await press(element, 'Godkend: A.T., født 25.12.1948');
    world.pass(10_000);
    await quiet(element);
    expect(element.textContent).to.contain('Ikke sendt. explained network');
    expect(
      [...element.querySelectorAll('button')].some((one) => one.textContent?.trim() === 'Fortryd'),
    ).to.equal(false);
    await press(element, 'Prøv igen');
    const keys = world.sent
      .filter(({ route }) => route.endsWith('decide'))
      .map(({ headers }) => headers['Idempotency-Key']);
    expect(keys.length).to.equal(2);
    expect(keys[0]).to.equal(keys[1]);
    expect(element.querySelectorAll('tbody tr').length).to.equal(2);
  });

  it('does not reject without a reason', async () => {
    const world = caseworkWorld();
    world.answer('POST /page/cases/decide', ok(done(['b1', 'b2'], { decision: 'rejected' })));
    const element = await world.show('sloering-inbox');
    await tick(element, 'choose-b1');
    await tick(element, 'choose-b2');
    await press(element, 'Afvis 2 sløringer');
    await submit(element, 'dialog form');
    expect(element.querySelector('#note-fault')?.textContent).to.equal(t.note.required);
    await write(element, 'note-text', 'Truslen gjaldt en anden.');
    await submit(element, 'dialog form');
    world.pass(10_000);
    await quiet(element);
    expect(world.bodies('POST /page/cases/decide')).to.deep.equal([
      {
        decision: 'reject',
        items: [
          { id: 'b1', revision: 0 },
          { id: 'b2', revision: 0 },
        ],
        note: 'Truslen gjaldt en anden.',
      },
    ]);
  });

  it('works by keys on a row: down, select, confirm, reject, open', async () => {
    const world = caseworkWorld();
    const element = await world.show('sloering-inbox');
    const rows = element.querySelectorAll<HTMLElement>('tbody tr');
    rows[0]?.focus();
    await key(element, 0, 'ArrowDown');
    expect(document.activeElement).to.equal(rows[1]);
    await key(element, 1, 'v');
    expect(element.querySelector<HTMLInputElement>('#choose-b2')?.checked).to.equal(true);
    await key(element, 1, 'g');
    expect(element.textContent).to.contain('Godkend 1 sløring: sendes om 10 s.');
    await key(element, 0, 'a');
    expect(element.querySelector('dialog')?.open).to.equal(true);
    await key(element, 2, 'Enter');
    expect(world.visited).to.deep.equal(['/cases/b3']);
  });

  it('lets nobody decide on their own, and shows which have waited too long', async () => {
    const world = caseworkWorld();
    world.usual.set(
      'POST /page/cases/search',
      page([line({ own: true }), line({ id: 'b2', overdue: true })]),
    );
    const element = await world.show('sloering-inbox');
    const [own, late] = element.querySelectorAll('tbody tr');
    expect(own?.textContent).to.contain(t.own);
    expect(own?.querySelector('button')).to.equal(null);
    expect(own?.querySelector<HTMLInputElement>('input')?.disabled).to.equal(true);
    expect(late?.textContent).to.contain(t.overdue);
  });
});

describe('what falls due', () => {
  const renewed = (ids: string[]) => ok(done(ids, { decision: 'pending' }));

  it('renews many in parts, shows how far it is, and tells what became of each', async () => {
    const world = caseworkWorld();
    world.usual.set('POST /page/cases/search', page(lines(30)));
    const first = done(Array.from({ length: 24 }, (_, at) => `b${at + 1}`)).results;
    world.answer(
      'POST /page/cases/decide',
      ok({
        results: [
          ...first,
          { id: 'b25', outcome: 'changed', code: 'already_ended', case: line({ id: 'b25' }) },
        ],
      }),
      renewed(['b26', 'b27', 'b28', 'b29', 'b30']),
    );
    const element = await world.show('sloering-due');
    await tick(element, 'choose-all');
    await press(element, 'Forlæng 30 valgte');
    await write(element, 'note-text', 'Gennemgået i dag.');
    await submit(element, 'dialog form');
    await quiet(element);
    const sent = world.bodies('POST /page/cases/decide') as {
      items: unknown[];
      days: number;
      decision: CaseDecision;
    }[];
    expect(sent.map(({ items, days, decision }) => [items.length, days, decision])).to.deep.equal([
      [25, 90, 'renew'],
      [5, 90, 'renew'],
    ]);
    expect(element.textContent).to.contain('29 af 30 er forlænget.');
    expect(element.textContent).to.contain('A.T., født 25.12.1948: Den er ophørt i mellemtiden.');
    expect(world.said.at(-1)).to.equal('29 af 30 er forlænget.');
  });

  it('goes on after a lost connection with what is left, under the same key', async () => {
    const world = caseworkWorld();
    world.usual.set('POST /page/cases/search', page(lines(30)));
    world.answer(
      'POST /page/cases/decide',
      renewed(Array.from({ length: 25 }, (_, at) => `b${at + 1}`)),
      'lost',
      renewed(['b26', 'b27', 'b28', 'b29', 'b30']),
    );
    const element = await world.show('sloering-due');
    await tick(element, 'choose-all');
    await press(element, 'Forlæng 30 valgte');
    await write(element, 'note-text', 'Gennemgået i dag.');
    await submit(element, 'dialog form');
    await quiet(element);
    expect(element.textContent).to.contain('25 af 30 er forlænget.');
    await press(element, 'Prøv igen');
    await quiet(element);
    expect(element.textContent).to.contain('30 af 30 er forlænget.');
    const keys = world.sent
      .filter(({ route }) => route.endsWith('decide'))
      .map(({ headers }) => headers['Idempotency-Key']);
    expect(keys.length).to.equal(3);
    expect(keys[1]).to.equal(keys[2]);
    expect(keys[0]).to.not.equal(keys[1]);
  });

  it('lists what has expired until somebody has seen it', async () => {
    const world = caseworkWorld();
    world.usual.set('POST /page/cases/seen', ok({ seen: 3 }));
    const element = await world.show('sloering-due');
    await press(element, 'Markér 3 som sete');
    expect(world.bodies('POST /page/cases/seen')).to.deep.equal([{ ids: ['b1', 'b2', 'b3'] }]);
    expect(world.said.at(-1)).to.equal(t.due.seenDone(3));
  });

  it('refuses a period that policy does not allow before it asks the server', async () => {
    const world = caseworkWorld();
    const element = await world.show('sloering-due');
    await tick(element, 'due-b1');
    await press(element, 'Forlæng 1 valgt');
    await write(element, 'note-text', 'x');
    for (const days of ['0', '91', '1,5', '']) {
      await write(element, 'note-days', days);
      await submit(element, 'dialog form');
      expect(element.querySelector('#days-fault')?.textContent).to.equal('Skriv et helt tal fra 1 til 90.');
    }
    expect(world.bodies('POST /page/cases/decide')).to.deep.equal([]);
  });
});

describe('the overview', () => {
  it('asks for what is filled in, with the number in the body only', async () => {
    const world = caseworkWorld();
    const element = await world.show('sloering-overview');
    await write(element, 'filter-cpr', '251248-9996');
    await write(element, 'filter-state', 'open', 'change');
    await submit(element, '.case-filter');
    expect(world.bodies('POST /page/cases/search').at(-1)).to.deep.equal({
      filter: { cpr: '251248-9996', state: 'open' },
      sort: 'registered_desc',
      after: null,
    });
    expect(world.routes().some((route) => route.includes('2512'))).to.equal(false);
  });

  it('says which field excludes the others, at the field', async () => {
    const world = caseworkWorld();
    const element = await world.show('sloering-overview');
    world.answer('POST /page/cases/search', {
      status: 422,
      body: {
        code: 'filter_contradictory',
        fields: [{ pointer: '/filter/ends_to', code: 'filter_contradictory' }],
      },
    });
    await submit(element, '.case-filter');
    expect(element.querySelector('#filter-ends_to-fault')?.textContent).to.equal(t.overview.contradictory);
    expect(document.activeElement?.id).to.equal('filter-ends_to');
  });

  it('goes on where the page ended', async () => {
    const world = caseworkWorld();
    const after = { at: '2026-11-16T09:41:00.000Z', id: 'b3' };
    world.answer('POST /page/cases/search', page(lines(3), after), page([line({ id: 'b4' })]));
    const element = await world.show('sloering-overview');
    await press(element, 'Vis flere');
    expect((world.bodies('POST /page/cases/search').at(-1) as { after: unknown }).after).to.deep.equal(after);
    expect(element.querySelectorAll('tbody tr').length).to.equal(4);
    expect(element.textContent).to.contain(t.allShown);
  });

  it('keeps a view without the number, brings it back, and forgets it', async () => {
    const world = caseworkWorld();
    const element = await world.show('sloering-overview');
    await write(element, 'filter-cpr', '2512489996');
    await write(element, 'filter-reason', 'threat', 'change');
    const kept = {
      id: 'v1',
      name: 'Trusler',
      filter: { reason: 'threat' },
      sort: 'ends_asc',
      columns: ['citizen', 'ends'],
    };
    world.usual.set('POST /page/views', ok(kept, 201));
    await write(element, 'view-name', 'Trusler');
    await submit(element, '.case-save-view');
    expect((world.bodies('POST /page/views')[0] as { filter: unknown }).filter).to.deep.equal({
      reason: 'threat',
    });
    await press(element, 'Trusler');
    expect(world.bodies('POST /page/cases/search').at(-1)).to.deep.equal({
      ...{ filter: { reason: 'threat' }, sort: 'ends_asc', after: null },
    });
    expect([...element.querySelectorAll('thead th')].map((one) => one.textContent)).to.deep.equal([
      'Borger',
      'Udløber',
    ]);
    world.usual.set('POST /page/views/remove', ok(null, 204));
    await press(element, 'Slet visningen Trusler');
    expect(world.said.at(-1)).to.equal('Visningen Trusler er slettet.');
  });

  it('finds a registrant by part of a name, once the typing rests', async () => {
    const world = caseworkWorld();
    world.usual.set(
      'POST /page/cases/registrants',
      ok({ people: [{ id: 'a1', name: 'Mette Sundby', title: null }] }),
    );
    const element = await world.show('sloering-overview');
    await write(element, 'filter-registrant', 'Me');
    await write(element, 'filter-registrant', 'Mett');
    world.pass(300);
    await quiet(element);
    expect(world.bodies('POST /page/cases/registrants')).to.deep.equal([{ name: 'Mett' }]);
    await press(element, 'Mette Sundby');
    await submit(element, '.case-filter');
    expect((world.bodies('POST /page/cases/search').at(-1) as { filter: unknown }).filter).to.deep.equal({
      registrant: 'a1',
    });
  });

  it('tells an empty municipality from an empty search', async () => {
    const world = caseworkWorld();
    world.usual.set('POST /page/cases/search', page([]));
    const element = await world.show('sloering-overview');
    expect(element.textContent).to.contain(t.overview.noneAtAll);
    await write(element, 'filter-state', 'ended', 'change');
    await submit(element, '.case-filter');
    expect(element.textContent).to.contain(t.overview.none);
  });
});

describe('a file', () => {
  it('shows the number, what happened, and what can be done', async () => {
    const world = caseworkWorld();
    const element = await world.show('sloering-case', { case: 'b1' });
    expect(element.textContent).to.contain('251248-9996');
    expect(element.textContent).to.contain('1 registrering hører til enheder, du ikke ser.');
    expect(
      [...element.querySelectorAll('.case-timeline strong')].map((one) => one.textContent),
    ).to.deep.equal(['Registreret', 'Registret har svaret OK', 'Godkendt']);
    named(element, 'Afvis: S-1');
  });

  it('offers no decision to who may only read', async () => {
    const world = caseworkWorld('da', { decide: false });
    const element = await world.show('sloering-case', { case: 'b1' });
    expect([...element.querySelectorAll('button')].map((one) => one.textContent?.trim())).to.deep.equal([
      'Kvittering',
      'Kvittering',
    ]);
  });

  it('says calmly that there is nothing', async () => {
    const world = caseworkWorld();
    world.usual.set('POST /page/cases/open', refused('not_found', 404));
    const element = await world.show('sloering-case', { case: 'b9' });
    expect(element.textContent).to.contain(t.file.gone);
  });

  it('prints a receipt without the number, and a letter for the personnel file', async () => {
    const world = caseworkWorld();
    const one = line({
      reference: 'S-1',
      decision: 'confirmed',
      decided: { at: '2026-11-17T09:41:00.000Z', by: 'Lise Leder' },
    });
    world.usual.set('POST /page/cases/open', ok(file([one])));
    const element = await world.show('sloering-case', { case: 'b1' });
    const papers: string[] = [];
    const real = globalThis.print;
    globalThis.print = () => void papers.push(element.querySelector('.case-paper')?.textContent ?? '');
    await press(element, 'Kvittering: S-1');
    await press(element, 'Afgørelse til personalesagen: S-1');
    globalThis.print = real;
    const [receipt = '', letter = ''] = papers;
    expect(receipt).to.contain('Kvittering for sløring');
    expect(letter).to.contain('Godkendt den 17. november 2026 af Lise Leder.');
    for (const paper of papers) expect(/9996|251248|A\.T\./.test(paper)).to.equal(false);
    expect(element.querySelector('.case-paper')).to.equal(null);
  });
});

describe('an extract', () => {
  const encoder = new TextEncoder();
  const open = async (pieces: string[], fails = false) => {
    const world = caseworkWorld();
    const { environment } = world.context;
    const asked: unknown[] = [];
    const { fetch: usual } = environment;
    environment.fetch = (path, init) => {
      if (path !== '/page/extracts') return usual(path, init);
      asked.push(JSON.parse(typeof init.body === 'string' ? init.body : ''));
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          for (const piece of pieces) controller.enqueue(encoder.encode(piece));
          if (fails) controller.error(new Error('cut'));
          else controller.close();
        },
      });
      const headers = {
        'X-Total-Rows': '2',
        'Content-Disposition': 'attachment; filename="sloeringer-2026-11-23.csv"',
      };
      return Promise.resolve(new Response(body, { headers }));
    };
    const saved: string[] = [];
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function click(this: HTMLAnchorElement) {
      saved.push(this.download);
    };
    const element = await world.show('sloering-overview');
    await tick(element, 'extract-csv');
    const take = async (): Promise<void> => {
      await submit(element, '.case-extract form');
      await quiet(element);
    };
    return { world, element, asked, saved, take, restore: () => (HTMLAnchorElement.prototype.click = click) };
  };
  const whole = ['Nummer\r\n', 'S-1\r\nS-2\r\n', 'Udtræk slut / End of extract: 2\r\n'];

  it('asks what it is for, takes what the list shows, and saves it', async () => {
    const { element, asked, saved, take, restore } = await open(whole);
    await take();
    expect(element.textContent).to.contain(t.extract.choosePurpose);
    await write(element, 'extract-purpose', 'audit', 'change');
    await take();
    expect(asked).to.deep.equal([
      { format: 'csv', purpose: 'audit', filter: {}, with_cpr: false, locale: 'da' },
    ]);
    expect(saved).to.deep.equal(['sloeringer-2026-11-23.csv']);
    expect(element.textContent).to.contain('Udtrækket er hentet: 2 sløringer.');
    restore();
  });

  // A file of fewer rows than there are looks like any other file.
  it('saves nothing that is not whole, whether the connection broke or a program in between cut it', async () => {
    for (const [pieces, fails] of [
      [whole.slice(0, 2), true],
      [whole.slice(0, 2), false],
    ] as const) {
      const { element, saved, take, restore } = await open([...pieces], fails);
      await write(element, 'extract-purpose', 'audit', 'change');
      await take();
      expect(saved).to.deep.equal([]);
      expect(element.textContent).to.contain(t.extract.incomplete);
      restore();
      document.body.replaceChildren();
    }
  });
});

describe('an access request', () => {
  it('begins with the version for the citizen, and shows everything', async () => {
    const world = caseworkWorld();
    const element = await world.show('sloering-access-request');
    await write(element, 'access-cpr', '2512489996');
    await submit(element, 'form');
    expect(world.bodies('POST /page/access-requests')).to.deep.equal([
      { cpr: '2512489996', version: 'without_staff' },
    ]);
    expect(element.textContent).to.contain('Sløring registreret');
    expect(document.activeElement?.tagName).to.equal('H2');
    expect(await violations(element)).to.deep.equal([]);
  });

  it('says that there is nothing about somebody', async () => {
    const world = caseworkWorld();
    world.usual.set('POST /page/access-requests', refused('not_found', 404));
    const element = await world.show('sloering-access-request');
    await write(element, 'access-cpr', '0101010101');
    await submit(element, 'form');
    expect(element.querySelector('#access-fault')?.textContent).to.equal(t.access.none);
  });
});
