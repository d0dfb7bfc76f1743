import { Hono } from 'hono';
import {
  ConfirmAddressRequest,
  NoticesRequest,
  type NoticeOutcome,
  type NoticesView,
} from '../../../shared/notices-api.ts';
import type { Instant } from '../../domain/ids.ts';
import { appError } from '../../errors.ts';
import type { NoticeLogin, NoticeRecipient } from '../../store/store.ts';
import { readBody } from '../body.ts';
import type { AppDeps } from '../context.ts';
import type { PageContext, PageEnv, Visitor } from './context.ts';

const bodyLimit = 2_048;

const iso = (at: Instant): string => new Date(at).toISOString();

const loginOf = ({ tenant, actor, session, login }: Visitor): NoticeLogin => ({
  ...{ tenant, actor, session, person: login.person, grants: login.grants },
});

const lastOf = (recipient: NoticeRecipient | undefined): NoticesView['last'] => {
  const { at, state } = recipient?.last ?? {};
  if (at === undefined || state === undefined || state === 'nothing' || state === 'claimed') return null;
  return { at: iso(at), outcome: state satisfies NoticeOutcome };
};

/** `/page/notices`: each person's own reminders. The address is theirs once the code sent to it has come back, so nobody subscribes another. */
export const notices = (deps: AppDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>();
  const { store, now, notices: mails } = deps;

  const view = async ({ tenant, actor }: Visitor): Promise<NoticesView> => {
    const found = await store.notices.find(tenant, actor);
    const organisation = (await store.forTenant(tenant).loadSettings())?.name ?? '';
    const codeUntil = found?.codeUntil ?? null;
    return {
      available: mails !== null,
      address: found?.address ?? null,
      confirmed: (found?.confirmedAt ?? null) !== null,
      code_until: codeUntil !== null && codeUntil > now() ? iso(codeUntil) : null,
      wanted: found?.wanted ?? false,
      language: found?.language ?? 'da',
      last: lastOf(found),
      example: mails?.example(organisation) ?? null,
    };
  };

  app.get('/', async (c) => c.json(await view(c.get('visitor'))));

  const put = async (c: PageContext): Promise<NoticesView> => {
    const visitor = c.get('visitor');
    const at = now();
    deps.changes(visitor.actor, at);
    const asked = await readBody(c, NoticesRequest, bodyLimit);
    // Without a mail server nothing new can be set up; what is there can still be switched off.
    if (mails === null) {
      if (asked.wanted || asked.address !== null) throw appError('mail_unavailable');
      const found = await store.notices.find(visitor.tenant, visitor.actor);
      if (found) await store.notices.switchOff(found.off, 'page', at);
      return view(visitor);
    }
    const { code, kept } = mails.newCode(visitor, at);
    const done = await store.notices.ask(loginOf(visitor), asked, mails.offHash(visitor), kept, at);
    if (done === 'address_missing' || done === 'code_limit') throw appError(done);
    if (done === 'code' && asked.address !== null) {
      const { tenant, actor } = visitor;
      const to = { tenant, actor, address: asked.address, language: asked.language };
      const { outcome, code: why } = await mails.sendCode(to, code, at);
      if (outcome !== 'sent') deps.log('notice_failed', { tenant, outcome, code: why });
      // Attack: addresses are tried one after the other to learn who exists. That the mail server refuses one is not told.
      if (outcome === 'retry') throw appError('mail_unavailable');
    }
    return view(visitor);
  };
  app.put('/', async (c) => c.json(await put(c)));

  app.post('/confirm', async (c) => {
    const visitor = c.get('visitor');
    const at = now();
    deps.changes(visitor.actor, at);
    const { code } = await readBody(c, ConfirmAddressRequest, bodyLimit);
    if (mails === null) throw appError('mail_unavailable');
    const done = await store.notices.confirm(loginOf(visitor), mails.codeHash(visitor, code), at);
    if (done !== 'confirmed') throw appError(done);
    return c.json(await view(visitor));
  });
  return app;
};
