import type { CertificateState } from '../domain/certificate.ts';
import type { Cvr, Instant, TenantId } from '../domain/ids.ts';
import type { DeliveryRow } from '../store/store.ts';
import type { OperationsDeps } from './context.ts';

/** How one CVR number stands. */
export type Organisation = {
  tenant: TenantId;
  municipality: string;
  cvr: Cvr;
  name: string;
  certificate: CertificateState | null;
  ticketUntil: number | null;
  paused: { since: Instant; reason: string; waiting: number } | null;
};

export type Overview = {
  at: Instant;
  waiting: number;
  parked: number;
  oldestWaitingSince: Instant | null;
  late: boolean;
  organisations: Organisation[];
  parkedRows: DeliveryRow[];
  waitingRows: DeliveryRow[];
};

/** Rows of each list; the figures beside them count all. */
const shown = 100;

/** Everything the delivery page and its JSON show, read at one moment. */
export const readOverview = async (deps: OperationsDeps): Promise<Overview> => {
  const { store, now, platform } = deps;
  const at = now();
  const [health, paused, parkedRows, waitingRows, tenants] = await Promise.all([
    store.outbox.health(at),
    store.outbox.paused(),
    store.outbox.deliveries('parked', shown),
    store.outbox.deliveries('waiting', shown),
    store.registry.listTenants(),
  ]);
  const tickets = platform.tickets();
  const certificates = deps.certificates();
  const organisations: Organisation[] = [];
  for (const { id, name: municipality } of tenants) {
    const settings = await store.forTenant(id).loadSettings();
    for (const { cvr, name } of settings?.cvrs ?? []) {
      const stopped = paused.find((one) => one.tenant === id && one.cvr === cvr);
      organisations.push({
        tenant: id,
        municipality,
        cvr,
        name,
        certificate: certificates.find((one) => one.tenant === id && one.cvr === cvr) ?? null,
        ticketUntil: tickets.find((one) => one.cvr === cvr)?.notOnOrAfter ?? null,
        paused: stopped ? { since: stopped.since, reason: stopped.reason, waiting: stopped.waiting } : null,
      });
    }
  }
  const { waiting, parked, oldestWaitingSince } = health;
  const late = oldestWaitingSince !== null && at - oldestWaitingSince >= deps.delayAlarmMs;
  return { at, waiting, parked, oldestWaitingSince, late, organisations, parkedRows, waitingRows };
};
