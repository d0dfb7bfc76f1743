/**
 * A mail server that passes nothing on, as a program:
 * `node examples/simulators/mail-catcher.ts --port 4600 --smtp-port 4601 --data DIR`.
 */
import { startMailCatcher } from './mail-catcher/simulator.ts';
import { closeOnSignal, readOptions } from './web.ts';

// Mails that people wait for would end here.
if (process.env['NODE_ENV'] === 'production') {
  process.stderr.write(
    'The mail catcher (simulator) passes no mail on, so it does not start with NODE_ENV=production.\n',
  );
  process.exit(1);
}

const {
  port = '4600',
  data = 'mail-data',
  host,
  'smtp-port': smtpPort = '4601',
} = readOptions(['smtp-port']);
const simulator = await startMailCatcher({
  folder: data,
  port: Number(port),
  smtpPort: Number(smtpPort),
  ...(host && { host }),
});
closeOnSignal(simulator.close);
process.stdout.write(`Mails (simulator): ${simulator.url}, SMTP on port ${simulator.smtpPort}\n`);
