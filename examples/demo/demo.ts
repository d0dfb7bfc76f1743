/**
 * `npm start`: the server with its embedded database, the simulators, a record system and the start page, each its own process, until Ctrl-C.
 * Everything is kept in the data folder and still there next time.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildComponent } from './component.ts';
import { demoIssuer, organisations } from './municipality.ts';
import {
  addressesOf,
  prepareKeys,
  prepareLogin,
  prepareMail,
  prepareRegister,
  roleBase,
  serverEnvironment,
  writeMunicipalities,
} from './prepare.ts';
import { startProgram, type Program, type ProgramStart } from './program.ts';
import { portsInUse, readDemoSettings, whyNot, type DemoSettings } from './settings.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const programs: Program[] = [];

const step = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
  const began = performance.now();
  const result = await work();
  say(`  ${what.padEnd(44)} ${((performance.now() - began) / 1000).toFixed(1)} s`);
  return result;
};

const start = async (settings: DemoSettings): Promise<void> => {
  const { data, ports } = settings;
  const at = addressesOf(settings);
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const run = async (program: Omit<ProgramStart, 'log'>): Promise<void> => {
    const file = `${program.name.replaceAll(' ', '-')}.log`;
    programs.push(await startProgram({ ...program, log: join(data, file) }, say));
  };
  const env = serverEnvironment(settings);

  await step('the component', buildComponent);
  await step('keys and certificates', () => prepareKeys(settings));
  await step('the national register (simulator)', () =>
    run({
      name: 'register',
      args: [
        'examples/simulators/national.ts',
        '--port',
        String(ports.national),
        '--data',
        join(data, 'national'),
      ],
      ready: /register \(simulator\)/,
    }),
  );
  await step('the login, Context Handler (simulator)', async () => {
    await run({
      name: 'login',
      args: [
        'examples/simulators/context-handler.ts',
        ...['--port', String(ports.login), '--data', join(data, 'login'), '--role-base', roleBase],
        ...['--origin', at.login, '--sp-metadata', `${at.server}/auth/saml/metadata`],
      ],
      ready: /Context Handler \(simulator\)/,
    });
    await prepareLogin(settings);
  });
  await step('the mail catcher (simulator)', async () => {
    const listen = ['--port', String(ports.mail), '--smtp-port', String(ports.smtp)];
    prepareMail(settings);
    await run({
      name: 'mail',
      args: ['examples/simulators/mail-catcher.ts', ...listen, '--data', join(data, 'mail')],
      ready: /Mails \(simulator\)/,
    });
  });
  await step('the municipalities', async () => {
    await prepareRegister(settings);
    const onboarding = {
      args: ['server/onboarding.ts', ...writeMunicipalities(settings)],
      ready: /"tenant":"proevestad"/,
      env,
    };
    const once = await startProgram(
      { name: 'onboarding', ...onboarding, log: join(data, 'onboarding.log') },
      () => undefined,
    );
    await once.stop();
    // Invented units, so that a department blurring can be proposed at once.
    const units = {
      args: ['server/units.ts', 'import', 'examples/sor-sample.csv'],
      ready: /"taken": \d+/,
      env,
    };
    const read = await startProgram(
      { name: 'units', ...units, log: join(data, 'units.log') },
      () => undefined,
    );
    await read.stop();
  });
  await step('the server', () =>
    run({ name: 'server', args: ['server/main.ts'], ready: /"event":"listening"/, env }),
  );
  await step("the citizen's MinLog (simulator)", () =>
    run({
      name: 'minlog',
      args: [
        'examples/simulators/minlog.ts',
        ...['--port', String(ports.minlog), '--data', join(data, 'minlog'), '--national', at.national],
      ],
      ready: /MinLog \(simulator\)/,
    }),
  );
  await step('the record system and the start page', () =>
    run({
      name: 'record system',
      args: [
        'examples/host-server/host-server.ts',
        ...['--port', String(ports.start), '--data', join(data, 'host'), '--server', at.server],
        ...[
          '--national',
          at.national,
          '--minlog',
          at.minlog,
          '--operations',
          at.operations,
          '--login',
          at.login,
          '--mail',
          at.mail,
          '--issuer',
          demoIssuer,
          '--cvr',
          organisations[0].cvr,
        ],
      ],
      ready: /Journal og startside/,
    }),
  );
  say('');
  say(`  Start here:            ${at.start}`);
  say(`  The care record:       ${at.start}/journal`);
  say(`  The hosted page:       ${at.server}  (log in as one of the invented people)`);
  say(`  The national register: ${at.national}`);
  say(`  The citizen's MinLog:  ${at.minlog}`);
  say(`  The mails it sends:    ${at.mail}`);
  say(`  The operator's page:   ${at.operations}  (name demo, key demo)`);
  say('');
  say(`  Data and logs: ${data}. Ctrl-C stops everything; npm start goes on where it was.`);
};

let stopping = false;
const stop = async (code: number): Promise<void> => {
  if (stopping) return;
  stopping = true;
  // From the outside in: nobody is sent a request that nobody answers.
  for (const program of programs.reverse()) await program.stop();
  process.exit(code);
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (!stopping) say('\n  Stopping.');
    void stop(0);
  });
}

const refuse = (sentences: readonly string[]): void => {
  for (const sentence of sentences) process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
};

const settings = readDemoSettings(process.env);
if (typeof settings === 'string') refuse([settings]);
else {
  const inUse = await portsInUse(settings);
  if (inUse.length > 0) refuse(inUse);
  else {
    say('Sløring: the demo starts');
    await start(settings).catch(async (thrown: unknown) => {
      refuse([whyNot(thrown, settings.data)]);
      await stop(1);
    });
  }
}
