import 'axe-core/axe.min.js';
import type axeCore from 'axe-core';
import { expect } from '../support/expect.ts';
import { blurring } from '../support/answers.ts';
import { ok, refused, settled } from '../support/world.ts';
import { admin, auditor, employee, nobody, openPage } from './world.ts';

declare const axe: typeof axeCore;
const off = { enabled: false };

const here = location.href;
afterEach(() => {
  document.body.replaceChildren();
  history.replaceState(null, '', here);
});

const menuOf = (page: Element): (string | undefined)[] =>
  [...page.querySelectorAll('nav a')].map((one) => one.textContent?.trim());
const own = (count: number, before: string | null = null, from = 0) =>
  ok({
    registrations: Array.from({ length: count }, (_, index) => ({
      ...blurring({ id: `b-${from + index}` }),
      citizen: '251248-••••',
    })),
    before,
  });
const people = (count: number) =>
  ok({
    sessions: Array.from({ length: count }, (_, index) => ({
      id: `s-${index}`,
      name: `Person ${index}`,
      roles: ['employee'],
      since: '2026-11-23T08:00:00.000Z',
      own: index === 0,
    })),
  });
const handle = ok({ context_token: 'h1.sealed', modulus_11: true });

const typeCpr = async (
  page: HTMLElement & { updateComplete: Promise<boolean> },
  text: string,
): Promise<void> => {
  const field = page.querySelector<HTMLInputElement>('#cpr');
  if (!field) throw new Error('no field');
  field.value = text;
  field.form?.requestSubmit();
  await settled(page);
};

describe('the hosted page', () => {
  it('says what it is and how to log in, to who is outside', async () => {
    const { page, text } = await openPage({});
    const link = page.querySelector<HTMLAnchorElement>('a.button-primary');
    expect(link?.getAttribute('href')).to.equal('/auth/saml/login?return=%2F');
    expect(text()).to.contain('ring 112');
    expect(menuOf(page)).to.deep.equal([]);
  });

  it('shows each role the ways it has, and no other', async () => {
    expect(menuOf((await openPage({ session: employee })).page)).to.deep.equal([
      'Forside',
      'Slør',
      'Mine registreringer',
    ]);
    expect(menuOf((await openPage({ session: admin })).page)).to.deep.equal([
      'Forside',
      'Slør',
      'Mine registreringer',
      'Kommunens opsætning',
      'Hvem er logget ind',
    ]);
    const { page, text } = await openPage({ session: auditor });
    expect(menuOf(page)).to.deep.equal([]);
    expect(text()).to.contain('Bed kommunens administrator');
  });

  it('opens and closes the menu of a narrow screen, and closes it when the person has gone somewhere', async () => {
    const { page, press } = await openPage({ session: employee });
    const button = page.querySelector<HTMLButtonElement>('.menu-button');
    const menu = page.querySelector('#menu');
    expect(button?.getAttribute('aria-controls')).to.equal('menu');
    for (const open of ['true', 'false', 'true']) {
      button?.click();
      await settled(page);
      expect(button?.getAttribute('aria-expanded')).to.equal(open);
      expect(menu?.classList.contains('open')).to.equal(open === 'true');
    }
    await press('Mine registreringer');
    expect(button?.getAttribute('aria-expanded')).to.equal('false');
  });

  it('does not show a place the role has no way to, also when the address is typed', async () => {
    const { page, text, world } = await openPage({ session: employee, path: '/sessions' });
    expect(text()).to.contain('Din rolle giver ikke adgang hertil');
    expect(page.querySelector('sloering-open-logins')).to.equal(null);
    expect(world.routes()).to.not.contain('GET /page/sessions');
  });

  it('goes from place to place with real addresses, titles and the focus at the heading', async () => {
    const { page, press } = await openPage({ session: employee });
    await press('Slør');
    expect(location.pathname).to.equal('/register');
    expect(document.title).to.equal('Slør – Sløring');
    expect(document.activeElement?.tagName).to.equal('H1');
    expect(page.querySelector('nav a[aria-current]')?.textContent?.trim()).to.equal('Slør');
    page.navigate('/nowhere');
    await settled(page);
    expect(page.textContent).to.contain('Siden findes ikke');
  });

  it('stays where something is unsaved when the view says so', async () => {
    const { page } = await openPage({ session: employee });
    const keep = (event: Event): void => event.preventDefault();
    addEventListener('sloering-page-leave', keep);
    page.navigate('/mine');
    removeEventListener('sloering-page-leave', keep);
    expect(page.path).to.equal('/');
  });

  it('changes language in place and keeps it in the address, nowhere else', async () => {
    const { page, press, text } = await openPage({ session: employee });
    await press('English');
    expect(text()).to.contain('Logged in as');
    expect(location.search).to.equal('?lang=en');
    await press('My registrations');
    expect(location.href).to.match(/\/mine\?lang=en$/);
    expect(document.documentElement.lang).to.equal('en');
    expect(page.locale).to.equal('en');
    expect([localStorage.length, sessionStorage.length, document.cookie]).to.deep.equal([0, 0, '']);
  });

  it('acts for another organisation and begins there at the front', async () => {
    const { page, press, text } = await openPage({
      session: admin,
      path: '/sessions',
      prepare: (world) => {
        world.usual.set('GET /page/sessions', people(1));
        world.usual.set(
          'POST /page/session/organisation',
          ok({
            ...employee,
            organisation: { id: 'proevestad', name: 'Prøvestad Kommune', kind: 'municipality' },
          }),
        );
      },
    });
    await press('Skift til Prøvestad Kommune');
    expect(text()).to.contain('Prøvestad Kommune');
    expect(page.path).to.equal('/');
  });

  it('asks again when the server did not answer', async () => {
    const { text, press } = await openPage({
      session: employee,
      prepare: (world) => world.answer('GET /page/session', 'lost'),
    });
    expect(text()).to.contain('Der kom ikke noget svar');
    await press('Prøv igen');
    expect(text()).to.contain('Anna Testesen');
  });
});

describe('a typed CPR number', () => {
  const ready = (world: Parameters<NonNullable<Parameters<typeof openPage>[0]['prepare']>>[0]): void =>
    void world.usual.set('POST /page/citizens', handle);

  it('opens the component, and is in no address, title, storage or document', async () => {
    const { page, world } = await openPage({ session: employee, path: '/register', prepare: ready });
    await typeCpr(page, ' 251248-4916 ');
    const post = world.sent.find(({ route }) => route === 'POST /page/citizens');
    expect(post?.body).to.deep.equal({ cpr: '2512484916' });
    await settled(page);
    const opened = world.sent.find(({ route }) => route === 'POST /v1/sessions');
    expect(opened?.body).to.deep.equal({ context_token: 'h1.sealed' });
    const everything = [location.href, document.title, document.documentElement.outerHTML].join();
    expect(everything).to.not.match(/2512484916|251248-4916/);
    expect([localStorage.length, sessionStorage.length]).to.deep.equal([0, 0]);
  });

  const refusals: [string, string, string][] = [
    ['nothing', '', 'Skriv CPR-nummeret.'],
    ['nine digits', '251248491', 'Et CPR-nummer har ti cifre.'],
    ['no date', '3102700001', 'De første seks cifre er ikke en dato.'],
    ['a local replacement number', '2512485AB1', 'Et erstatningsnummer kan ikke sløres.'],
    ['a national replacement number', '251248-1AB1', 'Et erstatningsnummer kan ikke sløres.'],
  ];
  for (const [what, typed, sentence] of refusals)
    it(`that is ${what} is explained at the field and in a summary that has the focus, and not sent`, async () => {
      const { page, world, text } = await openPage({ session: employee, path: '/register', prepare: ready });
      await typeCpr(page, typed);
      expect(text()).to.contain(sentence);
      expect(document.activeElement?.id).to.equal('summary');
      expect(page.querySelector('#cpr')?.getAttribute('aria-invalid')).to.equal('true');
      expect(page.querySelector<HTMLInputElement>('#cpr')?.value).to.equal(typed);
      expect(world.routes()).to.not.contain('POST /page/citizens');
      page.querySelector<HTMLAnchorElement>('#summary a')?.click();
      await settled(page);
      expect(document.activeElement?.id).to.equal('cpr');
    });

  it('without the old check digit is advised about and goes on', async () => {
    const { page, text } = await openPage({ session: employee, path: '/register', prepare: ready });
    await typeCpr(page, '0101700001');
    expect(text()).to.contain('ikke det gamle kontrolciffer');
    expect(page.querySelector('sloering-request')).to.not.equal(null);
  });

  it('is kept in the field when the server does not answer', async () => {
    const { page, text } = await openPage({
      session: employee,
      path: '/register',
      prepare: (world) => world.usual.set('POST /page/citizens', refused('store_unavailable', 503)),
    });
    await typeCpr(page, '2512484916');
    expect(text()).to.contain('Der er ikke gemt noget');
    expect(text()).to.contain('R-5D81');
    expect(page.querySelector<HTMLInputElement>('#cpr')?.value).to.equal('2512484916');
  });

  it('gives way to an empty field for another citizen', async () => {
    const { page, press } = await openPage({ session: employee, path: '/register', prepare: ready });
    await typeCpr(page, '2512484916');
    await press('En anden borger');
    expect(page.querySelector('sloering-request')).to.equal(null);
    expect(page.querySelector<HTMLInputElement>('#cpr')?.value).to.equal('');
    expect(document.activeElement?.id).to.equal('cpr');
  });

  it('gives each start of the component a token of its own', async () => {
    const { page, world } = await openPage({ session: employee, path: '/register', prepare: ready });
    await typeCpr(page, '2512484916');
    await settled(page);
    const component = page.querySelector('sloering-request');
    expect(
      await component?.tokenProvider?.({ reason: 'expired', signal: new AbortController().signal }),
    ).to.equal('h1.sealed');
    expect(world.routes().filter((route) => route === 'POST /page/citizens')).to.have.length(2);
  });
});

describe('own registrations', () => {
  it('come in pages, newest first, and say when there are no more', async () => {
    const { page, world, press } = await openPage({
      session: employee,
      path: '/mine',
      prepare: ({ answer }) => answer('GET /page/registrations', own(25, 'b-24'), own(3, null, 25)),
    });
    expect(page.querySelectorAll('tbody tr')).to.have.length(25);
    await press('Vis flere');
    expect(page.querySelectorAll('tbody tr')).to.have.length(28);
    expect(world.routes().filter((route) => route === 'GET /page/registrations')).to.have.length(2);
    expect(page.textContent).to.not.contain('Vis flere');
  });

  it('say that there are none, and what went wrong', async () => {
    const none = await openPage({
      session: employee,
      path: '/mine',
      prepare: (world) => world.usual.set('GET /page/registrations', own(0)),
    });
    expect(none.text()).to.contain('Du har ikke registreret nogen sløring');
    document.body.replaceChildren();
    const lost = await openPage({
      session: employee,
      path: '/mine',
      prepare: ({ answer }) => answer('GET /page/registrations', 'lost', own(1)),
    });
    expect(lost.text()).to.contain('Der kom ikke noget svar');
    await lost.press('Prøv igen');
    expect(lost.page.querySelectorAll('tbody tr')).to.have.length(1);
  });
});

describe('who is logged in', () => {
  it('is listed; a session is ended after a question, one’s own never', async () => {
    const { page, world, press, text } = await openPage({
      session: admin,
      path: '/sessions',
      prepare: ({ answer, usual }) => {
        usual.set('POST /page/sessions/end', ok(null, 204));
        answer('GET /page/sessions', people(3), people(2));
      },
    });
    expect(page.querySelectorAll('tbody button')).to.have.length(2);
    await press('Luk session: Person 1');
    expect(text()).to.contain('Luk sessionen for Person 1?');
    await press('Fortryd');
    expect(world.routes()).to.not.contain('POST /page/sessions/end');
    await press('Luk session: Person 1');
    page.querySelector<HTMLButtonElement>('dialog .button-primary')?.click();
    await settled(page);
    expect(world.sent.find(({ route }) => route === 'POST /page/sessions/end')?.body).to.deep.equal({
      session: 's-1',
    });
    expect(page.querySelectorAll('tbody tr')).to.have.length(2);
  });
});

describe('the end of a login', () => {
  const soon = (seconds: number) => ok({ ...employee, idle_seconds: seconds });

  it('is announced two minutes before, and put off by one press', async () => {
    const { page, world, press, pass, text } = await openPage({ session: employee });
    world.answer('GET /page/session', soon(120));
    await pass(1680);
    expect(page.querySelector('dialog')?.open).to.equal(true);
    expect(text()).to.contain('Du bliver logget ud om 2:00');
    await pass(1);
    expect(text()).to.contain('1:59');
    await press('Bliv logget ind');
    expect(page.querySelector('dialog')).to.equal(null);
    expect(world.routes().filter((route) => route === 'POST /page/session')).to.have.length(1);
  });

  it('is not announced when another tab has used the login meanwhile', async () => {
    const { page, world, pass } = await openPage({ session: employee });
    world.answer('GET /page/session', soon(1700));
    await pass(1680);
    expect(page.querySelector('dialog')).to.equal(null);
  });

  // Attack: somebody sits down at the computer after the person has gone.
  it('takes everything personal from the screen', async () => {
    const { page, world, pass, text } = await openPage({
      session: employee,
      path: '/register',
      prepare: (one) => one.usual.set('POST /page/citizens', handle),
    });
    await typeCpr(page, '2512484916');
    await settled(page);
    world.answer('GET /page/session', soon(120), nobody);
    await pass(1680);
    await pass(121);
    expect(page.querySelector('sloering-request')).to.equal(null);
    expect(text()).to.contain('Personlige oplysninger er fjernet');
    expect(text()).to.not.match(/Anna Testesen|251248/);
    expect(page.querySelector('dialog')).to.equal(null);
  });

  it('is the same whichever call finds out', async () => {
    const { page, text, press } = await openPage({
      session: employee,
      prepare: (world) => world.usual.set('GET /page/registrations', nobody),
    });
    await press('Mine registreringer');
    await settled(page);
    expect(text()).to.contain('Personlige oplysninger er fjernet');
    expect(page.querySelector<HTMLAnchorElement>('main a')?.getAttribute('href')).to.equal(
      '/auth/saml/login?return=%2Fmine',
    );
  });

  it('comes when the person wants it, and leads on to the other systems', async () => {
    const { world, press, text } = await openPage({
      session: employee,
      prepare: (one) => one.usual.set('POST /page/logout', refused('store_unavailable', 503)),
    });
    await press('Log ud');
    expect(world.routes()).to.contain('POST /page/logout');
    expect(text()).to.contain('Sløring svarer ikke lige nu');
  });

  it('is looked at when the computer wakes', async () => {
    const { page, world, text } = await openPage({ session: employee });
    world.answer('GET /page/session', nobody);
    document.dispatchEvent(new Event('visibilitychange'));
    await settled(page);
    expect(text()).to.contain('Du er logget ud');
  });
});

describe('a fresh login', () => {
  it('is asked for in a small window; what is on the page stays, and the answer comes back', async () => {
    const { page, windows, logIn, text } = await openPage({ session: admin });
    const answer = page.context?.freshLogin();
    await settled(page);
    expect(windows).to.deep.equal([true]);
    expect(text()).to.contain('Det, du har skrevet, bliver her');
    await logIn();
    expect(await answer).to.equal(true);
    expect(page.querySelector('dialog')).to.equal(null);
  });

  it('can be declined, and opened again where the browser stopped the window', async () => {
    const { page, windows, press } = await openPage({ session: admin });
    page.loginWindow.open = () => {
      windows.push(true);
      return false;
    };
    const answer = page.context?.freshLogin();
    await settled(page);
    expect(page.textContent).to.contain('Browseren lukkede for det lille vindue');
    await press('Åbn login i et nyt vindue');
    expect(windows).to.have.length(2);
    await press('Fortryd');
    expect(await answer).to.equal(false);
  });
});

describe('accessibility of every place', () => {
  const places: [string, Parameters<typeof openPage>[0]][] = [
    ['outside', {}],
    ['front page', { session: admin }],
    ['register', { session: employee, path: '/register' }],
    [
      'own, empty',
      { session: employee, path: '/mine', prepare: (w) => w.usual.set('GET /page/registrations', own(0)) },
    ],
    [
      'own, many',
      {
        session: employee,
        path: '/mine',
        prepare: (w) => w.usual.set('GET /page/registrations', own(25, 'x')),
      },
    ],
    [
      'own, failed',
      { session: employee, path: '/mine', prepare: (w) => w.usual.set('GET /page/registrations', 'lost') },
    ],
    [
      'sessions',
      { session: admin, path: '/sessions', prepare: (w) => w.usual.set('GET /page/sessions', people(30)) },
    ],
    ['no way', { session: employee, path: '/sessions' }],
    ['accessibility statement', { path: '/accessibility' }],
    ['personal data', { path: '/personal-data' }],
    ['logged out', { path: '/logged-out' }],
    ['login done', { path: '/login-done' }],
    ['not found', { path: '/nowhere' }],
  ];
  for (const [what, options] of places)
    for (const locale of ['da', 'en'] as const)
      it(`${what}, ${locale}: no axe violation`, async () => {
        const { page } = await openPage({ ...options, locale });
        const { violations } = await axe.run(page, {
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
          // Colours and sizes need the style sheet: they are looked at in the running demo.
          rules: { 'color-contrast': off, 'target-size': off, region: off },
        });
        expect(
          violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
        ).to.deep.equal([]);
      });
});
