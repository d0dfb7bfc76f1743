import type { ActorId, Cvr, Instant, TenantId } from '../domain/ids.ts';
import type { CertificateState } from '../domain/certificate.ts';
import type { CredentialProblem, IdsasClient } from '../idsas/port.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import type { Operators } from './operators.ts';

/**
 * What the operator's side needs. Of the national platform it may ask for tickets, the test call and the list of blurred units, and nothing that registers:
 * a click cannot reach the register here either.
 */
export type OperationsDeps = {
  store: Store;
  platform: Pick<IdsasClient, 'testTicket' | 'tickets' | 'listOrgBlurrings'>;
  certificates: () => readonly CertificateState[];
  operators: Operators;
  /** Takes a certificate out of the database; `remains` when a file for the CVR number stays in use. */
  remove: (
    scope: { tenant: TenantId; cvr: Cvr },
    by: ActorId,
  ) => Promise<{ removed: boolean; remains: boolean }>;
  /** Checks a certificate file and puts it into the database; a code when it may not be used. Not `inUse` where a file goes before it. */
  install: (
    scope: { tenant: TenantId; cvr: Cvr },
    file: { bytes: Buffer; password: string | undefined },
    by: ActorId,
  ) => Promise<{ thumbprint: string; notAfter: Instant; inUse: boolean } | CredentialProblem>;
  metrics: { contentType: string; text(): Promise<string> };
  log: Log;
  now: () => Instant;
  newId: () => string;
  /** Oldest waiting delivery, milliseconds, from which it is called late. */
  delayAlarmMs: number;
};
