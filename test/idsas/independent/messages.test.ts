import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { elementsIn, only, parse } from './dom.ts';
import { captureCreateBlurring, captureOthers, FORMS } from './messages.ts';
import { mutationsOf } from './mutations.ts';
import { readCard } from './read-card.ts';
import { faultsOf, xmllint } from './schema.ts';

/** What of all that can be made wrong in a message neither its schema nor the demands on the card refuse. */
const letThrough = (schema: string, message: Buffer): string[] => {
  const mutations = mutationsOf(message);
  assert.ok(mutations.length > 200, 'every element and attribute is tried');
  const faults = faultsOf(
    schema,
    mutations.map(({ xml }) => xml),
  );
  const readable = (xml: string): boolean => {
    try {
      return readCard(xml).signatureIsLast;
    } catch {
      return false;
    }
  };
  return mutations.filter(({ xml }, index) => faults[index] === '' && readable(xml)).map(({ what }) => what);
};

/** What DGWS 1.0.1 makes optional in its header. */
const OPTIONAL_IN_HEADER = [
  'SecurityLevel missing',
  'FlowID missing',
  'RequireNonRepudiationReceipt missing',
];

for (const form of FORMS) {
  const { version, children } = form;
  const call = `call/message-${version}-${children}`;

  test(
    `Issue and CreateBlurring ${version}, children ${children}, follow the schemas with hostile names in them`,
    { skip: xmllint.skip },
    async (t) => {
      const { outcome, issue, createBlurring } = await captureCreateBlurring(t, form);
      assert.equal(outcome.kind, 'delivered');
      assert.deepEqual(faultsOf('issue/message', [issue]), ['']);
      assert.deepEqual(faultsOf(call, [createBlurring]), ['']);
      for (const other of FORMS.filter((each) => each !== form))
        assert.notDeepEqual(faultsOf(`call/message-${other.version}-${other.children}`, [createBlurring]), [
          '',
        ]);
    },
  );

  // A schema that lets everything through would prove nothing, so each element and attribute is made wrong in turn.
  test(
    `the schemas refuse every element of them missing, doubled, renamed, moved or swapped (${version}, ${children})`,
    { skip: xmllint.skip },
    async (t) => {
      const { issue, createBlurring } = await captureCreateBlurring(t, form);
      assert.deepEqual(letThrough('issue/message', issue), ['Issuer missing', 'Envelope@id missing']);
      assert.deepEqual(letThrough(call, createBlurring), OPTIONAL_IN_HEADER);
    },
  );
}

/** The schema cannot say which request belongs to which action; the element in the body must be the action's own. */
const requestIn = (message: Buffer): string[] =>
  elementsIn(only(parse(message), 'http://schemas.xmlsoap.org/soap/envelope/', 'Body')).map(
    ({ localName }) => localName ?? '',
  );

for (const children of ['qualified', 'unqualified'] as const) {
  const other = children === 'qualified' ? 'unqualified' : 'qualified';

  test(
    `department calls and the test call, children ${children}, follow the schemas, and with one thing wrong do not`,
    { skip: xmllint.skip },
    async (t) => {
      const { answers, messages } = await captureOthers(t, children);
      assert.deepEqual(answers, ['delivered', 'delivered', 'listed', 'accepted']);
      for (const { action, message } of messages) {
        const own = action === 'invoke' ? 'call/message-nts' : `call/message-20240124-${children}`;
        assert.deepEqual(faultsOf(own, [message]), [''], action);
        assert.deepEqual(requestIn(message), [action === 'invoke' ? 'invoke' : `${action}Request`]);
        assert.notDeepEqual(faultsOf(`call/message-20230601-${children}`, [message]), [''], action);
        if (action === 'CreateOrgBlurring' || action === 'RemoveOrgBlurring')
          assert.notDeepEqual(faultsOf(`call/message-20240124-${other}`, [message]), [''], action);
        assert.deepEqual(letThrough(own, message), OPTIONAL_IN_HEADER, action);
      }
    },
  );
}

test('the schemas of the two forms differ in whether children are qualified and in nothing else', async () => {
  for (const version of ['20230601', '20240124']) {
    const [qualified, unqualified] = await Promise.all(
      ['qualified', 'unqualified'].map((form) =>
        readFile(new URL(`./schema/call/idsas-${version}-${form}.xsd`, import.meta.url), 'utf8'),
      ),
    );
    assert.notEqual(qualified, unqualified);
    assert.equal(qualified?.replaceAll('qualified', 'unqualified'), unqualified);
  }
});
