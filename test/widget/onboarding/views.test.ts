import 'axe-core/axe.min.js';
import type axeCore from 'axe-core';
import { expect } from '../support/expect.ts';
import { settled } from '../support/world.ts';
import type { View } from '../../../widget/page/view.ts';
import { textsFor } from '../../../widget/page/onboarding/pick.ts';
import { municipality, ok, onboardingWorld, refused, type OnboardingWorld } from './world.ts';

declare const axe: typeof axeCore;

const shown = async (tag: string, world: OnboardingWorld): Promise<View> => {
  const element = Object.assign(document.createElement(tag), { page: world.page }) as View;
  const main = document.createElement('main');
  main.append(element);
  document.body.append(main);
  await quiet(element);
  return element;
};
/** Sections render inside the view, and load after it: rounds until everything answered is on the screen. */
const quiet = async (element: View): Promise<void> => {
  for (let round = 0; round < 3; round += 1) await settled(element);
};
const field = (id: string): HTMLInputElement => document.getElementById(id) as HTMLInputElement;
const type = async (element: View, id: string, value: string): Promise<void> => {
  field(id).value = value;
  field(id).dispatchEvent(new Event('input', { bubbles: true }));
  await quiet(element);
};
const press = async (element: View, within: string, words: string): Promise<void> => {
  const button = [...element.querySelectorAll<HTMLButtonElement>(`${within} button`)].find(
    (one) => (one.getAttribute('aria-label') ?? one.textContent ?? '').trim() === words,
  );
  if (!button) throw new Error(`no button "${words}" in ${within || 'the view'}`);
  button.click();
  await quiet(element);
};
const violations = async (element: View): Promise<string[]> => {
  const { violations: found } = await axe.run(element, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
};

afterEach(() => document.body.replaceChildren());

/** The sheets decide sizes and colours, which axe judges. */
const sheets = [
  '../../../node_modules/dkfds/dist/css/dkfds.min.css',
  '../../../widget/page/onboarding/onboarding.css',
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

for (const locale of ['da', 'en'] as const) {
  const t = textsFor(locale);
  describe(`settings (${locale})`, () => {
    it('have no axe violation, with all sections open, each form tried empty, and in the list', async () => {
      const world = onboardingWorld(locale);
      const element = await shown('sloering-municipality', world);
      for (const details of element.querySelectorAll('details')) details.open = true;
      await press(element, 'sloering-record-systems', t.systems.add);
      await press(element, 'sloering-record-systems', t.form.save);
      await type(element, 'policy-max-days', '0');
      await press(element, 'sloering-policy', t.form.save);
      expect(element.querySelectorAll('.form-error').length > 3).to.equal(true);
      expect(await violations(element)).to.deep.equal([]);
      document.body.replaceChildren();
      const list = await shown('sloering-municipalities', world);
      expect(await violations(list)).to.deep.equal([]);
    });
  });
}

const t = textsFor('da');

describe('the readiness list', () => {
  it('says in words what is missing, for which CVR number, and an unknown code as it is', async () => {
    const element = await shown('sloering-municipality', onboardingWorld());
    const text = element.querySelector('.onboarding-readiness')?.textContent ?? '';
    expect(text).to.contain('CVR 13748136');
    expect(text).to.contain('Der er intet certifikat for CVR-nummeret.');
    expect(text).to.contain('a_new_code');
    expect(text).to.contain(t.readiness.how.certificate);
  });
  it('leads to the section', async () => {
    const element = await shown('sloering-municipality', onboardingWorld());
    await press(element, '.onboarding-readiness', 'Gå til Certifikat til NSP');
    expect(document.activeElement?.id).to.equal('section-certificates');
  });
});

describe('the list of municipalities', () => {
  it('shows 98, finds by name, and says how many are shown', async () => {
    const element = await shown('sloering-municipalities', onboardingWorld());
    expect(element.querySelectorAll('tbody tr')).to.have.length(98);
    await type(element, 'list-search', 'by 97');
    expect(element.querySelectorAll('tbody tr')).to.have.length(1);
    expect(element.textContent ?? '').to.contain('Viser 1 af 98 kommuner');
    await type(element, 'list-search', 'findes ikke');
    expect(element.textContent ?? '').to.contain(t.list.noHits);
  });
  it('invites to create the first one', async () => {
    const world = onboardingWorld();
    world.usual.set('GET /page/municipalities', ok({ municipalities: [] }));
    const element = await shown('sloering-municipalities', world);
    expect(element.textContent ?? '').to.contain(t.list.none);
  });
  it('creates one with the short name proposed, and goes there', async () => {
    const world = onboardingWorld();
    const element = await shown('sloering-municipalities', world);
    await type(element, 'create-name', 'Prøvestad Kommune');
    expect(field('create-id').value).to.equal('proevestad');
    await type(element, 'create-cvr', '12345678');
    expect(field('create-cvr').getAttribute('aria-invalid')).to.equal('true');
    await type(element, 'create-cvr', '13748136');
    expect(field('create-cvr').getAttribute('aria-invalid')).to.equal(null);
    await press(element, '', t.create.button);
    expect(world.of('POST /page/municipalities')).to.deep.equal([
      { id: 'proevestad', name: 'Prøvestad Kommune', cvr: '13748136' },
    ]);
    expect(world.visited).to.deep.equal(['/municipalities/eksempelby']);
  });
  it('says at the field what is taken, and moves focus to the summary', async () => {
    const world = onboardingWorld();
    world.answer('POST /page/municipalities', refused('cvr_taken', 409));
    const element = await shown('sloering-municipalities', world);
    await type(element, 'create-name', 'Prøvestad');
    await type(element, 'create-cvr', '13748136');
    await press(element, '', t.create.button);
    expect(document.activeElement?.id).to.equal('create-faults');
    element.querySelector<HTMLAnchorElement>('#create-faults a')?.click();
    expect(document.activeElement?.id).to.equal('create-cvr');
  });
});

describe('saving a section', () => {
  const route = 'PUT /page/municipalities/eksempelby/organisation';

  it('sends the revision, and takes the settings answered', async () => {
    const world = onboardingWorld();
    world.answer(route, ok(municipality({ name: 'Ny By Kommune', revision: 5 })));
    const element = await shown('sloering-municipality', world);
    await type(element, 'organisation-name', 'Ny By Kommune');
    await press(element, 'sloering-organisation', t.form.save);
    expect((world.of(route)[0] as { revision: number }).revision).to.equal(4);
    expect(element.querySelector('h1')?.textContent).to.equal('Ny By Kommune');
    expect(world.said.at(-1)).to.equal('Kommune og CVR-numre er gemt');
  });
  it('keeps what was typed at a conflict, shows what is there now, and saves over it when told', async () => {
    const world = onboardingWorld();
    world.answer(route, refused('conflict', 409));
    const element = await shown('sloering-municipality', world);
    await type(element, 'organisation-name', 'Min By');
    world.usual.set(`GET ${world.base}`, ok(municipality({ name: 'Deres By', revision: 9 })));
    await press(element, 'sloering-organisation', t.form.save);
    expect(document.activeElement?.id).to.equal('organisation-trouble');
    expect(element.querySelector('#organisation-trouble')?.textContent ?? '').to.contain('Deres By');
    expect(field('organisation-name').value).to.equal('Min By');
    await press(element, '#organisation-trouble', t.form.overwrite);
    const [, second] = world.of(route) as { revision: number; name: string }[];
    expect([second?.revision, second?.name]).to.deep.equal([9, 'Min By']);
  });
  it('asks for a fresh login and repeats the same save with nothing lost', async () => {
    const world = onboardingWorld();
    world.answer(route, refused('fresh_login_required', 403));
    const element = await shown('sloering-municipality', world);
    await type(element, 'organisation-name', 'Min By');
    await press(element, 'sloering-organisation', t.form.save);
    const [first, second] = world.of(route);
    expect(world.logins.asked).to.equal(1);
    expect(second).to.deep.equal(first);
    expect(world.said).to.deep.equal([t.form.working, t.form.fresh, 'Kommune og CVR-numre er gemt']);
  });
  it('keeps what was typed where the person does not log in', async () => {
    const world = onboardingWorld();
    world.logins.answer = false;
    world.answer(route, refused('fresh_login_required', 403));
    const element = await shown('sloering-municipality', world);
    await type(element, 'organisation-name', 'Min By');
    await press(element, 'sloering-organisation', t.form.save);
    expect(world.of(route)).to.have.length(1);
    expect(field('organisation-name').value).to.equal('Min By');
    expect(element.textContent ?? '').to.contain(t.form.notFresh);
  });
  it('shows a field the server refused at the field', async () => {
    const world = onboardingWorld();
    world.answer(route, refused('body_invalid', 422, [{ pointer: '/cvrs/1/name', code: 'body_invalid' }]));
    const element = await shown('sloering-municipality', world);
    await type(element, 'organisation-name', 'Min By');
    await press(element, 'sloering-organisation', t.form.save);
    expect(field('organisation-cvrs-1-name').getAttribute('aria-invalid')).to.equal('true');
    expect(document.activeElement?.id).to.equal('organisation-faults');
  });
  it('warns before leaving only while something is not saved', async () => {
    const element = await shown('sloering-municipality', onboardingWorld());
    const leave = () => !dispatchEvent(new Event('beforeunload', { cancelable: true }));
    expect(leave()).to.equal(false);
    await type(element, 'organisation-name', 'Min By');
    expect(leave()).to.equal(true);
    await press(element, 'sloering-organisation', t.form.discard);
    expect(leave()).to.equal(false);
  });
});

describe('certificates and test calls', () => {
  const route = 'POST /page/municipalities/eksempelby/certificates';
  const choose = async (element: View, cvr: string, file: File): Promise<void> => {
    const given = new DataTransfer();
    given.items.add(file);
    field(`certificates-${cvr}-file`).files = given.files;
    field(`certificates-${cvr}-file`).dispatchEvent(new Event('change'));
    await quiet(element);
  };
  const card = 'sloering-certificates .onboarding-card:last-child';
  /** A chosen file is read by the browser in its own time: the call that follows is what is waited for. */
  const sent = async (world: ReturnType<typeof onboardingWorld>, element: View): Promise<void> => {
    while (world.of(route).length === 0) await quiet(element);
    await quiet(element);
  };

  it('sends the file and the password in the body, and forgets both', async () => {
    const world = onboardingWorld();
    world.answer(route, ok({ ok: true, code: 'ok', at: '2026-11-23T09:00:00.000Z' }));
    const element = await shown('sloering-municipality', world);
    await choose(element, '13748136', new File([new Uint8Array([0, 255, 7])], 'a.p12'));
    await type(element, 'certificates-13748136-password', 'hemmelig');
    await press(element, card, t.certificates.upload);
    await sent(world, element);
    expect(world.of(route)).to.deep.equal([{ cvr: '13748136', file: 'AP8H', password: 'hemmelig' }]);
    expect(field('certificates-13748136-password').value).to.equal('');
    expect(field('certificates-13748136-file').files).to.have.length(0);
  });
  it('explains what is wrong with a file, and keeps the password typed', async () => {
    const world = onboardingWorld();
    world.answer(route, ok({ ok: false, code: 'credential_expired', at: '2026-11-23T09:00:00.000Z' }));
    const element = await shown('sloering-municipality', world);
    await choose(element, '13748136', new File(['x'], 'a.p12'));
    await type(element, 'certificates-13748136-password', 'hemmelig');
    await press(element, card, t.certificates.upload);
    await sent(world, element);
    expect(document.activeElement?.id).to.equal('certificate-refused-13748136');
    expect(document.activeElement?.textContent ?? '').to.contain('Certifikatet er udløbet.');
    expect(field('certificates-13748136-password').value).to.equal('hemmelig');
  });
  it('says of a certificate that was kept, but stands behind the operator’s file, that it is not in use', async () => {
    const world = onboardingWorld();
    world.answer(route, ok({ ok: true, code: 'credential_in_file', at: '2026-11-23T09:00:00.000Z' }));
    const element = await shown('sloering-municipality', world);
    await choose(element, '13748136', new File(['x'], 'a.p12'));
    await press(element, card, t.certificates.upload);
    await sent(world, element);
    const said = element.querySelector('#certificate-refused-13748136 .alert-warning');
    expect(said?.textContent ?? '').to.contain('Bed driften fjerne filen.');
    expect(field('certificates-13748136-file').files).to.have.length(0);
  });
  it('sends nothing without a file, or with one that is too large', async () => {
    const world = onboardingWorld();
    const element = await shown('sloering-municipality', world);
    await press(element, card, t.certificates.upload);
    expect(element.querySelector('#certificates-faults')?.textContent ?? '').to.contain(
      t.certificates.noFile,
    );
    await choose(element, '13748136', new File([new Uint8Array(64 * 1024 + 1)], 'a.p12'));
    await press(element, card, t.certificates.upload);
    expect(element.querySelector('#certificates-faults')?.textContent ?? '').to.contain(
      t.certificates.tooLarge,
    );
    expect(world.of(route)).to.have.length(0);
  });
  it('makes a test call and says what it found', async () => {
    const world = onboardingWorld();
    const call = 'POST /page/municipalities/eksempelby/test-call';
    world.answer(call, ok({ ok: false, code: 'not_authorized', at: '2026-11-23T09:00:00.000Z' }));
    const element = await shown('sloering-municipality', world);
    await press(element, 'sloering-test-calls', 'Lav prøvekald for 29189366');
    expect(world.of(call)).to.deep.equal([{ cvr: '29189366' }]);
    expect(world.said.at(-1) ?? '').to.contain('CVR-nummeret er ikke godkendt til IDSAS.');
  });
});

describe('rules, reasons and guidelines', () => {
  it('refuse a period over the national limit before anything is sent', async () => {
    const world = onboardingWorld();
    const element = await shown('sloering-municipality', world);
    await type(element, 'policy-max-days', '91');
    await press(element, 'sloering-policy', t.form.save);
    expect(document.activeElement?.id).to.equal('policy-faults');
    expect(world.of('PUT /page/municipalities/eksempelby/policy')).to.have.length(0);
  });
  it('keep focus at a reason that is moved, and give an own one a code', async () => {
    const world = onboardingWorld();
    const element = await shown('sloering-municipality', world);
    await press(element, 'sloering-reasons', 'Flyt op: Dansk threat');
    expect(document.activeElement?.id).to.equal('reasons-0-down');
    await press(element, 'sloering-reasons', t.reasons.add);
    await type(element, 'reasons-reasons-4-label-da', 'Stalking');
    await type(element, 'reasons-reasons-4-label-en', 'Stalking');
    await press(element, 'sloering-reasons', t.form.save);
    const [sent] = world.of('PUT /page/municipalities/eksempelby/reasons') as [
      { reasons: { code: string }[] },
    ];
    expect(sent.reasons.map(({ code }) => code)).to.deep.equal([
      'threat',
      'violence',
      'harassment',
      'fear',
      'stalking',
    ]);
  });
  it('offer no way to remove a common reason', async () => {
    const element = await shown('sloering-municipality', onboardingWorld());
    expect(element.querySelectorAll('sloering-reasons [aria-label^="Fjern"]')).to.have.length(0);
  });
  it('publish a version only after a question', async () => {
    const world = onboardingWorld();
    const route = 'POST /page/municipalities/eksempelby/guidelines';
    const element = await shown('sloering-municipality', world);
    await type(element, 'guidelines-text-da', 'Ny tekst.');
    await press(element, 'sloering-guidelines', t.guidelines.publish);
    expect(world.of(route)).to.have.length(0);
    await press(element, 'sloering-guidelines dialog', t.guidelines.publish);
    expect(world.of(route)).to.deep.equal([
      { revision: 4, text: { da: 'Ny tekst.', en: 'Blur in danger.' }, url: null },
    ]);
  });
});

describe('record systems', () => {
  it('adds one with a pasted key set', async () => {
    const world = onboardingWorld();
    const element = await shown('sloering-municipality', world);
    await press(element, 'sloering-record-systems', t.systems.add);
    expect(document.activeElement?.id).to.equal('record_systems-record-system-name');
    await type(element, 'record_systems-record-system-name', 'Anden journal');
    await type(element, 'record_systems-record-system-iss', 'anden');
    field('record_systems-record-system-keys-kind-inline').click();
    await quiet(element);
    await type(element, 'record_systems-record-system-keys-jwks', '{"keys":[{"kty":"EC"}],"extra":1}');
    await type(element, 'record_systems-record-system-origins', 'https://a.example\n\nhttps://b.example');
    await press(element, 'sloering-record-systems', t.form.save);
    const [sent] = world.of('PUT /page/municipalities/eksempelby/record-systems') as [
      { revision: number; record_system: Record<string, unknown> },
    ];
    expect(sent.revision).to.equal(4);
    expect(sent.record_system.keys).to.deep.equal({ kind: 'inline', jwks: { keys: [{ kty: 'EC' }] } });
    expect(sent.record_system.origins).to.deep.equal(['https://a.example', 'https://b.example']);
    expect(sent.record_system.max_auth_age_seconds).to.equal(28_800);
  });
  it('removes one only after a question', async () => {
    const world = onboardingWorld();
    const route = 'POST /page/municipalities/eksempelby/record-systems/remove';
    const element = await shown('sloering-municipality', world);
    await press(element, 'sloering-record-systems', 'Fjern: Journal');
    expect(world.of(route)).to.have.length(0);
    await press(element, 'sloering-record-systems dialog', t.form.cancel);
    expect(world.of(route)).to.have.length(0);
    await press(element, 'sloering-record-systems', 'Fjern: Journal');
    await press(element, 'sloering-record-systems dialog', t.form.remove);
    expect(world.of(route)).to.deep.equal([{ revision: 4, iss: 'https://journal.eksempelby.example' }]);
  });
});
