import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diag } from 'libxml2-wasm';

// Diagnostics count only objects made after they are switched on, so this comes before anything reads XML.
diag.configure({ enabled: true, callerStats: true });
const { acceptText, readReply } = await import('../../server/idsas/reply.ts');
const { readStsReply } = await import('../../server/idsas/sts.ts');
const { credentialOf, EKSEMPELBY, NOON, aCall, startNational } = await import('./national.ts');

/** Documents alive; the simulator keeps compiled paths on purpose. */
const documents = (): unknown => (diag.report() as Record<string, unknown>)['XmlDocument'];

// libxml2's memory is not collected; a leak of one document per call stops a server after some weeks.
test('no XML document is left in memory, whether a reply was good, broken or refused', async (t) => {
  const trust = { keys: [], allowSha1: false };
  const replies = ['', '<a', '<!DOCTYPE a><a/>', '<a><b/></a>', `<a>${'x'.repeat(300_000)}</a>`];
  for (const reply of replies) {
    readReply({ read: acceptText() }, 200, Buffer.from(reply), 'm');
    readStsReply(200, Buffer.from(reply), { cvr: EKSEMPELBY, now: NOON, skewMs: 0, trust });
  }
  const national = await startNational(t);
  const client = await national.client({}, credentialOf);
  assert.equal((await client.createBlurring(aCall())).kind, 'delivered');
  await national.control({ fault: 'invalid_signature' });
  assert.equal((await client.createBlurring(aCall())).kind, 'refused');
  assert.equal(documents(), undefined);
});
