import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Line } from '../../examples/simulators/minlog/access-log.ts';
import { citizensSchema, pastEntriesSchema } from '../../examples/simulators/minlog/entry.ts';
import { startMinLog } from '../../examples/simulators/minlog/simulator.ts';
import { listen, readBody } from '../../examples/simulators/web.ts';
import { startNational } from '../idsas/national.ts';

type After = Pick<TestContext, 'after'>;

const read = async (path: string): Promise<unknown> =>
  JSON.parse(await readFile(new URL(path, import.meta.url), 'utf8'));
export const citizens = citizensSchema.parse(await read('../../examples/demo/citizens.json'));
export const past = pastEntriesSchema.parse(await read('../../examples/simulators/minlog-entries.json'));

/** The national simulator behind a door where single operations can be answered otherwise: by the text put into the SOAP body. */
export const startRegister = async (t: After) => {
  // The lookup is made with this machine's clock, so the register runs on it too.
  const national = await startNational(t, { now: Date.now, advance: () => 0 });
  const answers = new Map<string, string>();
  const door = await listen((request, response) => {
    const answer = async (): Promise<void> => {
      const body = await readBody(request);
      const action = String(request.headers.soapaction);
      const own = answers.get(/#(\w+)"$/.exec(action)?.[1] ?? '');
      if (own !== undefined) {
        response.writeHead(200, { 'content-type': 'text/xml;charset=UTF-8' });
        response.end(
          `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${own}</s:Body></s:Envelope>`,
        );
        return;
      }
      const reply = await fetch(national.url + (request.url ?? '/'), {
        method: 'POST',
        headers: { soapaction: action },
        body: new Uint8Array(body),
      });
      response.writeHead(reply.status).end(Buffer.from(await reply.arrayBuffer()));
    };
    answer().catch(() => response.destroy());
  }, 0);
  t.after(() => door.close());
  return { national, url: door.url, answers };
};

/** MinLog with the demo's citizens and looks, on a folder of its own or a given one. */
export const startView = async (t: After, register: string, given?: string) => {
  const folder = given ?? (await mkdtemp(join(tmpdir(), 'minlog-')));
  const minlog = await startMinLog({ folder, national: register, citizens, past });
  let closed = false;
  const close = async (): Promise<void> => {
    if (!closed) await minlog.close();
    closed = true;
  };
  t.after(async () => {
    await close();
    if (given === undefined) await rm(folder, { recursive: true });
  });
  return {
    url: minlog.url,
    folder,
    close,
    linesOf: async (number: number): Promise<Line[]> => {
      const response = await fetch(`${minlog.url}/api/citizens/${number}/log`);
      if (!response.ok) throw new Error(`log: ${response.status}`);
      return ((await response.json()) as { lines: Line[] }).lines;
    },
    /** As the page's form does: the place is counted from 0 in its list. */
    visit: (number: number, workplace?: number, headers: Record<string, string> = {}): Promise<Response> =>
      fetch(`${minlog.url}/citizens/${number}/visit`, {
        method: 'POST',
        redirect: 'manual',
        headers,
        ...(workplace !== undefined && { body: new URLSearchParams({ workplace: String(workplace) }) }),
      }),
  };
};
