import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { PagePermissions } from '../../../shared/page-api.ts';
import type { ActorId, TenantId } from '../../domain/ids.ts';
import type { LoginRecord } from '../../store/store.ts';

/** Who has the hosted page open: a login that is alive, and the organisation it acts for. */
export type Visitor = {
  tenant: TenantId;
  kind: 'municipality' | 'national';
  actor: ActorId;
  name: string;
  /** Public id of the login. */
  session: string;
  permissions: PagePermissions;
  /** Organisation units whose registrations the person may see; null for the whole municipality. */
  reads: ReadonlySet<string> | null;
  /** Organisation units the person decides for; null for the whole municipality. */
  decides: ReadonlySet<string> | null;
  /** The person has proved who they are within the last minutes. */
  fresh: boolean;
  login: LoginRecord;
};

export type PageEnv = {
  Bindings: HttpBindings;
  Variables: { reference: string; code?: string; visitor: Visitor };
};

export type PageContext = Context<PageEnv>;
