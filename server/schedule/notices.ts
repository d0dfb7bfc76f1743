import { instant, type Instant } from '../domain/ids.ts';
import { forgottenAfterMs, nextTry, noticeDay, noticeTimes, nothingWaits } from '../domain/notice.ts';
import type { NoticeCounts } from '../domain/notice.ts';
import { mayHold, pageStandingOf } from '../domain/permission.ts';
import type { Log } from '../log.ts';
import type { NoticeRecipient, Store, TenantSettings } from '../store/store.ts';

/** How a digest is sent; `reached` is false when the mail server did not answer. */
export type SendDigest = (
  to: NoticeRecipient,
  what: { counts: NoticeCounts; organisation: string; day: string },
  now: Instant,
) => Promise<{ outcome: 'sent' | 'retry' | 'refused' | 'unknown'; code: string; reached: boolean }>;

export type NoticeJobDependencies = {
  store: Pick<Store, 'notices' | 'forTenant'>;
  now: () => Instant;
  log: Log;
  send: SendDigest;
};

/** How many people one round deals with; the next takes the rest. */
const batch = 100;

/** Whether the person may decide here, as far as their last login told. */
const stillMay = ({ grants, tenant }: NoticeRecipient, kind: TenantSettings['kind']): boolean =>
  pageStandingOf(grants.filter((one) => one.tenant === tenant && mayHold(one.role, kind))).permissions
    .notices;

/**
 * The daily digests, a round each time it is called. A person's day is taken in the store before their mail leaves: of two servers one
 * sends, and a server that dies while sending leaves a day that is not sent again. A mail that was surely not accepted is tried again.
 */
export const createNoticeJob = ({ store, now, log, send }: NoticeJobDependencies): (() => Promise<void>) => {
  let forgotten: string | undefined;

  const dealWith = async (
    to: NoticeRecipient,
    day: string,
  ): Promise<'sent' | 'nothing' | 'away' | 'failed'> => {
    const { tenant, actor } = to;
    const at = now();
    const settings = await store.forTenant(tenant).loadSettings();
    const may = settings !== undefined && stillMay(to, settings.kind);
    const counts = may ? await store.notices.count(tenant, actor, noticeTimes(at)) : undefined;
    const claim = { tenant, actor, day, now: at };
    if (!settings || !counts || nothingWaits(counts)) {
      await store.notices.claim(claim, 'nothing');
      return 'nothing';
    }
    const tries = await store.notices.claim(claim, 'claimed');
    if (tries === undefined) return 'nothing';
    const { outcome, code, reached } = await send(to, { counts, organisation: settings.name, day }, at);
    const done = now();
    await store.notices.settle(
      { ...claim, now: done },
      outcome,
      outcome === 'retry' ? nextTry(tries, done) : null,
    );
    if (outcome === 'sent') return 'sent';
    log('notice_failed', { tenant, outcome, code, tries });
    return reached ? 'failed' : 'away';
  };

  return async () => {
    const at = now();
    const day = noticeDay(at);
    if (day === null) return;
    if (forgotten !== day) {
      const count = await store.notices.forget(instant(at - forgottenAfterMs));
      if (count > 0) log('notices_forgotten', { count });
      forgotten = day;
    }
    let sent = 0;
    for (const recipient of await store.notices.due(day, at, batch)) {
      const done = await dealWith(recipient, day);
      if (done === 'sent') sent += 1;
      // One person has found that nobody answers; the others' days stay untouched until the next round.
      if (done === 'away') break;
    }
    if (sent > 0) log('notices_sent', { count: sent });
  };
};
