import { expect } from '../support/expect.ts';
import type { MunicipalityLine } from '../../../shared/page-api.ts';
import { chosen } from '../../../widget/page/onboarding/filter.ts';
import { codeFromLabel, idFromName, isId } from '../../../widget/page/onboarding/identity.ts';
import { linesOf, put } from '../../../widget/page/onboarding/lines.ts';
import { explained, textsFor } from '../../../widget/page/onboarding/pick.ts';
import { inTime } from '../../../widget/page/onboarding/policy-dates.ts';
import { save } from '../../../widget/page/onboarding/saving.ts';

describe('names into ids', () => {
  it('proposes the name without the word for municipality, in plain letters', () => {
    expect(idFromName('Eksempelby Kommune')).to.equal('eksempelby');
    expect(idFromName('Årslev-Sønder Kommune')).to.equal('aarslev-soender');
    expect(idFromName('  Æbelø  &  Ærø ')).to.equal('aebeloe-aeroe');
    expect(idFromName('')).to.equal('');
  });
  it('never proposes what the server refuses once two letters are there', () => {
    for (const name of ['Langt navn '.repeat(20), 'É', 'Bjørnø Kommunes', 'a--b', '1 2']) {
      const id = idFromName(name);
      expect(id.length < 2 || isId(id), id).to.equal(true);
    }
  });
  it('gives a new reason a code of its own', () => {
    expect(codeFromLabel('Stalking på nettet', [])).to.equal('stalking_paa_nettet');
    expect(codeFromLabel('Trusler', ['trusler'])).to.equal('trusler_x');
    expect(codeFromLabel('112', [])).to.equal('own_reason');
  });
});

const line = (name: string, cvr: string, rest: Partial<MunicipalityLine> = {}): MunicipalityLine => ({
  id: idFromName(name),
  name,
  cvr,
  ready: 9,
  of: 9,
  delivery: { waiting: 0, parked: 0, paused: 0 },
  ...rest,
});

describe('the list of municipalities', () => {
  const all = [
    line('Ørby Kommune', '13748136', { ready: 6 }),
    line('Eksempelby Kommune', '29189366', { delivery: { waiting: 3, parked: 0, paused: 0 } }),
    line('Prøvestad Kommune', '29190623', { delivery: { waiting: 0, parked: 1, paused: 0 } }),
  ];
  const ids = (words: string, filter: Parameters<typeof chosen>[2] = 'all') =>
    chosen(all, words, filter).map(({ id }) => id);

  it('is in Danish order, found by part of the name or the first digits', () => {
    expect(ids('')).to.deep.equal(['eksempelby', 'proevestad', 'oerby']);
    expect(ids('ØRBY')).to.deep.equal(['oerby']);
    expect(ids('29 19')).to.deep.equal(['proevestad']);
  });
  it('calls waiting deliveries no problem, and those set aside one', () => {
    expect(ids('', 'delivery')).to.deep.equal(['proevestad']);
    expect(ids('', 'not_ready')).to.deep.equal(['oerby']);
    expect(ids('', 'ready')).to.deep.equal(['eksempelby', 'proevestad']);
  });
});

describe('texts of the settings', () => {
  const da = textsFor('da');
  const en = textsFor('en');
  const shape = (value: unknown): unknown =>
    typeof value === 'string'
      ? (value.match(/\{\}/g) ?? []).length
      : Object.fromEntries(Object.entries(value as object).map(([key, one]) => [key, shape(one)]));

  it('have the same parts and places for values in both languages', () => {
    expect(shape(en)).to.deep.equal(shape(da));
  });
  it('explain every code, and tell an unknown one as it is', () => {
    for (const t of [da, en]) {
      for (const code of Object.keys(t.codes)) expect(explained(t, code)[0]).not.to.contain('{}');
      expect(explained(t, 'quite_new')[0]).to.contain('quite_new');
      // A code named like a member of every object finds no text of its own.
      expect(explained(t, 'constructor')[0]).to.contain('constructor');
    }
  });
});

describe('saving', () => {
  const refused = (code: 'conflict' | 'fresh_login_required') => ({ ok: false as const, failure: { code } });

  it('asks for a fresh login once and repeats the same call', async () => {
    const answers = [refused('fresh_login_required'), { ok: true as const, value: 7 }];
    const told: string[] = [];
    const result = await save(
      { freshLogin: async () => true },
      async () => answers.shift() ?? refused('conflict'),
      () => told.push('fresh'),
    );
    expect(result).to.deep.equal({ kind: 'saved', value: 7 });
    expect(told).to.deep.equal(['fresh']);
  });
  it('does not ask again and again', async () => {
    let logins = 0;
    const result = await save({ freshLogin: async () => (logins += 1) > 0 }, async () =>
      refused('fresh_login_required'),
    );
    expect(logins).to.equal(1);
    expect(result.kind).to.equal('refused');
  });
  it('sends nothing more where the person does not log in', async () => {
    let calls = 0;
    const send = async () => {
      calls += 1;
      return refused('fresh_login_required');
    };
    expect((await save({ freshLogin: async () => false }, send)).kind).to.equal('not_fresh');
    expect(calls).to.equal(1);
  });
  it('tells a conflict apart, also after a fresh login', async () => {
    const answers = [refused('fresh_login_required'), refused('conflict')];
    const result = await save(
      { freshLogin: async () => true },
      async () => answers.shift() ?? refused('conflict'),
    );
    expect(result.kind).to.equal('conflict');
  });
});

describe('small parts', () => {
  it('put values in once, also those that look like a pattern', () => {
    expect(put('{} af {}', '$&', 9)).to.equal('$& af 9');
  });
  it('read lines', () => {
    expect(linesOf(' a \n\nb\na')).to.deep.equal(['a', 'b']);
  });
  it('sort policies by the day', () => {
    const all = ['2026-12-01', '2026-01-01', '2026-03-01', '2027-01-01'].map((applies_from) => ({
      applies_from,
    }));
    const { current, coming, earlier } = inTime(all, '2026-11-23');
    expect(current?.applies_from).to.equal('2026-03-01');
    expect(coming.map((one) => one.applies_from)).to.deep.equal(['2026-12-01', '2027-01-01']);
    expect(earlier.map((one) => one.applies_from)).to.deep.equal(['2026-01-01']);
  });
});
