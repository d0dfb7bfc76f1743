import { Hono, type Context } from 'hono';
import { isCvr } from '../../shared/cvr.ts';
import { cvr as toCvr, tenantId, type ActorId, type Cvr, type TenantId } from '../domain/ids.ts';
import type { Department, NoAnswer } from '../idsas/port.ts';
import type { OperationsDeps } from './context.ts';
import { authenticateOperator } from './operators.ts';
import type { Result } from './page.ts';
import { verifyChain, type Verified } from './verify.ts';

type Asked = { tenant: TenantId; cvr: Cvr; form: URLSearchParams; by: ActorId };
type Act = (asked: Asked) => Promise<
  Omit<Result, 'cvr'> & {
    departments?: readonly Department[];
    verified?: Verified;
    thumbprint?: string;
    days?: number;
  }
>;

/** Bytes of a form: a certificate file in base64, and little else; the anchors of some years where a chain is verified. */
const formLimit = (action: string): number => (action === 'verify' ? 1_000_000 : 100_000);

/** What an operator can do. What changes something is written to the municipality's audit log with the operator's name. */
export const actions = (deps: OperationsDeps): Hono => {
  const { store, platform, now, newId, log } = deps;
  const { outbox } = store;

  const acts: Record<string, Act> = {
    test: async ({ cvr }) => {
      const answer = await platform.testTicket({ cvr, messageId: newId(), flowId: newId() });
      if (answer.kind === 'accepted') return { result: 'accepted', code: '' };
      return failed(answer);
    },
    departments: async ({ cvr }) => {
      const answer = await platform.listOrgBlurrings({ cvr, messageId: newId(), flowId: newId() });
      if (answer.kind !== 'listed') return failed(answer);
      return { result: 'listed', code: '', departments: answer.departments };
    },
    verify: async ({ tenant, form }) => {
      const verified = await verifyChain(store.forTenant(tenant), tenant, form.get('anchors') ?? '');
      const whole = verified.broken === null && verified.missing === null;
      return { result: whole ? 'whole' : 'failed', code: whole ? '' : 'audit_broken', verified };
    },
    certificate: async ({ tenant, cvr, form, by }) => {
      const bytes = Buffer.from(form.get('file') ?? '', 'base64');
      const file = { bytes, password: form.get('password') ?? undefined };
      const installed = await deps.install({ tenant, cvr }, file, by);
      if (typeof installed === 'string') return { result: 'refused', code: installed };
      const days = Math.floor((installed.notAfter - now()) / 86_400_000);
      log('credential_installed', { tenant, cvr, days });
      const code = installed.inUse ? '' : 'credential_in_file';
      return { result: 'installed', code, thumbprint: installed.thumbprint, days };
    },
    'remove-certificate': async ({ tenant, cvr, by }) => {
      const { removed, remains } = await deps.remove({ tenant, cvr }, by);
      return { result: removed ? 'removed' : 'nothing', code: remains ? 'credential_in_file' : '' };
    },
    pause: async ({ tenant, cvr, by }) => {
      await outbox.pause({ tenant, cvr }, 'operator', now(), by);
      return { result: 'paused', code: '' };
    },
    resume: async ({ tenant, cvr, form, by }) => {
      const reference = form.get('reference');
      const went =
        reference === null
          ? await resumeAll({ tenant, cvr }, by)
          : await outbox.resumeKey({ tenant, cvr, reference }, now(), by);
      return { result: went ? 'resumed' : 'nothing', code: '' };
    },
  };

  const resumeAll = async (scope: { tenant: TenantId; cvr: Cvr }, by: ActorId): Promise<boolean> => {
    const stopped = (await outbox.paused()).some(
      (one) => one.tenant === scope.tenant && one.cvr === scope.cvr,
    );
    return (await outbox.resume(scope, now(), by)) > 0 || stopped;
  };

  /** The form, if it names a CVR number that this municipality has. */
  const readAsked = async (c: Context, action: string): Promise<Asked | undefined> => {
    const length = Number(c.req.header('Content-Length') ?? NaN);
    if (!(length <= formLimit(action))) return undefined;
    const form = new URLSearchParams(await c.req.text());
    const by = authenticateOperator(deps.operators, c.req.header('Authorization'));
    const tenant = tenantId(form.get('tenant') ?? '');
    const number = form.get('cvr') ?? '';
    if (by === undefined || !isCvr(number)) return undefined;
    const settings = await store.forTenant(tenant).loadSettings();
    const known = settings?.cvrs.some((one) => one.cvr === number);
    return known ? { tenant, cvr: toCvr(number), form, by } : undefined;
  };

  const app = new Hono();
  for (const [name, act] of Object.entries(acts)) {
    app.post(`/${name}`, async (c) => {
      // A browser sends the operator's key along with any site's form, so the form must come from this page.
      if (!isOwnPage(c)) return c.text('403', 403);
      const asked = await readAsked(c, name);
      if (asked === undefined) return c.text('400', 400);
      const done = await act(asked);
      log('operator_acted', { action: name, tenant: asked.tenant, cvr: asked.cvr, outcome: done.result });
      if (c.req.header('Accept')?.startsWith('application/json')) return c.json(done);
      const lang = c.req.query('lang') === 'en' ? 'en' : 'da';
      const { result, code } = done;
      return c.redirect(`/?${new URLSearchParams({ lang, result, code, cvr: asked.cvr }).toString()}`, 303);
    });
  }
  return app;
};

const failed = (answer: NoAnswer) => ({
  result: 'failed',
  code: 'code' in answer ? answer.code : answer.kind,
});

/** A page whose referrer policy hides it is posted from with `Origin: null`, so what the browser says of the site comes first. */
const isOwnPage = (c: Context): boolean => {
  const site = c.req.header('Sec-Fetch-Site');
  if (site !== undefined) return site === 'same-origin';
  const origin = c.req.header('Origin');
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === c.req.header('Host'));
};
