import { createExchange } from './exchange.ts';
import type { Exchange, Exchanged } from './exchange.ts';
import { createIdCardCache } from './id-card-cache.ts';
import type { Signer } from './id-card.ts';
import type {
  CallIds,
  Department,
  IdsasClient,
  IdsasDependencies,
  IdsasEvent,
  IdsasOutcome,
  Operation,
  OperationSettings,
} from './port.ts';
import { acceptText, readDepartments } from './reply.ts';
import { createBlurringRequest, departmentRequest, listRequest, testRequest } from './requests.ts';
import { checkSettings } from './settings.ts';
import { createSigners } from './signers.ts';
import { createTicketService } from './sts.ts';
import type { Issued } from './sts.ts';
import { createTransport } from './transport.ts';
import { MAX_XML_BYTES } from './xml.ts';

export type * from './port.ts';

/**
 * Opens the national platform in one NSP environment. Holds connections and ID cards; knows nothing of the store, and which calls to
 * make, in which order and how often to repeat them is the relay's decision.
 * @throws for settings that cannot work: a bad address, an issuer name that is no NCName, no trusted certificate.
 */
export const createIdsasClient = (dependencies: IdsasDependencies): IdsasClient => {
  const { settings, now, newId } = dependencies;
  checkSettings(settings);
  const { operations } = settings;
  const timeoutMs = settings.requestTimeoutMs ?? 30_000;
  const transport = createTransport({
    timeoutMs,
    maxReplyBytes: MAX_XML_BYTES,
    ...(settings.tlsCertificates && { tlsCertificates: settings.tlsCertificates }),
  });
  const tickets = createTicketService({ ...dependencies, transport });
  const issue = async (signer: Signer): Promise<Issued> => {
    const started = now();
    const issued = await tickets.issue(signer);
    const outcome = 'outcome' in issued ? summary(issued.outcome) : {};
    const durationMs = now() - started;
    dependencies.log?.({
      event: 'idsas.id-card',
      operation: 'Issue',
      cvr: signer.cvr,
      ...outcome,
      durationMs,
    });
    return issued;
  };
  const marginMs = (settings.idCardRenewMarginMinutes ?? 15) * 60_000;
  const cards = createIdCardCache({ issue }, { environment: settings.environment, now, marginMs });
  const signers = createSigners(dependencies.credentials);
  const exchange = createExchange({ transport, cards, now, newId });

  /** Makes one call and tells the log. A fault of the call's own content is found before anything is sent. */
  const call = async <T>(
    operation: Operation,
    ids: CallIds,
    what: Exchange<T>,
    wrong?: IdsasOutcome,
  ): Promise<Exchanged<T>> => {
    const started = now();
    const about = { operation, cvr: ids.cvr, messageId: ids.messageId };
    // One time-out over ticket, call and repeat together: a caller's lease must outlive the whole of it.
    const done: Exchanged<T> = wrong
      ? { outcome: wrong }
      : await withinTime(timeoutMs, ids.signal, async (signal) => {
          const signer = await signers.get(ids.cvr);
          return 'kind' in signer ? { outcome: signer } : exchange(what, { ...ids, signal }, signer);
        });
    if (done.outcome.kind === 'delivered' && done.flowStatus !== 'flow_finalized_succesfully')
      dependencies.log?.({ event: 'idsas.flow-status', ...about });
    const durationMs = now() - started;
    dependencies.log?.({
      event: 'idsas.call',
      ...about,
      flowId: ids.flowId,
      ...summary(done.outcome),
      durationMs,
    });
    return done;
  };

  const addressed = ({ url, soapAction }: Pick<OperationSettings, 'url' | 'soapAction'>) => ({
    url: `${settings.gatewayUrl ?? ''}${url}`,
    soapAction,
  });

  const department =
    (operation: 'CreateOrgBlurring' | 'RemoveOrgBlurring'): IdsasClient['createOrgBlurring'] =>
    async (ids) => {
      const given = operations[operation];
      if (given === undefined) return { kind: 'not_configured' };
      const what = {
        ...addressed(given),
        request: () => departmentRequest(operation, ids.department, given),
        expected: { response: `${operation}Response`, read: acceptText(given.acceptedResponse) },
      };
      return (await call(operation, ids, what, wrongDepartment(ids.department))).outcome;
    };

  return {
    createBlurring: async (ids) => {
      const cpr = ids.cpr.replace(/^(.{6})-/, '$1');
      const given = operations.CreateBlurring;
      const what = {
        ...addressed(given),
        request: (moment: number) =>
          createBlurringRequest(
            cpr,
            endToSend(ids.endDateTime, moment, settings.endNowOffsetSeconds ?? 0),
            given,
          ),
        expected: { response: 'CreateBlurringResponse', read: acceptText(given.acceptedResponse) },
      };
      return (await call('CreateBlurring', ids, what, wrongBlurring(cpr, ids.endDateTime))).outcome;
    },
    createOrgBlurring: department('CreateOrgBlurring'),
    removeOrgBlurring: department('RemoveOrgBlurring'),
    listOrgBlurrings: async (ids) => {
      const given = operations.ListOrgBlurrings;
      if (!given?.enabled) return { kind: 'not_configured' };
      const name = given.name ?? 'ListOrgBlurringsForCVR';
      const what = {
        ...addressed(given),
        request: () => listRequest(name, given),
        expected: { response: `${name}Response`, read: readDepartments },
      };
      const { outcome, content } = await call('ListOrgBlurrings', ids, what);
      return outcome.kind === 'delivered' ? { kind: 'listed', departments: content ?? [] } : outcome;
    },
    testTicket: async (ids) => {
      if (settings.nts === undefined) return { kind: 'not_configured' };
      const what = {
        ...addressed(settings.nts),
        request: () => testRequest,
        // What stands in the body is not documented; that it is no fault and answers our message is what counts.
        expected: { read: () => true as const },
      };
      const { outcome } = await call('NTS', ids, what);
      return outcome.kind === 'delivered' ? { kind: 'accepted', messageId: outcome.messageId } : outcome;
    },
    tickets: () => cards.ages(),
    close: () => {
      transport.close();
      cards.clear();
      signers.clear();
      return Promise.resolve();
    },
  };
};

/** `AbortSignal.timeout` would keep what each call holds in memory for the half minute it never needed; this one ends with the call. */
const withinTime = async <T>(
  ms: number,
  outer: AbortSignal | undefined,
  use: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(new DOMException('time-out', 'TimeoutError')), ms);
  try {
    return await use(outer ? AbortSignal.any([limit.signal, outer]) : limit.signal);
  } finally {
    clearTimeout(timer);
  }
};

const refusedHere = (code: string): IdsasOutcome => ({ kind: 'refused', code, pause: 'key' });

/** From here on a date no longer has four digits for the year. */
const YEAR_10000 = Date.UTC(10_000, 0);

const wrongBlurring = (cpr: string, end: number): IdsasOutcome | undefined => {
  // Format only: numbers without a valid check digit are issued, and replacement numbers carry letters.
  if (!/^[0-9]{6}[0-9A-Z]{4}$/.test(cpr)) return refusedHere('cpr_malformed');
  return Math.abs(end) < YEAR_10000 ? undefined : refusedHere('end_malformed');
};

const wrongDepartment = ({ id, classification }: Department): IdsasOutcome | undefined =>
  (classification === 'SOR' ? /^\d{6,18}$/ : /^[0-9A-Z]{4,7}$/).test(id)
    ? undefined
    : refusedHere('department_malformed');

const summary = (outcome: IdsasOutcome): Pick<IdsasEvent, 'outcome' | 'code'> => ({
  outcome: outcome.kind,
  ...('code' in outcome && { code: outcome.code }),
});

/** A moment that has passed means "end now": the register may not accept an end in the past. */
const endToSend = (end: number, moment: number, offsetSeconds: number): number =>
  end > moment ? end : moment + offsetSeconds * 1000;
