import { request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';

// npm run dev: pages and API come from the running server (npm start), the component straight from widget/*.ts.
const server = new URL(process.env.SLOERING_URL ?? 'http://localhost:4100');
const fromServer = ['/v1/', '/.well-known/', '/demo'];

function proxy(context, next) {
  if (!fromServer.some((path) => context.path.startsWith(path))) return next();
  context.respond = false;
  const headers = { ...context.headers, host: server.host };
  const upstream = request(new URL(context.url, server), { method: context.method, headers }, (reply) => {
    context.res.writeHead(reply.statusCode ?? 502, reply.headers);
    reply.pipe(context.res);
  });
  upstream.on('error', () => {
    if (!context.res.headersSent) context.res.writeHead(502, { 'content-type': 'text/plain' });
    context.res.end(
      `No server answers at ${server.origin}. Start one with npm start, or set SLOERING_URL.\n`,
    );
  });
  context.req.pipe(upstream);
}

export default {
  open: '/demo',
  watch: true,
  nodeResolve: true,
  plugins: [
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: fileURLToPath(new URL('widget/tsconfig.json', import.meta.url)),
    }),
  ],
  middleware: [proxy],
};
