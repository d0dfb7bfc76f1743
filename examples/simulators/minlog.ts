/**
 * The citizen's view as a program:
 * `node examples/simulators/minlog.ts --port 8091 --data DIR --national http://127.0.0.1:8090 [--citizens FILE] [--entries FILE]`.
 */
import { readFileSync } from 'node:fs';
import { citizensSchema, pastEntriesSchema } from './minlog/entry.ts';
import { startMinLog } from './minlog/simulator.ts';
import { closeOnSignal, readOptions } from './web.ts';

const read = (path: string | undefined, own: string): unknown =>
  JSON.parse(readFileSync(path ?? new URL(own, import.meta.url), 'utf8'));

const options = readOptions(['national', 'citizens', 'entries']);
const simulator = await startMinLog({
  folder: options['data'] ?? 'minlog-data',
  national: options['national'] ?? 'http://127.0.0.1:8090',
  citizens: citizensSchema.parse(read(options['citizens'], '../demo/citizens.json')),
  past: pastEntriesSchema.parse(read(options['entries'], './minlog-entries.json')),
  port: Number(options['port'] ?? 8091),
  ...(options['host'] && { host: options['host'] }),
});
closeOnSignal(simulator.close);
process.stdout.write(`MinLog (simulator): ${simulator.url}\n`);
