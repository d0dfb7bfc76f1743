import 'axe-core/axe.min.js';
import type axeCore from 'axe-core';
import type { NoticesView } from '../../../shared/notices-api.ts';
import { expect } from '../support/expect.ts';
import { ok, refused, settled, type Answer } from '../support/world.ts';
import { employee, openPage } from '../page/world.ts';

declare const axe: typeof axeCore;

const manager = {
  ...employee,
  roles: ['manager' as const],
  permissions: { ...employee.permissions, notices: true },
};
const example = {
  da: { subject: 'Sløring: 3 sløringer venter', text: '- Venter på en afgørelse: 3' },
  en: { subject: 'Sløring: 3 blurrings wait', text: '- Wait for a decision: 3' },
};
const nothing: NoticesView = {
  ...{ available: true, address: null, confirmed: false, code_until: null, wanted: false },
  ...{ language: 'da', last: null, example },
};
const asked: NoticesView = {
  ...nothing,
  ...{ address: 'lone@eksempelby.example', wanted: true, code_until: '2026-11-16T09:56:00.000Z' },
};
const confirmed: NoticesView = { ...asked, confirmed: true, code_until: null };

/** The sheets decide sizes and colours, which axe judges. */
const sheets = [
  '../../../node_modules/dkfds/dist/css/dkfds.min.css',
  '../../../widget/page/page.css',
  '../../../widget/page/notices/notices.css',
];
before(() =>
  Promise.all(
    sheets.map(
      (path) =>
        new Promise<void>((resolve, reject) => {
          const link = document.createElement('link');
          const href = new URL(path, import.meta.url).href;
          Object.assign(link, { rel: 'stylesheet', href, onload: () => resolve(), onerror: reject });
          document.head.append(link);
        }),
    ),
  ),
);

const here = location.href;
after(() => document.head.querySelectorAll('link[rel=stylesheet]').forEach((link) => link.remove()));
afterEach(() => {
  document.body.replaceChildren();
  document.body.removeAttribute('style');
  history.replaceState(null, '', here);
});

const present = async (view: NoticesView | Answer, locale: 'da' | 'en' = 'da') => {
  const answer = typeof view === 'object' && 'available' in view ? ok(view) : view;
  const opened = await openPage({
    ...{ path: '/notices', session: manager, locale },
    prepare: ({ usual }) => usual.set('GET /page/notices', answer),
  });
  const { page, world } = opened;
  await settled(page);
  return {
    ...opened,
    type: (id: string, value: string) => {
      const field = page.querySelector<HTMLInputElement>(`#${id}`);
      if (!field) throw new Error(`no ${id} in ${page.textContent}`);
      field.value = value;
    },
    submit: async () => {
      page.querySelector<HTMLFormElement>('sloering-notices form')?.requestSubmit();
      for (let round = 0; round < 3; round += 1) await settled(page);
    },
    bodies: (route: string) => world.sent.filter((one) => one.route === route).map(({ body }) => body),
  };
};
const focused = (): string | undefined => document.activeElement?.id;

describe('reminders', () => {
  it('stand in the menu of managers, and of nobody without the permission', async () => {
    const links = (page: Element) =>
      [...page.querySelectorAll('nav a')].map((one) => one.getAttribute('href'));
    expect(links((await present(nothing)).page).includes('/notices')).to.equal(true);
    document.body.replaceChildren();
    const { page, text } = await openPage({ path: '/notices', session: employee });
    expect(links(page).includes('/notices')).to.equal(false);
    expect(text()).to.contain('Din rolle giver ikke adgang');
  });

  it('begin with an address and a language, and go on with the code', async () => {
    const { type, submit, world, bodies, page, text } = await present(nothing);
    expect(text()).to.contain('Du får ingen påmindelser');
    type('notices-address', ' lone@eksempelby.example ');
    page.querySelector<HTMLInputElement>('#notices-language-en')?.click();
    world.answer('PUT /page/notices', ok({ ...asked, language: 'en' }));
    await submit();
    expect(bodies('PUT /page/notices')).to.deep.equal([
      { wanted: true, language: 'en', address: 'lone@eksempelby.example' },
    ]);
    expect(focused()).to.equal('notices-code');
    expect(text()).to.contain('Koden sendes til lone@eksempelby.example');
    world.answer('POST /page/notices/confirm', ok(confirmed));
    type('notices-code', '012 345');
    await submit();
    expect(bodies('POST /page/notices/confirm')).to.deep.equal([{ code: '012345' }]);
    expect(focused()).to.equal('notices-switch');
    expect(text()).to.contain('Du får påmindelser på lone@eksempelby.example');
  });

  it('say what is wrong with an address or a code before anything is sent, and lead to the field', async () => {
    const first = await present(nothing);
    for (const bad of ['', 'lone', 'lone@']) {
      first.type('notices-address', bad);
      await first.submit();
      expect(focused()).to.equal('notices-problem');
      expect(first.text()).to.contain('Skriv en e-mailadresse');
    }
    first.page.querySelector<HTMLAnchorElement>('#notices-problem a')?.click();
    await settled(first.page);
    expect(focused()).to.equal('notices-address');
    expect(first.bodies('PUT /page/notices')).to.deep.equal([]);
    document.body.replaceChildren();
    const second = await present(asked);
    second.type('notices-code', '12345');
    await second.submit();
    expect(second.text()).to.contain('Skriv de seks cifre');
    expect(second.bodies('POST /page/notices/confirm')).to.deep.equal([]);
  });

  for (const [code, status, said] of [
    ['code_wrong', 422, 'Koden passer ikke'],
    ['code_expired', 409, 'Koden virker ikke længere'],
  ] as const) {
    it(`explain ${code}, and offer a new code`, async () => {
      const { type, submit, world, text, press, bodies } = await present(asked);
      world.answer('POST /page/notices/confirm', refused(code, status));
      type('notices-code', '000000');
      await submit();
      expect(text()).to.contain(said);
      world.answer('PUT /page/notices', ok(asked));
      await press('Send en ny kode');
      expect(bodies('PUT /page/notices')).to.have.length(1);
    });
  }

  for (const [code, status, said] of [
    ['code_limit', 429, 'Prøv igen i morgen'],
    ['mail_unavailable', 503, 'koden er ikke sendt'],
    ['store_unavailable', 503, 'R-5D81'],
  ] as const) {
    it(`explain ${code}, and keep what was typed`, async () => {
      const { type, submit, world, text, page } = await present(nothing);
      world.answer('PUT /page/notices', refused(code, status));
      type('notices-address', 'lone@eksempelby.example');
      await submit();
      expect(text()).to.contain(said);
      expect(page.querySelector<HTMLInputElement>('#notices-address')?.value).to.equal(
        'lone@eksempelby.example',
      );
    });
  }

  it('are switched off and on with one press, without touching the address', async () => {
    const { world, press, bodies, text } = await present(confirmed);
    world.answer('PUT /page/notices', ok({ ...confirmed, wanted: false }));
    await press('Slå påmindelser fra');
    expect(bodies('PUT /page/notices')).to.deep.equal([{ wanted: false, language: 'da', address: null }]);
    expect(text()).to.contain('Du får ingen påmindelser');
    expect(focused()).to.equal('notices-switch');
  });

  it('let the address be changed, or left as it is', async () => {
    const { press, page } = await present(confirmed);
    await press('Ret adresse eller sprog');
    expect(focused()).to.equal('notices-address');
    expect(page.querySelector<HTMLInputElement>('#notices-address')?.value).to.equal(confirmed.address);
    await press('Annullér');
    expect(page.querySelector('#notices-address')).to.equal(null);
  });

  it('show an example in the language of the mail, and how the last one went', async () => {
    const last = { at: '2026-11-13T06:00:00.000Z', outcome: 'refused' as const };
    const { page, text } = await present({ ...confirmed, language: 'en', last });
    expect(page.querySelector('.notices-example')?.getAttribute('lang')).to.equal('en');
    expect(page.querySelector('.notices-example')?.textContent).to.equal(example.en.text);
    expect(text()).to.contain('13. november 2026');
    expect(text()).to.contain('tager ikke imod mail');
  });

  it('say so where there is no mail server, and can still be switched off', async () => {
    const away = { ...nothing, available: false, example: null };
    const first = await present(away);
    expect(first.text()).to.contain('ikke er sat en mailserver op');
    expect(first.page.querySelector('sloering-notices form')).to.equal(null);
    document.body.replaceChildren();
    const second = await present({ ...confirmed, available: false, example: null });
    second.world.answer('PUT /page/notices', ok({ ...away, address: confirmed.address, confirmed: true }));
    await second.press('Slå påmindelser fra');
    expect(second.text()).to.contain('Du får ingen påmindelser');
  });

  it('wait for the answer, and offer another try when none comes', async () => {
    const waiting = await present('never');
    expect(waiting.text()).to.contain('Henter');
    document.body.replaceChildren();
    const lost = await present('lost');
    expect(lost.page.querySelector('[role=alert]')?.textContent).to.contain('Der kom ikke noget svar');
    lost.world.answer('GET /page/notices', ok(nothing));
    await lost.press('Prøv igen');
    expect(lost.text()).to.contain('Din e-mailadresse');
  });

  const longest = `${'a'.repeat(64)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.dk`;
  for (const locale of ['da', 'en'] as const) {
    for (const [name, view] of Object.entries({
      nothing,
      asked: { ...asked, address: longest },
      confirmed: { ...confirmed, address: longest },
    })) {
      it(`are accessible in ${locale} (${name}), and no wider than the narrowest screen`, async () => {
        document.body.style.width = '320px';
        const { page } = await present(view, locale);
        for (const part of page.querySelectorAll('details')) part.open = true;
        await settled(page);
        const { violations } = await axe.run(page, {
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
          // The colours' light and dark values come with the build; the browser's own are judged there.
          rules: { 'color-contrast': { enabled: false } },
        });
        expect(
          violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
        ).to.deep.equal([]);
        expect((page.querySelector('sloering-notices')?.scrollWidth ?? 999) <= 320).to.equal(true);
        expect(page.querySelectorAll('[style]').length).to.equal(0);
      });
    }
  }
});
