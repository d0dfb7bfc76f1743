import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { dialogOf, openDemo, register, type Demo } from './demo.ts';

describe('UC13: the register is away', () => {
  let demo: Demo;
  before(async () => void (demo = await openDemo()));
  after(() => demo.close());

  test('people register all the same and are told the truth; afterwards each is delivered once, as it should be', async () => {
    await demo.national({ down: true });
    const pages = [await demo.openRecord({ citizen: 1 }), await demo.openRecord({ citizen: 2 })];
    for (const page of pages) {
      await register(page);
      await dialogOf(page).getByRole('heading', { name: 'Sløringen er registreret' }).waitFor();
      await dialogOf(page).getByText('På vej til det nationale register').waitFor();
      assert.equal(
        await dialogOf(page)
          .getByText(/I kraft nationalt siden/)
          .count(),
        0,
      );
    }
    const health = (await (await fetch(demo.at('server', '/health/ready'))).json()) as { waiting: number };
    assert.equal(health.waiting, 2);
    assert.deepEqual(await demo.kept(), []);

    await demo.national({ down: false });
    for (const page of pages)
      await dialogOf(page)
        .getByText(/I kraft nationalt siden/)
        .waitFor({ timeout: 90_000 });
    const kept = await demo.kept();
    assert.deepEqual(kept.map(({ cpr }) => cpr).sort(), ['2512484916', '2512489996']);
    await Promise.all(pages.map((page) => page.close()));
  });

  test('an answer that was lost is asked for again, and the register ends up with the one intent', async () => {
    await demo.national({ dropReply: true });
    const page = await demo.openRecord({ citizen: 3 });
    await register(page);
    await dialogOf(page).getByText('På vej til det nationale register').waitFor();
    assert.equal(
      await dialogOf(page)
        .getByText(/I kraft nationalt siden/)
        .count(),
      0,
    );
    const kept = async () => (await demo.kept()).filter(({ cpr }) => cpr === '0108109996');
    // The page says so before the relay has called; the answer to lose is that of a call which was made.
    for (let looks = 0; looks < 400 && (await kept()).length === 0; looks += 1)
      await new Promise((go) => setTimeout(go, 50));
    assert.ok((await kept()).length > 0, 'the register was never called');
    await demo.national({ dropReply: false });
    await dialogOf(page)
      .getByText(/I kraft nationalt siden/)
      .waitFor({ timeout: 90_000 });
    const mine = await kept();
    assert.ok(mine.length >= 2, 'the first call was kept by the register though its answer was lost');
    assert.equal(new Set(mine.map(({ end }) => end)).size, 1);
    await page.close();
  });
});
