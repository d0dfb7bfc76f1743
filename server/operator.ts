import { appendFile, readFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { operatorLine } from './operations/operators.ts';
import { isMain } from './start.ts';

const usage = `node server/operator.ts add NAME --file OPERATORS
  adds an operator to the file and prints the key, once
node server/operator.ts deliveries|test|departments|verify|pause|resume|certificate|remove-certificate [--tenant ID --cvr NUMBER] [--reference R] [--file F --password-file P] --as NAME --key-file FILE [--url http://127.0.0.1:PORT]
  deliveries  what waits, what is set aside and how each CVR number stands
  test        does the ticket of this CVR number work? One call to NSP's test service
  verify      walks the municipality's audit chain; with --file, compares it with the anchors kept elsewhere
  departments which units the register holds blurred for this CVR number
  certificate checks a certificate (PKCS#12 or PEM) and puts it into the database in place of the one before
  remove-certificate takes it out of the database
  pause       stops the deliveries of this CVR number
  resume      lets them go on; with --reference, one delivery
`;

type Options = Partial<
  Record<'file' | 'password-file' | 'as' | 'key-file' | 'url' | 'tenant' | 'cvr' | 'reference', string>
>;

const add = async (name: string, file: string): Promise<string> => {
  const key = randomBytes(32).toString('base64url');
  await appendFile(file, `${operatorLine(name, key)}\n`, { mode: 0o600 });
  return key;
};

/** Asks the running server: with the embedded database nobody else may open its file. */
const ask = async (command: string, options: Options): Promise<{ ok: boolean; text: string }> => {
  const { as = '', url = 'http://127.0.0.1:4900', tenant = '', cvr = '', reference } = options;
  const key = (await readFile(options['key-file'] ?? '', 'utf8')).trim();
  const headers = {
    Authorization: `Basic ${Buffer.from(`${as}:${key}`).toString('base64')}`,
    Accept: 'application/json',
  };
  const form = new URLSearchParams({ tenant, cvr, ...(reference === undefined ? {} : { reference }) });
  if (command === 'certificate') {
    form.set('file', (await readFile(options.file ?? '')).toString('base64'));
    if (options['password-file'] !== undefined)
      form.set('password', (await readFile(options['password-file'], 'utf8')).trimEnd());
  }
  if (command === 'verify' && options.file !== undefined)
    form.set('anchors', await readFile(options.file, 'utf8'));
  const response = await (command === 'deliveries'
    ? fetch(`${url}/deliveries`, { headers })
    : fetch(`${url}/${command}`, { method: 'POST', headers, body: form.toString() }));
  const text = await response.text();
  const failed =
    response.ok && command !== 'deliveries' && (JSON.parse(text) as { result: string }).result === 'failed';
  return { ok: response.ok && !failed, text };
};

/** `node server/operator.ts …` — the operator's commands. Exit code 0 when done, 1 when not, 2 for a wrong command line. */
const run = async (args: readonly string[]): Promise<number> => {
  const names = ['file', 'password-file', 'as', 'key-file', 'url', 'tenant', 'cvr', 'reference'] as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
  });
  const options = values as Options;
  const [command, name] = positionals;
  if (command === 'add' && name !== undefined && options.file !== undefined) {
    process.stdout.write(`${await add(name, options.file)}\n`);
    return 0;
  }
  if (
    command === undefined ||
    ![
      'deliveries',
      'test',
      'departments',
      'verify',
      'pause',
      'resume',
      'certificate',
      'remove-certificate',
    ].includes(command) ||
    !options['key-file']
  ) {
    process.stderr.write(usage);
    return 2;
  }
  const { ok, text } = await ask(command, options);
  process.stdout.write(`${text}\n`);
  return ok ? 0 : 1;
};

if (isMain(import.meta.url))
  process.exitCode = await run(process.argv.slice(2)).catch((thrown: unknown) => {
    process.stderr.write(`${thrown instanceof Error ? thrown.message : 'failed'}\n`);
    return 1;
  });
