import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLog, kindOf, type LogFields } from '../server/log.ts';

const written = (write: (log: ReturnType<typeof createLog>) => void): Record<string, unknown> => {
  let line = '';
  write(createLog({ write: (text) => void (line = text) }));
  return JSON.parse(line) as Record<string, unknown>;
};

test('a line is one JSON object with the event and its declared fields', () => {
  const line = written((log) =>
    log('session_opened', { tenant: 'eksempelby', issuer: 'urn:eoj', session: 's', reference: 'r' }),
  );
  assert.equal(line['event'], 'session_opened');
  assert.equal(line['tenant'], 'eksempelby');
  assert.match(String(line['time']), /^\d{4}-\d\d-\d\dT/);
});

// Attack on ourselves: a hurried developer passes the whole request, or an error, to the log.
test('a field that the event does not declare is not written', () => {
  const careless = { reference: 'r', cpr: '2512489996', name: 'Asger' } as unknown as LogFields<'unexpected'>;
  const line = written((log) => log('unexpected', careless));
  assert.deepEqual(Object.keys(line).sort(), ['event', 'level', 'reference', 'time']);
});

for (const value of ['2512489996', '251248-9996', 'route /x/2512489996', '010101-0AA1', '0101010AA1']) {
  test(`a value shaped like a CPR number is withheld wherever it came from: ${value.replace(/\d/g, 'n')}`, () => {
    assert.equal(written((log) => log('unexpected', { kind: value }))['kind'], '[withheld]');
  });
}

test('times and CVR numbers are not mistaken for CPR numbers', () => {
  const line = written((log) =>
    log('delivered', {
      cvr: '29190623',
      milliseconds: 1763890920,
      message: 'b3c1f0de-0000-4000-8000-1234567890ab',
    }),
  );
  assert.equal(line['cvr'], '29190623');
  assert.equal(line['message'], 'b3c1f0de-0000-4000-8000-1234567890ab');
});

test('of an error only its kind is known, never its message', () => {
  assert.equal(kindOf(new TypeError('2512489996 is not valid')), 'TypeError');
  assert.equal(kindOf(Object.assign(new Error('secret'), { code: 'ECONNRESET' })), 'Error:ECONNRESET');
  assert.equal(kindOf('secret'), 'string');
});
