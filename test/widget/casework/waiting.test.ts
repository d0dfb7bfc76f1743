import type { CaseSummary } from '../../../shared/cases-api.ts';
import { calendarDays } from '../../../widget/dates.ts';
import { ending } from '../../../widget/page/casework/cells.ts';
import { expect } from '../support/expect.ts';
import { ok, refused } from '../support/world.ts';
import { caseworkWorld, line, quiet, summary } from './world.ts';

const shown = async (answer: Partial<CaseSummary>, locale: 'da' | 'en' = 'da') => {
  const world = caseworkWorld(locale);
  world.usual.set('GET /page/cases/summary', ok({ ...summary, ...answer }));
  const element = await world.show('sloering-waiting');
  return [...element.querySelectorAll('a')].map((one) => `${one.textContent} ${one.getAttribute('href')}`);
};

describe('what waits for a manager', () => {
  afterEach(() => document.body.replaceChildren());

  it('is counted, with the way there', async () => {
    expect(await shown({})).to.deep.equal([
      '3 til afgørelse, heraf 1 for længe /inbox',
      '1 udløber inden for 7 dage /due',
      '1 er udløbet uden at blive forlænget /due',
    ]);
    expect(
      await shown({ pending: 1000, overdue: 0, ends_within: [], expired_unseen: 0 }, 'en'),
    ).to.deep.equal(['1000 or more to decide /inbox']);
  });

  it('says so when there is nothing, and when it could not be fetched', async () => {
    const world = caseworkWorld();
    const none = { ...summary, pending: 0, ends_within: [], expired_unseen: 0 };
    world.answer('GET /page/cases/summary', refused('store_unavailable', 503), ok(none));
    const element = await world.show('sloering-waiting');
    expect(element.querySelector('[role=alert]')).to.not.equal(null);
    element.querySelector('button')?.click();
    await quiet(element);
    expect(element.textContent?.trim()).to.equal('Der venter ikke noget på dig.');
  });
});

describe('days until something ends', () => {
  const words = (now: string) => ({ locale: 'da', reasons: [], now: Date.parse(now) }) as const;
  const ends = (at: string, now: string) => ending(line({ ends_at: at }), words(now));

  it('are days of the calendar in Denmark, not spans of 24 hours', () => {
    expect(ends('2026-11-28T22:59:59Z', '2026-11-23T12:46:00Z')).to.equal('28. november 2026, om 5 dage');
    expect(ends('2026-11-28T22:59:59Z', '2026-11-27T23:00:00Z')).to.equal('28. november 2026, i dag');
    expect(ends('2026-11-28T22:59:59Z', '2026-11-27T22:59:59Z')).to.equal('28. november 2026, om 1 dag');
    expect(ends('2026-12-24T22:59:59Z', '2026-11-23T12:00:00Z')).to.equal('24. december 2026');
  });

  it('are the same across a change of the clock', () => {
    expect(calendarDays('2026-10-24T22:30:00Z', '2026-10-25T23:30:00Z')).to.equal(1);
    expect(calendarDays('2027-03-27T23:30:00Z', '2027-03-28T21:30:00Z')).to.equal(0);
  });
});
