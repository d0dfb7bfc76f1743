import { Hono } from 'hono';
import { html } from 'hono/html';
import { offHashOf, offTokenForm } from '../../notices/secrets.ts';
import { clientAddress } from '../client-address.ts';
import type { AppContext, AppDeps, AppEnv } from '../context.ts';
import { frame } from './frame.ts';

type Words = { title: string; text: string; button?: string };
type Page = { status: 200 | 404; da: Words; en: Words };

const pages = {
  ask: {
    status: 200,
    da: {
      title: 'Vil du slå påmindelser fra?',
      text: 'Så får du ikke flere e-mails fra Sløring om det, der venter. Du kan slå dem til igen, når du er logget ind.',
      button: 'Slå påmindelser fra',
    },
    en: {
      title: 'Switch reminders off?',
      text: 'You will then get no more e-mails from Sløring about what waits. You can switch them on again when you are logged in.',
      button: 'Switch reminders off',
    },
  },
  done: {
    status: 200,
    da: {
      title: 'Påmindelser er slået fra',
      text: 'Du får ikke flere e-mails fra Sløring om det, der venter.',
    },
    en: { title: 'Reminders are off', text: 'You will get no more e-mails from Sløring about what waits.' },
  },
  unknown: {
    status: 404,
    da: {
      title: 'Linket virker ikke længere',
      text: 'Kopiér hele linket fra mailen, eller log ind, og slå påmindelser fra på siden Påmindelser.',
    },
    en: {
      title: 'The link no longer works',
      text: 'Copy the whole link from the mail, or log in and switch reminders off on the page Reminders.',
    },
  },
} as const satisfies Record<string, Page>;

const section = (lang: 'da' | 'en', { title, text, button }: Words, action: string) =>
  html`<section lang="${lang}" class="message">
    ${lang === 'da' ? html`<h1>${title}</h1>` : html`<h2>${title}</h2>`}
    <p>${text}</p>
    ${
      button === undefined
        ? html`<p>
            <a class="button button-primary" href="/"
              >${{ da: 'Til forsiden', en: 'To the front page' }[lang]}</a
            >
          </p>`
        : html`<form method="post" action="${action}">
            <button class="button button-primary" type="submit">${button}</button>
          </form>`
    }
  </section>`;

/**
 * `/notices/off?token=…`: where the link in a mail leads. Looking changes nothing, because mail programs and filters open links by
 * themselves; the button, or a mail program that knows RFC 8058, posts. No login: the token is the proof, and it opens nothing else.
 */
export const noticesOff = (deps: AppDeps): Hono<AppEnv> => {
  const app = new Hono<AppEnv>();
  const { store, now } = deps;

  const show = async (c: AppContext, name: keyof typeof pages, action: string): Promise<Response> => {
    const page: Page = pages[name];
    const body = await html`<main class="container page-container">
      ${section('da', page.da, action)} ${section('en', page.en, action)}
    </main>`;
    const title = `${page.da.title} – Sløring`;
    return c.html(frame(deps.page, { title, body: body.toString(), script: false }), page.status);
  };

  const hashIn = (c: AppContext): string | undefined => {
    deps.launches(`off ${clientAddress(c, deps.trustedProxy)}`, now());
    const token = c.req.query('token') ?? '';
    return offTokenForm.test(token) ? offHashOf(token) : undefined;
  };

  app.get('/off', async (c) => {
    const hash = hashIn(c);
    const found = hash && (await store.notices.findByOff(hash));
    if (!found) return show(c, 'unknown', '');
    return show(c, found.wanted ? 'ask' : 'done', `/notices/off?token=${c.req.query('token') ?? ''}`);
  });

  app.post('/off', async (c) => {
    const hash = hashIn(c);
    if (!hash || !(await store.notices.findByOff(hash))) return show(c, 'unknown', '');
    await store.notices.switchOff(hash, 'link', now());
    return show(c, 'done', '');
  });
  return app;
};
