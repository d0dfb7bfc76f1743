import { Hono } from 'hono';
import {
  CertificateRequest,
  RemoveCertificateRequest,
  TestCallRequest,
  type CheckResult,
} from '../../../shared/page-api.ts';
import { cvr as toCvr, type Cvr, type TenantId } from '../../domain/ids.ts';
import { appError } from '../../errors.ts';
import { readBody } from '../body.ts';
import type { AppDeps } from '../context.ts';
import { namedMunicipality } from './change.ts';
import type { PageEnv } from './context.ts';

/** A certificate file of 64 KiB in base64, and little else. */
const bodyLimit = 92_000;

/** Certificates for the national platform, and whether their ticket works. */
export const certificates = (deps: AppDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>();
  const { store, now, municipalities, log } = deps;

  const owned = async (tenant: TenantId, number: string): Promise<Cvr> => {
    const settings = await store.forTenant(tenant).loadSettings();
    const found = settings?.cvrs.find(({ cvr }) => cvr === number);
    if (!found) throw appError('cvr_not_allowed');
    return found.cvr;
  };
  const answer = (tried: { ok: boolean; code: string }): CheckResult => ({
    ...tried,
    at: new Date(now()).toISOString(),
  });

  app.post('/:id/certificates', async (c) => {
    deps.changes(c.get('visitor').actor, now());
    const tenant = await namedMunicipality(store, c);
    const { cvr: number, file, password } = await readBody(c, CertificateRequest, bodyLimit);
    const cvr = await owned(tenant, number);
    const bytes = Buffer.from(file, 'base64');
    const installed = await municipalities.installCertificate(
      { tenant, cvr },
      { bytes, password },
      c.get('visitor').actor,
    );
    if (installed.ok) await municipalities.lookAtCertificates();
    log('certificate_uploaded', { tenant, cvr, code: installed.code });
    return c.json(answer(installed));
  });

  app.post('/:id/certificates/remove', async (c) => {
    const tenant = await namedMunicipality(store, c);
    const cvr = await owned(tenant, (await readBody(c, RemoveCertificateRequest, bodyLimit)).cvr);
    const removed = await municipalities.removeCertificate({ tenant, cvr }, c.get('visitor').actor);
    await municipalities.lookAtCertificates();
    return c.json(answer(removed));
  });

  app.post('/:id/test-call', async (c) => {
    const tenant = await namedMunicipality(store, c);
    const visitor = c.get('visitor');
    const cvr = await owned(tenant, (await readBody(c, TestCallRequest, bodyLimit)).cvr);
    deps.changes(visitor.actor, now());
    const tried = await municipalities.testCall(toCvr(cvr));
    await store.forTenant(tenant).recordCheck({ kind: 'ticket', subject: cvr, ...tried, at: now() }, visitor);
    return c.json(answer(tried));
  });

  return app;
};
