import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aCall, DAY } from '../idsas/national.ts';
import { startRegister, startView } from './minlog-start.ts';

const response = (content: string): string =>
  `<ListAllBlurredOrgsResponse xmlns="http://sundhedsdatastyrelsen.dk/identitetssloering/2024/01/24/">${content}</ListAllBlurredOrgsResponse>`;
const org = (id: string, classification: string): string =>
  `<org><id>${id}</id><classification>${classification}</classification></org>`;
const NORD = '440081000016006';

test('a unit is hidden under its own classification only, and a line may have both reasons', async (t) => {
  const { national, url, answers } = await startRegister(t);
  const { linesOf } = await startView(t, url);
  const reasonsOfNord = async () => (await linesOf(1)).find((line) => line.unit.id === NORD)?.reasons;
  answers.set('ListAllBlurredOrgs', response(org(NORD, 'SHAK')));
  assert.deepEqual(await reasonsOfNord(), []);
  answers.set('ListAllBlurredOrgs', response(org('130101A', 'SHAK') + org(NORD, 'SOR')));
  assert.deepEqual(await reasonsOfNord(), ['department']);
  await (await national.client()).createBlurring(aCall({ endDateTime: Date.now() + DAY }));
  assert.deepEqual(await reasonsOfNord(), ['individual', 'department']);
  answers.set('ListAllBlurredOrgs', response(''));
  assert.deepEqual(await reasonsOfNord(), ['individual']);
});

// A view that falls back to names when the register is away would reveal everyone exactly when nobody is watching.
test('no names are shown while the register does not answer, and they are back when it does', async (t) => {
  const { national, url, answers } = await startRegister(t);
  answers.set('ListAllBlurredOrgs', response(''));
  const view = await startView(t, url);
  const before = await view.linesOf(1);
  await national.control({ down: true });
  assert.equal((await fetch(`${view.url}/api/citizens/1/log`)).status, 503);
  for (const path of ['/borgere/1', '/live/1']) {
    const html = await (await fetch(view.url + path)).text();
    assert.match(html, /kan ikke vises lige nu/);
    assert.doesNotMatch(html, /Ågård|Vestergaard|Holmgaard|Lindholt/);
  }
  await national.control({ down: false });
  assert.deepEqual(await view.linesOf(1), before);
});

// A reply cut short, of another operation or of a newer interface must not read as "nobody is blurred".
const LIST = 'ListAllBlurredOrgs';
const wrong: readonly (readonly [operation: string, what: string, body: string])[] = [
  [LIST, 'an empty body', ''],
  [LIST, 'something else', '<other/>'],
  [LIST, 'the answer to another question', '<ListOrgBlurringsForCVRResponse/>'],
  [LIST, 'a unit without classification', response('<org><id>1</id></org>')],
  [LIST, 'a unit without code', response(org('', 'SOR'))],
  [LIST, 'a unit of an unknown classification', response(org('1', 'CVR'))],
  [LIST, 'units under another name', response(org('1', 'SOR').replaceAll('org>', 'unit>'))],
  [LIST, 'two answers', response('') + response(org(NORD, 'SOR'))],
  [
    LIST,
    'a fault of status 200',
    '<s:Fault><faultcode>s:Server</faultcode><faultstring>x</faultstring></s:Fault>',
  ],
  ['GetBlurredOrganisations', 'something else', '<GetBlurredOrganisationsResult/>'],
  [
    'GetBlurredOrganisations',
    'an organisation without classification',
    '<GetBlurredOrganisationsResponse><organisation><id>29190623</id></organisation></GetBlurredOrganisationsResponse>',
  ],
  ['GetCurrentSalt', 'no salt', '<GetCurrentSaltResponse/>'],
];

for (const [operation, what, body] of wrong) {
  test(`no names are shown when ${operation} is answered with ${what}`, async (t) => {
    const { url, answers } = await startRegister(t);
    answers.set(LIST, response(''));
    const view = await startView(t, url);
    await view.linesOf(1);
    answers.set(operation, body);
    assert.equal((await fetch(`${view.url}/api/citizens/1/log`)).status, 503);
    assert.doesNotMatch(
      await (await fetch(`${view.url}/borgere/1`)).text(),
      /Ågård|Vestergaard|Holmgaard|Lindholt/,
    );
  });
}
