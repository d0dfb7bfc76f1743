import { actorId } from '../../../server/domain/ids.ts';
import type { Claim, OutboxStore, RegisterKey } from '../../../server/store/store.ts';
import type { Defect } from './world.ts';

/** Changes what the relay settles with. */
const settling = (change: (settlement: Settlement, revision: number) => Settlement): Defect => ({
  outbox: (outbox) => {
    const revisions = new Map<string, number>();
    return {
      ...outbox,
      beginAttempt: (attempt) => {
        revisions.set(attempt.messageId, attempt.revision);
        return outbox.beginAttempt(attempt);
      },
      settle: (key, leaseToken, messageId, settlement, now) => {
        const revision = revisions.get(messageId ?? '') ?? 0;
        return outbox.settle(key, leaseToken, messageId, change(settlement, revision), now);
      },
    };
  },
});
type Settlement = Parameters<OutboxStore['settle']>[3];

/** An outbox that hands a key out a second time while it is held. */
export const claimsTwice: Defect = {
  outbox: (outbox) => {
    const held = new Map<string, { claim: Claim; leaseToken: string; twice: boolean }>();
    const nameOf = ({ tenant, cvr, citizen }: RegisterKey): string => `${tenant} ${cvr} ${citizen}`;
    const tokenOf = (key: RegisterKey, own: string): string => held.get(nameOf(key))?.leaseToken ?? own;
    return {
      ...outbox,
      claim: async (request) => {
        const again = [...held.values()].filter(
          ({ claim, twice }) => !twice && claim.leasedUntil > request.now,
        );
        for (const one of again) one.twice = true;
        const claims = await outbox.claim(request);
        const { leaseToken } = request;
        for (const claim of claims) held.set(nameOf(claim), { claim, leaseToken, twice: false });
        return [...claims, ...again.map(({ claim }) => claim)];
      },
      beginAttempt: (attempt) =>
        outbox.beginAttempt({ ...attempt, leaseToken: tokenOf(attempt, attempt.leaseToken) }),
      settle: async (key, leaseToken, messageId, settlement, now) => {
        const token = tokenOf(key, leaseToken);
        held.delete(nameOf(key));
        return outbox.settle(key, token, messageId, settlement, now);
      },
    };
  },
};

/** Every call for one municipality goes out under another's CVR number. */
export const sendsByWrongCvr: Defect = {
  call: (register) => (process, call) =>
    register.call(process, { ...call, cvr: call.cvr.replace(/^3/, '4') }),
};

/** A client that takes a reply it could not read for a success. */
export const takesUnknownForDelivered: Defect = {
  call: (register) => async (process, call) => {
    const outcome = await register.call(process, call);
    if (outcome.kind !== 'unknown') return outcome;
    const delivered = { kind: 'delivered', messageId: call.messageId } as const;
    const sent = register.ledger.find(({ messageId }) => messageId === call.messageId);
    if (sent) sent.outcome = delivered;
    return delivered;
  },
};

/** A relay that writes down an unknown outcome as delivered. */
export const writesUnknownAsDelivered: Defect = settling((settlement, revision) =>
  settlement.kind === 'unknown' ? { kind: 'delivered', revision, repeatAt: null } : settlement,
);

/** No second sending after an unknown outcome. */
export const neverRepeats: Defect = settling((settlement) =>
  settlement.kind === 'delivered' ? { ...settlement, repeatAt: null } : settlement,
);

/** Reads the registrations of the time before and settles for the revision of now. */
export const sendsStaleIntent: Defect = {
  outbox: (outbox) => {
    const known = new Map<string, Awaited<ReturnType<OutboxStore['loadKey']>>['blurrings']>();
    return {
      ...outbox,
      loadKey: async (key) => {
        const loaded = await outbox.loadKey(key);
        const name = `${key.tenant} ${key.cvr} ${key.citizen}`;
        const blurrings = known.get(name) ?? loaded.blurrings;
        known.set(name, loaded.blurrings);
        return { ...loaded, blurrings };
      },
    };
  },
};

/** An outbox that takes no notice of a pause. */
export const overlooksPauses: Defect = {
  outbox: (outbox, unwatched) => ({
    ...outbox,
    claim: async (request) => {
      for (const one of await unwatched.paused()) await unwatched.resume(one, request.now);
      return outbox.claim(request);
    },
  }),
};

/** An outbox that hands out keys that wait for a person. */
export const overlooksParking: Defect = {
  outbox: (outbox, unwatched) => ({
    ...outbox,
    claim: async (request) => {
      for (const one of await unwatched.deliveries('parked', 100))
        await unwatched.resumeKey(one, request.now, actorId('nobody'));
      return outbox.claim(request);
    },
  }),
};

/** Twice as many calls at once as were agreed. */
export const callsTooMany: Defect = { concurrency: 8 };

/** Counts as unknown only what was written down as unknown, not the call a process died in. */
export const forgetsUnfinishedCalls: Defect = {
  outbox: (outbox) => {
    const unknown = new Set<string>();
    const nameOf = ({ tenant, cvr, citizen }: RegisterKey): string => `${tenant} ${cvr} ${citizen}`;
    return {
      ...outbox,
      loadKey: async (key) => ({ ...(await outbox.loadKey(key)), unknownSince: unknown.has(nameOf(key)) }),
      settle: async (key, leaseToken, messageId, settlement, now) => {
        const settled = await outbox.settle(key, leaseToken, messageId, settlement, now);
        if (settled && settlement.kind === 'unknown') unknown.add(nameOf(key));
        if (settled && settlement.kind === 'delivered') unknown.delete(nameOf(key));
        return settled;
      },
    };
  },
};
