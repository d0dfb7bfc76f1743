import type { CertificateState } from '../../domain/certificate.ts';
import type { ActorId, Cvr, TenantId } from '../../domain/ids.ts';
import type { Issuer } from '../../store/store.ts';

type Scope = { tenant: TenantId; cvr: Cvr };
export type Tried = { ok: boolean; code: string };

/** What the settings pages need of the rest of the server; handed in, because a click must not reach what calls the register. */
export type MunicipalityDeps = {
  /** How certificates stand, as last looked at. */
  certificates: () => readonly CertificateState[];
  /** Looks at every certificate now. */
  lookAtCertificates: () => Promise<void>;
  /** Checks and installs; the code says what is wrong with the file, or that the operator's own file goes before it. */
  installCertificate: (
    scope: Scope,
    file: { bytes: Buffer; password: string | undefined },
    by: ActorId,
  ) => Promise<Tried>;
  /** Takes it out; not ok where the operator's own file stays in use. */
  removeCertificate: (scope: Scope, by: ActorId) => Promise<Tried>;
  /** One call to the national test service; registers nothing. */
  testCall: (cvr: Cvr) => Promise<Tried>;
  checkKeys: (issuer: Pick<Issuer, 'keys' | 'algorithms'>) => Promise<Tried>;
  /** Whether key sets may be at plain http on this machine, as in the demo. */
  allowLoopback: boolean;
};
