import type { BlurringEvent } from '../domain/event.ts';
import type { BlurringId, TenantId } from '../domain/ids.ts';
import { seal, type Random, type TenantKeys } from './encryption.ts';
import type { Tables } from './schema.ts';
import type { BlurringCommit } from './store.ts';

type Row = Tables['blurringChanges']['$inferSelect'];
type Input = { tenant: TenantId; keys: TenantKeys; commit: BlurringCommit };

export const subjectOf = (event: BlurringEvent): BlurringId =>
  event.type === 'blurring_registered' ? event.blurring.id : event.id;

const changeTypes = {
  blurring_confirmed: 'confirmed',
  blurring_rejected: 'rejected',
  blurring_renewed: 'renewed',
  blurring_ended: 'ended',
  blurring_expired: 'expired',
} as const;

/** Changes of a registration are kept beside it, with the reason: what a manager decided must be readable when the audit log is closed. */
export const changesOf = ({ tenant, keys, commit }: Input, random: Random): Row[] =>
  commit.events.flatMap((event, index) => {
    if (event.type === 'blurring_registered') return [];
    const last = commit.changed.find(({ id }) => id === event.id)?.revision;
    if (last === undefined) throw new Error('store: a change without its registration');
    const later = commit.events.slice(index + 1).filter((one) => subjectOf(one) === event.id).length;
    const revision = last - later;
    const place = { tenant, table: 'blurring_changes', row: `${event.id}/${revision}` };
    const renewal = event.type === 'blurring_renewed' ? event : null;
    const change = {
      tenantId: tenant,
      blurring: event.id,
      revision,
      type: changeTypes[event.type],
      at: event.at,
      by: event.by,
      endedBefore: renewal?.from ?? null,
      endsAfter: renewal?.endsAt ?? null,
      note: commit.note === null ? null : seal(keys.data, place, commit.note, random),
    };
    return [change];
  });
