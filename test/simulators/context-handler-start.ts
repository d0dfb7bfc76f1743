import { spawn } from 'node:child_process';
import { createPrivateKey, sign, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { SignedXml } from 'xml-crypto';
import { createOrganisationCertificate } from '../../examples/simulators/certificate.ts';

export const program = fileURLToPath(
  new URL('../../examples/simulators/context-handler.ts', import.meta.url),
);

type Key = { readonly privateKeyPem: string; readonly certificatePem: string };
/** A test, or the file's own hook. */
type After = { after(done: () => Promise<unknown>): void };

export const own = await createOrganisationCertificate({ cvr: '29190623', organisation: 'Løsningen' });
export const other = await createOrganisationCertificate({ cvr: '13748136', organisation: 'En Anden' });

const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const c14n = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** An enveloped signature as the first child. */
export const signXml = (xml: string, key: Key): string => {
  const signed = new SignedXml({
    privateKey: key.privateKeyPem,
    signatureAlgorithm: rsaSha256,
    canonicalizationAlgorithm: c14n,
  });
  signed.addReference({
    xpath: '/*',
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', c14n],
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
  });
  signed.computeSignature(xml, { prefix: 'ds', location: { reference: '/*', action: 'prepend' } });
  return signed.getSignedXml();
};

const certificateOf = ({ certificatePem }: Key) =>
  `<ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>` +
  `${new X509Certificate(certificatePem).raw.toString('base64')}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`;

/** Signed metadata of a system at `https://NAME.example`. */
export const metadataOf = (name: string, key: Key, signer = key): string => {
  const logout = ['Redirect', 'POST'].map(
    (binding) =>
      `<md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-${binding}" ` +
      `Location="https://${name}.example/slo" ResponseLocation="https://${name}.example/slo/answer"/>`,
  );
  return signXml(
    `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" ID="_m" entityID="https://saml.${name}.example">` +
      `<md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">` +
      `<md:KeyDescriptor use="signing">${certificateOf(key)}</md:KeyDescriptor>` +
      `<md:KeyDescriptor use="encryption">${certificateOf(key)}</md:KeyDescriptor>${logout.join('')}` +
      `<md:AssertionConsumerService index="0" isDefault="true" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" ` +
      `Location="https://${name}.example/acs"/></md:SPSSODescriptor></md:EntityDescriptor>`,
    signer,
  );
};

export const folderOf = async (t: After): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'context-handler-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
};

/** The program by itself, with two systems known from files. `keys` is shared, for making RSA 3072 is slow. */
export const startProgram = async (t: After, given?: string) => {
  const folder = given ?? (await folderOf(t));
  const [first, second] = [join(folder, 'sp.xml'), join(folder, 'sp2.xml')];
  await writeFile(first, metadataOf('system', own));
  await writeFile(second, metadataOf('anden', other));
  const sources = [first, second].flatMap((file) => ['--sp-metadata', file]);
  const child = spawn(process.execPath, [program, '--port', '0', '--data', folder, ...sources], {
    env: { ...process.env, NODE_ENV: 'development' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(async () => {
    const closed = once(child, 'exit');
    if (child.exitCode === null && child.kill('SIGTERM')) await closed;
  });
  const line = String((await once(createInterface(child.stdout), 'line'))[0]);
  const url = line.split(': ')[1] ?? '';
  return { line, url, folder, metadata: { first, second } };
};

const escape = (value: string) => encodeURIComponent(value);

/** The signed query of a message by redirect. `hash` and `key` are what an attacker would change. */
export const query = (
  xml: string,
  options: { key?: Key; relay?: string; algorithm?: string; hash?: string; kind?: string } = {},
): string => {
  const { key = own, relay = 'r1', algorithm = rsaSha256, hash = 'sha256', kind = 'SAMLRequest' } = options;
  const text = `${kind}=${escape(deflateRawSync(xml).toString('base64'))}&RelayState=${escape(relay)}&SigAlg=${escape(algorithm)}`;
  const signature = sign(hash, Buffer.from(text), createPrivateKey(key.privateKeyPem)).toString('base64');
  return `${text}&Signature=${escape(signature)}`;
};

export const frame = (
  name: string,
  url: string,
  options: { system?: string; id?: string; attributes?: string; content?: string; issued?: number } = {},
): string =>
  `<samlp:${name} xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ` +
  `ID="${options.id ?? '_q1'}" Version="2.0" IssueInstant="${new Date(options.issued ?? Date.now()).toISOString()}" ` +
  `Destination="${url}" ${options.attributes ?? ''}><saml:Issuer>https://saml.${options.system ?? 'system'}.example</saml:Issuer>` +
  `${options.content ?? ''}</samlp:${name}>`;

const unescapeHtml = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

export const field = (html: string, name: string): string =>
  unescapeHtml(new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '');

/** A browser at the program: keeps its one cookie, follows nothing. */
export const createVisitor = (url: string) => {
  let cookie = '';
  const issue = `${url}/runtime/saml2/issue.idp`;
  const go = async (address: string, init: RequestInit = {}): Promise<Response> => {
    const response = await fetch(address, {
      ...init,
      redirect: 'manual',
      headers: { cookie, ...init.headers },
    });
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return response;
  };
  const post = (path: string, form: Record<string, string>) =>
    go(url + path, { method: 'POST', body: new URLSearchParams(form) });
  const ask = (options: Parameters<typeof frame>[2] & { key?: Key } = {}) =>
    go(`${issue}?${query(frame('AuthnRequest', issue, options), options.key ? { key: options.key } : {})}`);
  return {
    go,
    post,
    ask,
    issue,
    /** Asks, picks the user and gives the answer's XML. */
    logIn: async (user: string, options: Parameters<typeof ask>[0] = {}): Promise<string> => {
      const picker = await (await ask(options)).text();
      const answer = await (await post('/runtime/login', { request: field(picker, 'request'), user })).text();
      return Buffer.from(field(answer, 'SAMLResponse'), 'base64').toString('utf8');
    },
    set: (change: Record<string, unknown>) =>
      go(`${url}/control/settings`, { method: 'POST', body: JSON.stringify(change) }),
  };
};
