import type { KeyObject } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { CertificateState } from '../domain/certificate.ts';
import type { BlurringId, Instant } from '../domain/ids.ts';
import type { LaunchVerifier } from '../launch/context-token.ts';
import type { Role } from '../domain/permission.ts';
import type { Log } from '../log.ts';
import type { Notices } from '../notices/notices.ts';
import type { ServiceProvider } from '../saml/port.ts';
import type { LoginDependencies } from '../session/login.ts';
import type { Principal, Sessions } from '../session/session.ts';
import type { Store } from '../store/store.ts';
import type { RateLimit } from './middleware/rate-limit.ts';
import type { PageCookies } from './page/cookies.ts';
import type { MunicipalityDeps } from './page/municipality-deps.ts';
import type { PageFiles } from './page-files.ts';
import type { WidgetFiles } from './widget-files.ts';

/** The login through FK Adgangsstyring, where it is set up. */
export type SamlDoor = {
  provider: ServiceProvider;
  /** Entity id of the Context Handler, as its metadata says now. */
  issuer: () => string;
  /** Roles a person can ask for: the register's Danish name, the address to map, the level it needs. */
  roles: readonly { name: string; role: Role; uri: string; level: string }[];
  entityId: string;
};

/** What the routes need; nothing here reads the environment, a clock or randomness by itself. */
export type AppDeps = {
  store: Store;
  sessions: Sessions;
  launch: LaunchVerifier;
  /** Public keys record systems may encrypt context tokens to. */
  encryptionKeys: { keys: object[] };
  widget: WidgetFiles;
  log: Log;
  now: () => Instant;
  newReference: () => string;
  newBlurringId: () => BlurringId;
  /** Our issuer identifier and public origin. */
  issuer: string;
  launches: RateLimit;
  changes: RateLimit;
  trustedProxy: boolean;
  delayAlarmMs: number;
  /** How the municipalities' certificates stand, as last checked. */
  certificates: () => readonly CertificateState[];
  /** The hosted page as built. */
  page: PageFiles;
  cookies: PageCookies;
  logins: LoginDependencies;
  saml: SamlDoor | null;
  random: (count: number) => Uint8Array;
  /** 256 random bits, base64url. */
  newSecret: () => string;
  /** Seals what passes through the browser on its way back to us. */
  handleKey: KeyObject;
  municipalities: MunicipalityDeps;
  /** E-mails about what waits; null without a mail server. */
  notices: Notices | null;
};

export type AppEnv = {
  Bindings: HttpBindings;
  Variables: { reference: string; principal: Principal; code?: string };
};

export type AppContext = Context<AppEnv>;
