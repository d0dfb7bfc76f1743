import { Hono } from 'hono';
import type { Discovery } from '../../shared/api.ts';
import { contextTokenAlgorithms, maxContextLifetimeSeconds } from '../launch/context-token.ts';
import type { AppDeps, AppEnv } from './context.ts';

/** `GET /.well-known/sloering-configuration` — what an integrator's program needs to know; readable from any origin. */
export const discovery = ({ issuer, widget }: AppDeps): Hono<AppEnv> => {
  const answer: Discovery = {
    issuer,
    session_endpoint: `${issuer}/v1/sessions`,
    context_token_typ: 'sloering-context+jwt',
    context_token_signing_alg_values_supported: [...contextTokenAlgorithms],
    launch_modes_supported: ['in_page'],
    max_context_lifetime: maxContextLifetimeSeconds,
    locales_supported: ['da', 'en'],
    components: widget.manifest,
  };
  return new Hono<AppEnv>().get('/sloering-configuration', (c) => {
    c.header('Access-Control-Allow-Origin', '*');
    c.header('Cache-Control', 'public, max-age=300');
    return c.json(answer);
  });
};
