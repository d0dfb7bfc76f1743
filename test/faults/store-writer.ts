import { cpr } from '../../server/domain/ids.ts';
import * as s from '../store/scenario.ts';

/**
 * A process that registers one blurring after another and prints each id once it has been told "committed".
 * Arguments: address, how many (0: until killed), how many at once, first number of a citizen.
 */
const [url = '', count = '0', width = '1', first = '1'] = process.argv.slice(2);

const store = await s.open(url, {
  newId: () => `w-${first}-${s.newId()}`,
  onFatal: (code) => process.stdout.write(`fatal ${code}\n`),
});
await store.registry.registerMunicipality(s.municipality(s.odense), s.noon);
const tenant = store.forTenant(s.odense);
process.stdout.write('ready\n');
let next = Number(first);
const end = count === '0' ? Infinity : next + Number(count);
const work = async (): Promise<void> => {
  while (next < end) {
    const number = next++;
    const id = `b-${number}`;
    try {
      await s.register(tenant, cpr(String(number).padStart(10, '0')), { id, key: `k-${number}`, text: 'x' });
      process.stdout.write(`committed ${id}\n`);
    } catch (error) {
      process.stdout.write(`failed ${error instanceof Error ? error.message : 'unknown'}\n`);
      return;
    }
  }
};
await Promise.all(Array.from({ length: Number(width) }, work));
await store.close();
