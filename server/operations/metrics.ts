import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { IdsasEvent } from '../idsas/port.ts';
import type { OperationsDeps } from './context.ts';

export type Metrics = OperationsDeps['metrics'] & {
  /** Counts a call to the national platform. */
  observe(event: IdsasEvent): void;
};

type Sources = Pick<OperationsDeps, 'store' | 'certificates' | 'now'> & {
  tickets: OperationsDeps['platform']['tickets'];
};

/**
 * Figures in Prometheus' text form. What can be counted is counted as it happens; what is a state is read when asked for. Labels are
 * operations, outcomes, stable codes and municipal CVR numbers: nothing that belongs to a person.
 */
export const createMetrics = ({ store, tickets, certificates, now }: Sources): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const calls = new Counter({
    name: 'sloering_register_calls_total',
    help: 'Calls to the national platform by operation, outcome and code; Issue is the ticket service.',
    labelNames: ['operation', 'outcome', 'code'],
    registers,
  });
  const seconds = new Histogram({
    name: 'sloering_register_call_seconds',
    help: 'How long calls to the national platform took, ticket and repeat included.',
    labelNames: ['operation'],
    buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });

  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers });
  const oldest = gauge(
    'sloering_oldest_undelivered_seconds',
    'How long the oldest undelivered intent has waited.',
  );
  const keys = gauge(
    'sloering_outbox_keys',
    'Register keys that wait, and of them those that wait for a person.',
    ['state'],
  );
  const paused = gauge('sloering_paused_cvrs', 'CVR numbers whose deliveries are stopped.');
  const ticketAge = gauge('sloering_ticket_age_seconds', 'Since when the ID card of a CVR number is held.', [
    'cvr',
  ]);
  const ticketLeft = gauge('sloering_ticket_valid_seconds', 'How long the ID card of a CVR number counts.', [
    'cvr',
  ]);
  const daysLeft = gauge(
    'sloering_certificate_days_left',
    'Whole days until the certificate of a CVR number ends.',
    ['cvr'],
  );
  const problem = gauge(
    'sloering_certificate_problem',
    '1 for a CVR number whose certificate cannot be used.',
    ['cvr', 'code'],
  );

  const readStates = async (): Promise<void> => {
    const at = now();
    const [{ waiting, parked, oldestWaitingSince }, stopped] = await Promise.all([
      store.outbox.health(at),
      store.outbox.paused(),
    ]);
    oldest.set(oldestWaitingSince === null ? 0 : (at - oldestWaitingSince) / 1000);
    keys.set({ state: 'waiting' }, waiting);
    keys.set({ state: 'parked' }, parked);
    paused.set(stopped.length);
    for (const one of [ticketAge, ticketLeft, daysLeft, problem]) one.reset();
    for (const { cvr, issuedAt, notOnOrAfter } of tickets()) {
      ticketAge.set({ cvr }, (at - issuedAt) / 1000);
      ticketLeft.set({ cvr }, (notOnOrAfter - at) / 1000);
    }
    for (const one of certificates()) {
      if (one.problem === null) daysLeft.set({ cvr: one.cvr }, one.daysLeft);
      else problem.set({ cvr: one.cvr, code: one.problem }, 1);
    }
  };

  return {
    contentType: registry.contentType,
    text: async () => {
      await readStates();
      return registry.metrics();
    },
    observe: ({ event, operation, outcome = 'delivered', code = '', durationMs }) => {
      if (event === 'idsas.flow-status') return;
      calls.inc({ operation, outcome, code });
      if (durationMs !== undefined) seconds.observe({ operation }, durationMs / 1000);
    },
  };
};
