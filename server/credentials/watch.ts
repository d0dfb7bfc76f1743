import type { CertificateState } from '../domain/certificate.ts';
import type { Cvr, Instant, TenantId } from '../domain/ids.ts';
import { kindOf, type Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import type { Credentials } from './credentials.ts';

/** Days before the end at which an alarm is written. */
export const alarmDays = [60, 30, 14, 7, 1] as const;

const dayMs = 86_400_000;

export type CertificateWatch = {
  /** How every CVR number's certificate stood when it was last looked at. */
  states(): readonly CertificateState[];
  /** Looks at every municipality's certificates. */
  look(): Promise<void>;
};

type Deps = { store: Store; credentials: Credentials; now: () => Instant; log: Log };

/**
 * Watches the certificates: an alarm as each one passes 60, 30, 14, 7 and 1 days before its end, once for each certificate; one when a
 * certificate cannot be used; and deliveries stopped for a certificate go on when it has been put right.
 */
export const watchCertificates = ({ store, credentials, now, log }: Deps): CertificateWatch => {
  let states: CertificateState[] = [];
  /** What was last said about a CVR number, so that it is said once. */
  const said = new Map<string, string>();

  const sayOnce = (key: string, what: string, say: () => void): void => {
    if (said.get(key) === what) return;
    said.set(key, what);
    say();
  };

  const lookAt = async (tenant: TenantId, cvr: Cvr): Promise<CertificateState> => {
    const found = await credentials.find(cvr);
    const key = `${tenant} ${cvr}`;
    if (typeof found === 'string') {
      sayOnce(key, found, () => log('certificate_problem', { tenant, cvr, code: found }));
      return { tenant, cvr, daysLeft: null, problem: found };
    }
    const left = found.notAfter - now();
    const days = Math.floor(left / dayMs);
    const threshold = alarmDays.findLast((limit) => left <= limit * dayMs);
    if (threshold === undefined) said.delete(key);
    else
      sayOnce(key, `${found.thumbprint} ${threshold}`, () =>
        log('certificate_expiring', { tenant, cvr, days, threshold }),
      );
    return { tenant, cvr, daysLeft: days, problem: null };
  };

  /** A place that cannot be read says nothing of its certificate, and must not hide the others: what was known stays. */
  const lookOrKeep = async (tenant: TenantId, cvr: Cvr): Promise<CertificateState[]> => {
    try {
      return [await lookAt(tenant, cvr)];
    } catch (thrown) {
      log('schedule_failed', { job: `certificate ${cvr}`, kind: kindOf(thrown) });
      return states.filter((one) => one.tenant === tenant && one.cvr === cvr);
    }
  };

  const resumeMended = async (): Promise<void> => {
    for (const { tenant, cvr, reason } of await store.outbox.paused()) {
      const good = states.some((one) => one.tenant === tenant && one.cvr === cvr && one.problem === null);
      // Only what was stopped here: when the register refused the certificate, a person has to replace it.
      if (good && reason.startsWith('credential_')) await store.outbox.resume({ tenant, cvr }, now());
    }
  };

  return {
    states: () => states,
    look: async () => {
      const looked: CertificateState[] = [];
      for (const { id } of await store.registry.listTenants()) {
        const settings = await store.forTenant(id).loadSettings();
        for (const { cvr } of settings?.cvrs ?? []) looked.push(...(await lookOrKeep(id, cvr)));
      }
      states = looked;
      await resumeMended();
    },
  };
};
