import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Caught } from '../../examples/simulators/mail-catcher/receive.ts';
import { readMail } from '../../examples/simulators/mail-catcher/mime.ts';
import { openDemo, type Demo } from './demo.ts';
import { logIn } from './hosted-page.ts';

const address = 'bo@eksempelby.example';

describe('UC21: a manager asks for reminders', () => {
  let demo: Demo;
  before(async () => void (demo = await openDemo()));
  after(() => demo.close());

  const newestCode = async (): Promise<string> => {
    const mails = (await (await fetch(demo.at('mail', '/api/mails'))).json()) as Caught[];
    const text = readMail(mails.findLast(({ to }) => to.includes(address))?.raw ?? '').parts[0]?.text ?? '';
    return /^[0-9]{6}$/m.exec(text)?.[0] ?? assert.fail('no code came');
  };

  test('with the keyboard: address, code from the mail, on; then off again', async () => {
    const page = await logIn(demo, 'Bo Prøvesen', { path: '/notices', width: 320 });
    const faults: string[] = [];
    page.on('pageerror', (error) => void faults.push(error.message));
    await page.getByLabel('Din e-mailadresse').focus();
    await page.keyboard.type(address);
    await page.keyboard.press('Enter');
    await page.getByLabel('Koden fra mailen').waitFor();
    await page.keyboard.type(await newestCode());
    await page.keyboard.press('Enter');
    await page.getByText(`Du får påmindelser på ${address}`).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Du får ingen påmindelser').waitFor();
    await page.getByRole('button', { name: 'Slå påmindelser til' }).waitFor();
    assert.deepEqual(faults, []);
    // Whoever reads the log learns nobody's address.
    assert.doesNotMatch(demo.logs(), /bo@/);
    await page.context().close();
  });

  test('the link without a token of ours leads to a calm page', async () => {
    const page = await demo.browser.newPage();
    const answer = await page.goto(demo.at('server', `/notices/off?token=${'A'.repeat(43)}`));
    assert.equal(answer?.status(), 404);
    await page.getByRole('heading', { name: 'Linket virker ikke længere' }).waitFor();
    await page.close();
  });
});
