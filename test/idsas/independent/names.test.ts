import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { aCall, credentialOf, EKSEMPELBY } from '../national.ts';
import { startRecorded } from './messages.ts';
import { readCard } from './read-card.ts';
import { faultsOf, xmllint } from './schema.ts';
import { xmlsec1, xmlsecAccepts } from './xmlsec.ts';

/** Any characters, the ones XML cannot carry among them, with those that XML gives a meaning more often than chance would. */
const anyName = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '<',
        '&',
        '"',
        "'",
        ']]>',
        '\r\n',
        '\t',
        'Æøå',
        '🙂',
        'e\u0301',
        '\u2028',
        '\ud800',
        '\0',
      ),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => `x${parts.join('')}x`);

/** XML 1.0 has no way to write these, so U+FFFD stands for each. */
const writable = (name: string): string =>
  // eslint-disable-next-line no-control-regex
  name.toWellFormed().replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd');

/** The second library takes these two for line ends, as XML 1.1 does; in XML 1.0, which we write, they are characters like others. */
const asRead = (name: string): string => writable(name).replace(/[\u0085\u2028]/g, '\n');

// A name that breaks out of its place could write other attributes into the card, or break its signature for every call.
test(
  'whatever an organisation and a vendor are called, the card keeps its shape and its seal, and says the name',
  { skip: xmllint.skip ?? xmlsec1.skip },
  async (t) => {
    const recorded = await startRecorded(t, { version: '20240124', children: 'qualified' });
    const { certificatePem } = await credentialOf(EKSEMPELBY);
    await fc.assert(
      fc.asyncProperty(anyName, anyName, async (itSystemName, organisationName) => {
        recorded.all.length = 0;
        const client = await recorded.clientCalled({ itSystemName, organisationName });
        assert.equal((await client.createBlurring(aCall())).kind, 'delivered');
        const [issue, call] = [recorded.sent('Issue'), recorded.sent('CreateBlurring')];
        for (const message of [issue, call]) {
          const card = readCard(message);
          assert.equal(card.systemName, asRead(itSystemName));
          assert.equal(card.organisationName, asRead(organisationName));
          assert.equal(card.cvr, EKSEMPELBY);
        }
        assert.deepEqual(faultsOf('issue/message', [issue]), ['']);
        assert.deepEqual(faultsOf('call/message-20240124-qualified', [call]), ['']);
        assert.equal(xmlsecAccepts(issue, certificatePem), true);
        assert.equal(xmlsecAccepts(call, recorded.national.stsCertificatePem), true);
        await client.close();
      }),
      { numRuns: 25 },
    );
  },
);
