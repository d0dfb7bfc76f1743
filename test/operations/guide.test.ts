import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { events } from '../../server/log.ts';
import { createMetrics } from '../../server/operations/metrics.ts';
import { createWorld } from '../support/world.ts';

const guide = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');

/** First column of a table of the guide, from the heading on. */
const listed = (heading: string): string[] =>
  [
    ...((guide.split(`\n## ${heading}\n`)[1] ?? '').split('\n## ')[0] ?? '').matchAll(/^\| `([a-z_]+)` /gm),
  ].map(([, name]) => name ?? '');

test('the guide names every log event there is, and no other', () => {
  assert.deepEqual(listed('Log lines').sort(), Object.keys(events).sort());
});

test('the guide names every metric of ours, and no other', async () => {
  const world = await createWorld();
  const { contentType, text } = createMetrics({
    store: world.store,
    tickets: () => [],
    certificates: () => [],
    now: world.now,
  });
  assert.match(contentType, /^text\/plain/);
  const ours = [...(await text()).matchAll(/^# TYPE (sloering_\w+) /gm)].map(([, name]) => name ?? '');
  await world.close();
  assert.deepEqual(listed('What to watch').sort(), ours.sort());
});
