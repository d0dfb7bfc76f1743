import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { decrypt } from 'xml-encryption';
import { defaults, type faults } from '../../examples/simulators/context-handler/settings.ts';
import type { Settings } from '../../examples/simulators/context-handler/settings.ts';
import { requireTool } from '../support/tools.ts';
import { createVisitor, own, startProgram } from './context-handler-start.ts';

const { url, folder } = await startProgram({ after });
const xmlsec = requireTool('xmlsec1');
const keyFile = join(folder, 'sp.pem');
await writeFile(keyFile, own.privateKeyPem);

const answerTo = async (settings: Partial<Settings>, user = 'leder'): Promise<string> => {
  const visitor = createVisitor(url);
  const response = await visitor.set({ ...defaults, ...settings });
  assert.equal(response.status, 200);
  return visitor.logIn(user);
};
beforeEach(() => fetch(`${url}/control/reset`, { method: 'POST' }));

const certificateNow = async (): Promise<string> => {
  const xml = await (await fetch(`${url}/runtime/saml2/metadata.idp`)).text();
  const base64 = /<ds:X509Certificate>([^<]+)/.exec(xml)?.[1] ?? '';
  return `-----BEGIN CERTIFICATE-----\n${base64.replace(/(.{64})(?!$)/g, '$1\n')}\n-----END CERTIFICATE-----\n`;
};

/** The independent verdict on the one assertion. */
const verifies = async (xml: string): Promise<boolean> => {
  const [certificate, file] = [join(folder, 'idp.pem'), join(folder, 'answer.xml')];
  await writeFile(certificate, await certificateNow());
  await writeFile(file, xml);
  const result = spawnSync(
    xmlsec.path ?? '',
    [
      '--verify',
      '--pubkey-cert-pem',
      certificate,
      '--id-attr:ID',
      'urn:oasis:names:tc:SAML:2.0:assertion:Assertion',
      file,
    ],
    { encoding: 'utf8' },
  );
  return result.status === 0;
};

const xmlsecDecrypts = async (xml: string): Promise<string> => {
  const file = join(folder, 'sealed.xml');
  await writeFile(file, xml);
  const result = spawnSync(xmlsec.path ?? '', ['--decrypt', '--privkey-pem', keyFile, file], {
    encoding: 'utf8',
  });
  assert.equal(result.status, 0, result.stderr);
  return result.stdout;
};

const libraryDecrypts = (xml: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const data = /<xenc:EncryptedData[\s\S]*<\/xenc:EncryptedData>/.exec(xml)?.[0] ?? '';
    decrypt(
      data,
      {
        key: own.privateKeyPem,
        disallowDecryptionWithInsecureAlgorithm: false,
        warnInsecureAlgorithm: false,
      },
      (error, result) => {
        if (error) reject(error);
        else resolve(String(result));
      },
    );
  });

for (const content of ['aes256-gcm', 'aes128-gcm', 'aes256-cbc'] as const)
  for (const transport of ['mgf1p-sha1', 'rsa-1_5'] as const)
    test(
      `${content} with ${transport}: xmlsec1 opens it and verifies the signature`,
      { skip: xmlsec.skip },
      async () => {
        const xml = await answerTo({ content, transport });
        assert.match(xml, new RegExp(`${content}"`));
        assert.ok(!xml.includes('Prøvesen'));
        const opened = await xmlsecDecrypts(xml);
        assert.match(opened, /CN=Bo Pr(?:ø|&#xF8;)vesen,Serial=/);
        assert.ok(await verifies(opened));
      },
    );

// xmlsec1 1.2 knows no digest but SHA-1 here.
for (const transport of ['mgf1p-sha256', 'oaep-sha256-mgf-sha256', 'oaep-sha256-mgf-default'] as const)
  test(`${transport}: the library opens it and xmlsec1 verifies it`, { skip: xmlsec.skip }, async () => {
    const xml = await answerTo({ transport });
    assert.equal(xml.includes('xmlenc11#rsa-oaep"'), transport !== 'mgf1p-sha256');
    assert.match(xml, /DigestMethod Algorithm="[^"]*xmlenc#sha256"/);
    assert.equal(xml.includes('mgf1sha256'), transport === 'oaep-sha256-mgf-sha256');
    const opened = await libraryDecrypts(xml);
    assert.match(opened, /CN=Bo Pr(?:ø|&#xF8;)vesen,Serial=/);
    assert.ok(await verifies(opened));
  });

test('the second certificate signs when told to', { skip: xmlsec.skip }, async () => {
  const first = await answerTo({ content: 'none' });
  const second = await answerTo({ content: 'none', signing: 'second' });
  assert.ok(await verifies(second));
  assert.equal(await verifies(first), false);
});

test('the key is named by issuer and number, or not at all, and never by a certificate', async () => {
  const named = await answerTo({});
  assert.match(named, /X509SerialNumber>\d+</);
  const bare = await answerTo({ keyInfo: 'none' });
  assert.ok(!bare.includes('X509IssuerSerial') && !named.includes('X509Certificate'));
});

const plain = (settings: Partial<Settings> = {}, user?: string) =>
  answerTo({ content: 'none', ...settings }, user);
const privilegesOf = (xml: string) =>
  Buffer.from(
    /rivileges_?[iI]ntermediate"[^>]*><saml:AttributeValue>([^<]+)/.exec(xml)?.[1] ?? '',
    'base64',
  ).toString();

test('the older profile has the older names and a NIST level', async () => {
  const newer = await plain();
  const older = await plain({ profile: 'oiosaml2' });
  assert.match(newer, /nsis\/loa"[^>]*><saml:AttributeValue>Substantial</);
  assert.match(older, /AssuranceLevel"[^>]*attrname-format:basic"><saml:AttributeValue>3</);
  assert.ok(older.includes('CvrNumberIdentifier') && !older.includes('data.gov.dk/model'));
  assert.match(await plain({ levels: 'nist' }), /AssuranceLevel"[^>]*attrname-format:uri"/);
});

test('roles: either namespace, values repeated or by comma, delegation in the scope, none at all', async () => {
  const digst = privilegesOf(await plain({}, 'leder-enhed'));
  assert.match(digst, /xmlns:bpp="http:\/\/digst\.dk\//);
  assert.equal(digst.split('constraints/orgenhed/1').length, 3);
  const itst = privilegesOf(await plain({ privileges: 'itst', constraints: 'comma' }, 'leder-enhed'));
  assert.match(itst, /xmlns:bpp="http:\/\/itst\.dk\//);
  assert.match(itst, /orgenhed\/1">[\w-]{36},[\w-]{36}</);
  assert.match(privilegesOf(await plain({}, 'kle')), /constraints\/KLE\/1">27\.12</);
  const delegated = await plain({}, 'delegeret');
  assert.match(delegated, /O=13748136,/);
  assert.equal(privilegesOf(delegated).split('cvrNumberIdentifier:29190623').length, 3);
  assert.ok(!(await plain({}, 'uden-roller')).includes('privileges'));
});

test('names: comma, quotes and letters as they are, spaces, the persistent form, without personal data', async () => {
  assert.match(await plain({}, 'komma'), /CN=Holm, Åse "Ræv" Østergård,Serial=/);
  assert.match(await plain({}, 'mellemrum'), />C = DK, O = 29190623, CN = Finn Luftig, Serial = /);
  assert.match(await plain({ nameId: 'persistent' }), /nameid-format:persistent">https:\/\/data\.gov\.dk/);
  const without = await plain({ personalData: false });
  assert.ok(!without.includes('Prøvesen') && !without.includes('eid/email'));
  assert.match(await plain({ level: 'High' }), /loa\/High</);
});

const instants = (xml: string, element: string, name: string) =>
  Date.parse(new RegExp(`<saml:${element}[^>]* ${name}="([^"]+)"`).exec(xml)?.[1] ?? '');
const has = (pattern: RegExp) => (xml: string) => pattern.test(xml);
const hasNot = (pattern: RegExp) => (xml: string) => !pattern.test(xml);
const broken = async (xml: string) => !(await verifies(xml));

const signs: Readonly<
  Record<Exclude<keyof typeof faults, 'none'>, (xml: string) => boolean | Promise<boolean>>
> = {
  'wrong-audience': has(/<saml:Audience>https:\/\/saml\.system\.example\/anden</),
  'no-audience': hasNot(/Audience/),
  'no-conditions': hasNot(/Conditions/),
  'conditions-expired': (xml) => instants(xml, 'Conditions', 'NotOnOrAfter') < Date.now(),
  'not-yet-valid': (xml) => instants(xml, 'Conditions', 'NotBefore') > Date.now(),
  'confirmation-expired': (xml) => instants(xml, 'SubjectConfirmationData', 'NotOnOrAfter') < Date.now(),
  'wrong-recipient': has(/Recipient="https:\/\/system\.example\/acs\/anden"/),
  'wrong-destination': has(/Destination="https:\/\/system\.example\/acs\/anden"/),
  'wrong-issuer': has(/<saml:Issuer>[^<]+\/runtime\/anden<.*<saml:Issuer>[^<]+\/runtime\/anden</s),
  'in-response-to-unknown': has(/InResponseTo="_ukendt".*InResponseTo="_ukendt"/s),
  'in-response-to-missing': hasNot(/InResponseTo/),
  'in-response-to-missing-in-assertion': (xml) => xml.split('InResponseTo').length === 2,
  'in-response-to-swapped': has(/InResponseTo="_ukendt".*InResponseTo="_q1"/s),
  responder: (xml) => xml.includes('status:Responder') && !xml.includes('Assertion'),
  'responder-with-assertion': has(/status:Responder.*<saml:Assertion/s),
  'authn-failed': has(/status:AuthnFailed/),
  'no-authn-context': has(/status:NoAuthnContext/),
  sha1: has(/xmldsig#rsa-sha1"/),
  doctype: has(/^<!DOCTYPE/),
  'two-assertions': (xml) => xml.split('<saml:Assertion').length === 3 && xml.includes('Falsk Navn'),
  unsigned: hasNot(/Signature/),
  'response-signed': has(
    /^<samlp:Response[^>]*><saml:Issuer>[^<]*<\/saml:Issuer><ds:Signature(?!.*<ds:Signature )/s,
  ),
  'tampered-name': async (xml) => xml.includes('Serial=ffffffff-') && (await broken(xml)),
  'tampered-cvr': async (xml) => xml.includes('O=29189366') && (await broken(xml)),
  'attacker-key': broken,
  'cipher-changed': broken,
  'post-twice': has(/status:Success/),
  'post-parallel': has(/status:Success/),
};

test('without a fault the answer shows the sign of none', { skip: xmlsec.skip }, async () => {
  const shared = new Set(['post-twice', 'post-parallel']);
  const xml = await plain();
  for (const [fault, shows] of Object.entries(signs))
    if (!shared.has(fault)) assert.equal(await shows(xml), false, fault);
});

for (const [fault, shows] of Object.entries(signs))
  test(
    `fault ${fault} is in the next answer and gone from the one after`,
    { skip: xmlsec.skip },
    async () => {
      const xml = await plain({ fault: fault as keyof typeof signs });
      assert.ok(await shows(xml));
      const settings = (await (await fetch(`${url}/control/settings`)).json()) as Settings;
      assert.equal(settings.fault, 'none');
    },
  );

test('a fault stays when told to', async () => {
  await plain({ fault: 'unsigned', keepFault: true });
  assert.ok(!(await createVisitor(url).logIn('leder')).includes('Signature'));
});

// A replayed answer: the page tells the script to send copies, since nobody presses a button twice.
for (const [fault, sending] of [
  ['post-twice', 'twice'],
  ['post-parallel', 'parallel'],
  ['none', 'once'],
] as const)
  test(`with ${fault} the page sends ${sending}`, async () => {
    const visitor = createVisitor(url);
    await visitor.logIn('leder');
    await visitor.set({ fault });
    assert.match(await (await visitor.ask()).text(), new RegExp(`data-send="${sending}"`));
  });
