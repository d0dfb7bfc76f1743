import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { CertificateState } from '../domain/certificate.ts';
import type { BlurringId, Instant } from '../domain/ids.ts';
import type { LaunchVerifier } from '../launch/context-token.ts';
import type { Log } from '../log.ts';
import type { Principal, Sessions } from '../session/session.ts';
import type { Store } from '../store/store.ts';
import type { RateLimit } from './middleware/rate-limit.ts';
import type { WidgetFiles } from './widget-files.ts';

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
};

export type AppEnv = {
  Bindings: HttpBindings;
  Variables: { reference: string; principal: Principal; code?: string };
};

export type AppContext = Context<AppEnv>;
