import { Hono } from 'hono';
import type { Discovery } from '../../shared/api.ts';
import { encryptionAlgorithms } from '../launch/algorithms.ts';
import { contextTokenAlgorithms, maxContextLifetimeSeconds } from '../launch/context-token.ts';
import type { AppDeps, AppEnv } from './context.ts';

/**
 * `GET /.well-known/sloering-configuration` — what an integrator's program needs to know — and `GET /.well-known/jwks.json`, our keys for
 * encrypted tokens. Readable from any origin.
 */
export const discovery = ({ issuer, widget, encryptionKeys }: AppDeps): Hono<AppEnv> => {
  const answer: Discovery = {
    issuer,
    session_endpoint: `${issuer}/v1/sessions`,
    context_token_typ: 'sloering-context+jwt',
    context_token_signing_alg_values_supported: [...contextTokenAlgorithms],
    context_token_encryption_alg_values_supported:
      encryptionKeys.keys.length > 0 ? [...encryptionAlgorithms.keys] : [],
    context_token_encryption_enc_values_supported:
      encryptionKeys.keys.length > 0 ? [...encryptionAlgorithms.content] : [],
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    launch_modes_supported: ['in_page'],
    max_context_lifetime: maxContextLifetimeSeconds,
    locales_supported: ['da', 'en'],
    components: widget.manifest,
  };
  const app = new Hono<AppEnv>();
  app.use('*', async (c, next) => {
    c.header('Access-Control-Allow-Origin', '*');
    c.header('Cache-Control', 'public, max-age=300');
    await next();
  });
  app.get('/sloering-configuration', (c) => c.json(answer));
  app.get('/jwks.json', (c) => c.json(encryptionKeys));
  return app;
};
