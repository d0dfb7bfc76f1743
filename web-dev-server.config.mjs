import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';

/**
 * `npm run dev`, beside a running `npm start`: the record page of the demo, with the component straight from `widget/*.ts` and a reload on
 * every save. Everything else comes from the demo's record system. The strict policy of that page is left out here, because the reload
 * script is inline; the built component is tested under it (`test/e2e/csp.test.ts`).
 */
const record = new URL(`http://localhost:${process.env.SLOERING_DEMO_PORT ?? 4000}`);
const own = ['/widget/', '/shared/', '/node_modules/', '/__'];
const component = /<script type="module" src="[^"]*" integrity="[^"]*" crossorigin><\/script>/;

async function fromDemo(context, next) {
  if (own.some((path) => context.path.startsWith(path))) return next();
  const chunks = [];
  for await (const chunk of context.req) chunks.push(chunk);
  const { 'content-type': type, origin } = context.headers;
  const reply = await fetch(new URL(context.url, record), {
    method: context.method,
    headers: { ...(type ? { 'content-type': type } : {}), ...(origin ? { 'x-dev-origin': origin } : {}) },
    ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
  }).catch(() => undefined);
  if (!reply) {
    context.status = 502;
    context.body = `The demo does not answer at ${record.origin}. Run npm start first.\n`;
    return undefined;
  }
  context.status = reply.status;
  context.type = reply.headers.get('content-type') ?? 'text/plain';
  const body = Buffer.from(await reply.arrayBuffer());
  context.body = context.type.includes('html')
    ? body.toString('utf8').replace(component, '<script type="module" src="/widget/define.ts"></script>')
    : body;
  return undefined;
}

export default {
  open: '/journal',
  port: 8000,
  watch: true,
  nodeResolve: true,
  plugins: [
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: fileURLToPath(new URL('widget/tsconfig.json', import.meta.url)),
    }),
  ],
  middleware: [fromDemo],
};
