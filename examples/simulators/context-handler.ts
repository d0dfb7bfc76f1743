/**
 * The login broker as a program:
 * `node examples/simulators/context-handler.ts --port 4500 --data DIR --sp-metadata URL_OR_FILE [--sp-metadata …] [--origin URL] [--role-base URI] [--users FILE]`.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startContextHandler } from './context-handler/simulator.ts';
import { usersSchema } from './context-handler/users.ts';
import { closeOnSignal } from './web.ts';

// Anybody who reaches it can be anybody.
if (process.env['NODE_ENV'] === 'production') {
  process.stderr.write(
    'Context Handler (simulator) lets anyone log in as anyone, so it does not start with NODE_ENV=production.\n',
  );
  process.exit(1);
}

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    ...{ port: text, data: text, host: text, origin: text, users: text, 'role-base': text },
    'sp-metadata': { type: 'string', multiple: true },
  },
});
const simulator = await startContextHandler({
  folder: values.data ?? 'context-handler-data',
  systems: values['sp-metadata'] ?? [],
  users: usersSchema.parse(
    JSON.parse(
      readFileSync(values.users ?? new URL('./context-handler/users.json', import.meta.url), 'utf8'),
    ),
  ),
  roleBase: values['role-base'] ?? 'http://sloering.example',
  port: Number(values.port ?? 4500),
  ...(values.origin !== undefined && { origin: values.origin }),
  ...(values.host !== undefined && { host: values.host }),
});
closeOnSignal(simulator.close);
process.stdout.write(`Context Handler (simulator): ${simulator.url}\n`);
