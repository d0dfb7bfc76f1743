import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { createOrganisationCertificate } from '../../examples/simulators/certificate.ts';
import { onboardingDa as t } from '../../widget/page/onboarding/texts.da.ts';
import { openDemo, type Demo } from './demo.ts';
import { logIn } from './hosted-page.ts';

const cvr = '99000015';

describe('UC15: a municipality is onboarded', () => {
  let demo: Demo;
  before(async () => void (demo = await openDemo()));
  after(() => demo.close());

  const lineOf = (page: Page, item: string) =>
    page.locator('.onboarding-readiness li').filter({ hasText: item }).first();

  test('the national operator creates it, and each step checks itself until the test call works', async () => {
    const { certificatePem, privateKeyPem } = await createOrganisationCertificate({
      cvr,
      organisation: 'Ny Kommune',
    });
    const whitelisted = await fetch(demo.at('national', '/control/clients'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ cvr, name: 'Ny Kommune', certificatePem }),
    });
    assert.ok(whitelisted.ok);

    const page = await logIn(demo, 'Lis Landsdækker', { path: '/municipalities' });
    await page.getByLabel(t.create.name[0]).fill('Ny Kommune');
    await page.getByLabel(t.create.cvr[0]).fill(cvr);
    await page.getByRole('button', { name: t.create.button, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Ny Kommune' }).waitFor();
    await lineOf(page, `CVR ${cvr}`).getByText(t.readiness.states.missing).waitFor();

    const certificates = page.locator('sloering-certificates');
    const upload = async (pem: string): Promise<void> => {
      await certificates
        .locator('input[type=file]')
        .setInputFiles({ name: 'ny.pem', mimeType: 'application/x-pem-file', buffer: Buffer.from(pem) });
      await certificates.locator('button[type=submit]').click();
    };
    // Another municipality's certificate by mistake.
    const wrong = await createOrganisationCertificate({ cvr: '29190623', organisation: 'Eksempelby' });
    await upload(`${wrong.certificatePem}\n${wrong.privateKeyPem}`);
    await certificates.getByText(t.codes['credential_of_other_organisation']?.[0] ?? '').waitFor();
    await upload(`${certificatePem}\n${privateKeyPem}`);
    await lineOf(page, `Certifikat til NSP, CVR ${cvr}`).getByText(t.readiness.states.done).waitFor();

    await page.locator('sloering-test-calls').getByRole('button').first().click();
    await lineOf(page, `Prøvekald, CVR ${cvr}`).getByText(t.readiness.states.done).waitFor();

    await page.getByRole('navigation').getByRole('link', { name: 'Kommuner' }).click();
    const row = page.getByRole('row').filter({ hasText: 'Ny Kommune' });
    await row.getByText('7 af 9').waitFor();
    await page.context().close();
  });

  test('the municipality’s own administrator turns the list green', async () => {
    const page = await logIn(demo, 'Jens Havnebo', { path: '/settings' });
    await page.getByText(t.readiness.notDone).waitFor();
    await page.locator('sloering-test-calls').getByRole('button').first().click();
    await page.getByText(t.readiness.allDone).waitFor();
    await page.context().close();
  });

  test('the national operator sees no citizen: no form, no registrations, also when the address is typed', async () => {
    const page = await logIn(demo, 'Lis Landsdækker', { path: '/register' });
    await page.getByText('Din rolle giver ikke adgang hertil').waitFor();
    const answer = await page.evaluate(`fetch('/page/citizens', {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"cpr":"2512484916"}',
    }).then((response) => response.status)`);
    assert.equal(answer, 403);
    await page.context().close();
  });
});
