import assert from 'node:assert/strict';
import { createPrivateKey, randomUUID, X509Certificate } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startNationalSimulator } from '../../examples/simulators/national/simulator.ts';
import { at, canonical, readXml, signCard } from '../../examples/simulators/national/xml.ts';
import { dgwsEnvelope } from '../../server/idsas/envelope.ts';
import { createBlurringRequest } from '../../server/idsas/requests.ts';
import { createIdCard, readCredential } from '../../server/idsas/id-card.ts';
import {
  aCall,
  ASGER,
  credentialOf,
  DAY,
  EKSEMPELBY,
  HOSPITAL,
  NOON,
  startNational,
} from '../idsas/national.ts';

type National = Awaited<ReturnType<typeof startNational>>;

const ownCard = async (cvr = EKSEMPELBY, now = NOON): Promise<string> =>
  createIdCard(
    readCredential(await credentialOf(cvr)),
    { issuerName: 'Sloering', itSystemName: 'Sløring' },
    { now, skewMs: 60_000, id: randomUUID() },
  );

const postXml = async (url: string, soapAction: string | undefined, body: string) => {
  const headers = { 'content-type': 'text/xml', ...(soapAction && { soapaction: `"${soapAction}"` }) };
  const response = await fetch(url, { method: 'POST', headers, body });
  const text = await response.text();
  return {
    status: response.status,
    text,
    code: /FaultCode[^>]*>([^<]*)</.exec(text)?.[1] ?? /<faultcode>([^<]*)</.exec(text)?.[1],
    string: /<faultstring>([^<]*)</.exec(text)?.[1],
  };
};

const askSts = (national: National, card: string, soapAction = 'Issue') =>
  postXml(
    `${national.url}/sts/services/NewSecurityTokenService`,
    soapAction,
    `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:wst="http://schemas.xmlsoap.org/ws/2005/02/trust"` +
      ` xmlns:o="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"` +
      ` xmlns:u="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"><s:Header><o:Security>` +
      `<u:Timestamp><u:Created>2026-03-03T12:00:00Z</u:Created></u:Timestamp></o:Security></s:Header>` +
      `<s:Body><wst:RequestSecurityToken><wst:Claims>${card}</wst:Claims></wst:RequestSecurityToken></s:Body></s:Envelope>`,
  );

const issuedCard = async (national: National, cvr = EKSEMPELBY): Promise<string> => {
  const { text } = await askSts(national, await ownCard(cvr));
  return readXml(text, (root) => {
    const card = at(root, '//saml:Assertion');
    assert.ok(card);
    return canonical(card);
  });
};

const register = async (
  national: National,
  idCard: string,
  change: object = {},
  edit = (xml: string) => xml,
  soapAction?: string | null,
) => {
  const { operations } = await national.settings();
  const values = {
    idCard,
    created: NOON,
    messageId: 'm',
    flowId: 'f',
    cpr: ASGER,
    endDateTime: NOON + DAY,
    ...change,
  };
  const request = createBlurringRequest(values.cpr, values.endDateTime, operations.CreateBlurring);
  const xml = dgwsEnvelope(values, request);
  const action = soapAction === null ? undefined : (soapAction ?? operations.CreateBlurring.soapAction);
  const reply = await postXml(operations.CreateBlurring.url, action, edit(xml));
  return { ...reply, kept: (await national.blurrings()).length };
};

test('a blurring survives a restart, with the same ticket service and salt', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'national-'));
  const credential = await credentialOf(EKSEMPELBY);
  const { createIdsasClient } = await import('../../server/idsas/client.ts');
  const first = await startNationalSimulator({ folder, now: () => NOON });
  const register = { cvr: EKSEMPELBY, name: 'Eksempelby Kommune', certificatePem: credential.certificatePem };
  await fetch(`${first.url}/control/clients`, { method: 'POST', body: JSON.stringify(register) });
  const settings = {
    ...((await (await fetch(`${first.url}/control/settings`)).json()) as object),
    itSystemName: 'Sløring',
    issuerName: 'Sloering',
  };
  const client = createIdsasClient({
    settings: settings as never,
    credentials: () => credential,
    now: () => NOON,
    newId: randomUUID,
  });
  const [early, late] = [aCall({ endDateTime: NOON + DAY }), aCall({ endDateTime: NOON + 2 * DAY })];
  await client.createBlurring(early);
  await client.createBlurring(late);
  await client.close();
  await first.close();

  const second = await startNationalSimulator({ folder, now: () => NOON });
  const kept = (await (await fetch(`${second.url}/control/blurrings`)).json()) as { end: number }[];
  const clients = (await (await fetch(`${second.url}/control/clients`)).json()) as { name: string }[];
  await second.close();
  await rm(folder, { recursive: true });
  assert.deepEqual(
    kept.map(({ end }) => end),
    [NOON + 2 * DAY],
  );
  assert.deepEqual(
    clients.map(({ name }) => name),
    ['Eksempelby Kommune'],
  );
  assert.equal(second.stsCertificatePem, first.stsCertificatePem);
});

test('the ticket service’s certificate can be read, and says whose it is', async (t) => {
  const national = await startNational(t);
  const pem = await (await fetch(`${national.url}/sts/certificate.pem`)).text();
  assert.match(new X509Certificate(pem).subject, /CN=TEST1-NSP-STS/);
});

const stsRefusals: [string, string, (national: National) => Promise<string>][] = [
  [
    'unsigned',
    'wst:FailedAuthentication',
    async () => (await ownCard()).replace(/<ds:SignatureValue>[^<]*/, '<ds:SignatureValue>AAAA'),
  ],
  [
    'changed after signing',
    'wst:FailedAuthentication',
    async () => (await ownCard()).replace('Sloering', 'Andet'),
  ],
  [
    'without system name',
    'wst:InvalidRequest',
    async () => (await ownCard()).replace('medcom:ITSystemName', 'medcom:Andet'),
  ],
  ['expired', 'wst:FailedAuthentication', () => ownCard(EKSEMPELBY, NOON - 2 * DAY)],
  ['not yet valid', 'wst:FailedAuthentication', () => ownCard(EKSEMPELBY, NOON + DAY)],
  [
    'from an organisation whose certificate is not known',
    'wst:FailedAuthentication',
    async () => {
      const { createOrganisationCertificate } = await import('../../examples/simulators/certificate.ts');
      const stranger = await createOrganisationCertificate({ cvr: EKSEMPELBY, organisation: 'En anden' });
      return createIdCard(
        readCredential(stranger),
        { issuerName: 'a', itSystemName: 'b' },
        { now: NOON, skewMs: 0, id: 'i' },
      );
    },
  ],
];

for (const [what, code, card] of stsRefusals) {
  test(`the ticket service refuses a card that is ${what}`, async (t) => {
    const national = await startNational(t);
    const reply = await askSts(national, await card(national));
    assert.deepEqual([reply.status, reply.code], [500, code]);
  });
}

test('a good card is registered', async (t) => {
  const national = await startNational(t);
  const reply = await register(national, await issuedCard(national));
  assert.deepEqual([reply.status, reply.kept], [200, 1]);
  assert.match(reply.text, /<CreateBlurringResponse xmlns="[^"]*2024\/01\/24\/">OK</);
});

test('a card signed by its owner instead of the ticket service is refused', async (t) => {
  const national = await startNational(t);
  const reply = await register(national, await ownCard());
  assert.deepEqual(
    [reply.status, reply.code, reply.string, reply.kept],
    [500, 'invalid_signature', 'Sikkerhedsbilletten er ikke valid', 0],
  );
});

test('a card signed by another ticket service is refused', async (t) => {
  const national = await startNational(t);
  const { privateKeyPem, certificatePem } = await credentialOf(HOSPITAL);
  const unsigned = (await issuedCard(national)).replace(/<ds:Signature .*<\/ds:Signature>/, '');
  const key = {
    privateKey: createPrivateKey(privateKeyPem),
    certificate: new X509Certificate(certificatePem).raw.toString('base64'),
  };
  assert.equal((await register(national, signCard(unsigned, key))).code, 'invalid_signature');
});

test('a card is refused as expired after its end, also when it was accepted before', async (t) => {
  const national = await startNational(t);
  const card = await issuedCard(national);
  await register(national, card);
  national.clock.advance(DAY);
  const reply = await register(national, card, { endDateTime: NOON + 3 * DAY });
  assert.deepEqual([reply.code, reply.string], ['expired_idcard', 'Sikkerhedsbilletten er udløbet']);
});

// Without this, remembering verified cards would remember them by something an attacker can copy.
test('a card changed after it was accepted once is refused', async (t) => {
  const national = await startNational(t);
  const card = await issuedCard(national);
  await register(national, card);
  const reply = await register(national, card.replaceAll(EKSEMPELBY, HOSPITAL));
  assert.equal(reply.code, 'invalid_signature');
});

const refusals: [
  string,
  string | undefined,
  { change?: object; edit?: (xml: string) => string; soapAction?: string | null },
][] = [
  [
    'no card',
    'missing_required_header',
    { edit: (xml) => xml.replace(/<saml:Assertion.*<\/saml:Assertion>/, '') },
  ],
  [
    'no timestamp',
    'missing_required_header',
    { edit: (xml) => xml.replace(/<wsu:Timestamp>.*?<\/wsu:Timestamp>/, '') },
  ],
  [
    'no MessageID',
    'missing_required_header',
    { edit: (xml) => xml.replace(/<medcom:MessageID>.*?<\/medcom:MessageID>/, '') },
  ],
  ['a wrong SOAPAction', 'soap:Client', { soapAction: 'CreateBlurring' }],
  ['no SOAPAction', 'soap:Client', { soapAction: null }],
  [
    'an end more than two years ahead',
    'syntax_error',
    { change: { endDateTime: Date.parse('2028-03-03T12:00:01Z') } },
  ],
  ['an end further back than the tolerance', 'syntax_error', { change: { endDateTime: NOON - 61_000 } }],
  ['a CPR number with hyphen', 'syntax_error', { change: { cpr: '251248-9996' } }],
  ['a CPR number of nine digits', 'syntax_error', { change: { cpr: '251248999' } }],
  ['another classification', 'syntax_error', { edit: (xml) => xml.replace('>CPR<', '>CVR<') }],
  ['another namespace', 'syntax_error', { edit: (xml) => xml.replace('2024/01/24/"', '2023/06/01/"') }],
  [
    'children in another order',
    'syntax_error',
    { edit: (xml) => xml.replace(/(<patientId>.*<\/patientId>)(<endDateTime>.*<\/endDateTime>)/, '$2$1') },
  ],
  [
    'an end without zone',
    'syntax_error',
    { edit: (xml) => xml.replace(/Z<\/endDateTime>/, '</endDateTime>') },
  ],
  ['something that is not XML', 'syntax_error', { edit: () => 'x' }],
  ['a DOCTYPE', 'syntax_error', { edit: (xml) => `<!DOCTYPE a>${xml}` }],
];

for (const [what, code, { change, edit, soapAction }] of refusals) {
  test(`the register refuses ${what} with ${code}, and keeps nothing`, async (t) => {
    const national = await startNational(t);
    const reply = await register(national, await issuedCard(national), change, edit, soapAction);
    assert.deepEqual([reply.status, reply.code, reply.kept], [500, code, 0]);
  });
}

for (const [what, change] of [
  ['exactly two years ahead', { endDateTime: Date.parse('2028-03-03T12:00:00Z') }],
  ['a minute ago', { endDateTime: NOON - 60_000 }],
  ['for a number that fails modulus 11', { cpr: '0101010000' }],
] as const) {
  test(`the register accepts an end ${what}`, async (t) => {
    const national = await startNational(t);
    assert.equal((await register(national, await issuedCard(national), change)).kept, 1);
  });
}

test('an organisation that is not whitelisted is told so in the documented words', async (t) => {
  const national = await startNational(t);
  const card = await issuedCard(national);
  await national.post('/control/clients', { cvr: EKSEMPELBY, whitelisted: false });
  const reply = await register(national, card);
  assert.equal(reply.code, 'not_authorized');
  assert.match(reply.string ?? '', /er ikke whitelisted for type BLURRING$/);
});

test('CPR master data away is the server’s problem, and nothing is kept', async (t) => {
  const national = await startNational(t);
  await national.control({ personInformationDown: true });
  const reply = await register(national, await issuedCard(national));
  assert.deepEqual([reply.code, reply.kept, /soap:Server/.test(reply.text)], ['processing_problem', 0, true]);
});

test('the older interface version is served at its own address with its own namespace and action', async (t) => {
  const national = await startNational(t);
  const { operations } = await national.settings();
  const client = await national.client({
    operations: {
      CreateBlurring: {
        ...operations.CreateBlurring,
        url: `${national.url}/idsas-registration/20230601/registration`,
        namespace: 'http://sundhedsdatastyrelsen.dk/identitetssloering/2023/06/01/',
        soapAction: 'CreateBlurring',
      },
    },
  });
  assert.equal((await client.createBlurring(aCall())).kind, 'delivered');
});

test('a repeated MessageID can be answered from memory without being executed', async (t) => {
  const national = await startNational(t);
  await national.control({ replayMessageIds: true });
  const card = await issuedCard(national);
  await register(national, card);
  const again = await register(national, card, { endDateTime: NOON + 5 * DAY });
  assert.equal(again.status, 200);
  assert.equal((await national.blurrings())[0]?.end, NOON + DAY);
});

test('the control page changes switches with a plain form, and shows CPR numbers only when asked', async (t) => {
  const national = await startNational(t);
  await register(national, await issuedCard(national));
  const form = new URLSearchParams({
    delayMs: '0',
    fault: 'syntax_error',
    faultTimes: '0',
    strict: 'qualified',
    signatureAlgorithm: 'sha1',
    cardLifetimeMinutes: '60',
    down: 'on',
  });
  const saved = await fetch(national.url, { method: 'POST', body: form, redirect: 'manual' });
  assert.equal(saved.status, 303);
  const switches = (await (await fetch(`${national.url}/control`)).json()) as Record<string, unknown>;
  assert.deepEqual(
    [switches['down'], switches['fault'], switches['strict'], switches['rejectPastToleranceSeconds']],
    [true, 'syntax_error', 'qualified', null],
  );
  const masked = await (await fetch(national.url)).text();
  const open = await (await fetch(`${national.url}/?vis=1`)).text();
  assert.ok(masked.includes('251248-••••') && !masked.includes('9996'));
  assert.ok(open.includes('251248-9996'));
});

test('switches and clients that make no sense are refused, and another web site cannot change any', async (t) => {
  const national = await startNational(t);
  await assert.rejects(national.post('/control', { delayMs: -1 }), /400/);
  await assert.rejects(national.post('/control', { unknown: true }), /400/);
  await assert.rejects(national.post('/control/clients', { cvr: '1' }), /400/);
  const foreign = await fetch(`${national.url}/control`, {
    method: 'POST',
    body: '{"down":true}',
    headers: { origin: 'https://example.com' },
  });
  assert.equal(foreign.status, 403);
});

test('pages run under a policy without inline script or style, and hold none', async (t) => {
  const national = await startNational(t);
  const response = await fetch(national.url);
  assert.match(
    response.headers.get('content-security-policy') ?? '',
    /default-src 'none'; style-src 'self'; script-src 'self'/,
  );
  const html = await response.text();
  assert.doesNotMatch(html, /<style|\sstyle=|<script(?! type="module" src=)|\son\w+=/);
  for (const [path, type] of [
    ['/assets/simulator.css', 'text/css'],
    ['/assets/refresh.js', 'text/javascript'],
  ] as const) {
    assert.ok((await fetch(national.url + path)).headers.get('content-type')?.startsWith(type));
  }
});
