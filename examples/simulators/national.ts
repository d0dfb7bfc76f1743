/**
 * The national ticket service and register as a program: `node examples/simulators/national.ts --port 8090 --data DIR`.
 * Opdigtede data; nothing here reaches NSP.
 */
import { startNationalSimulator } from './national/simulator.ts';
import { closeOnSignal, readOptions } from './web.ts';

const { port = '8090', data = 'national-data', host } = readOptions();
const simulator = await startNationalSimulator({ folder: data, port: Number(port), ...(host && { host }) });
closeOnSignal(simulator.close);
process.stdout.write(`Det nationale register (simulator): ${simulator.url}\n`);
