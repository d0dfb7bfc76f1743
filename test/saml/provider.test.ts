import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import {
  readIdentityProvider,
  type ReloadOutcome,
  watchIdentityProvider,
} from '../../server/saml/provider.ts';
import { context, older, own, provider, stranger } from './answer.ts';

const key = (pems: readonly string[], use = 'use="signing"') =>
  `<md:KeyDescriptor ${use}><ds:KeyInfo><ds:X509Data>${pems
    .map(
      (pem) =>
        `<ds:X509Certificate>\n${new X509Certificate(pem).raw.toString('base64').replace(/(.{64})/g, '$1\n')}\n</ds:X509Certificate>`,
    )
    .join('')}</ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`;
const keys =
  key([context.certificatePem, stranger.certificatePem]) +
  key([older.certificatePem], '') +
  key([context.certificatePem]) +
  key([own.certificatePem], 'use="encryption"');
const slo =
  '<md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:SOAP" Location="https://adgang.example/runtime/soap"/>' +
  '<md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" ' +
  'Location="https://adgang.example/runtime/saml2/issue.idp" ResponseLocation="https://adgang.example/runtime/saml2/signoff.idp"/>';
const sso =
  '<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://adgang.example/post"/>' +
  '<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://adgang.example/runtime/saml2/issue.idp"/>';
const metadata = ({ inner = keys + slo + sso, entityId = provider.entityId } = {}) =>
  `<?xml version="1.0" encoding="utf-8"?><md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" ` +
  `xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="${entityId}"><md:IDPSSODescriptor WantAuthnRequestsSigned="true" ` +
  `protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${inner}</md:IDPSSODescriptor></md:EntityDescriptor>`;
const read = (xml: string) => readIdentityProvider(xml, provider.entityId);
const fault = (code: string, xml: string) => assert.deepEqual(read(xml), { fault: code });
const thumbprints = (pems: readonly string[]) => pems.map((pem) => new X509Certificate(pem).fingerprint256);

/** Certificates nobody should trust: RSA of 1024 bits, and a key that is not RSA. */
const smallRsa =
  'MIICBDCCAW2gAwIBAgIUHDVSjTnwI8ElcFjAOQ9aPVL3I+QwDQYJKoZIhvcNAQELBQAwFDESMBAGA1UEAwwJeC5leGFtcGxlMB4X' +
  'DTI2MTEyMzA4MzcyMFoXDTM2MTEyMDA4MzcyMFowFDESMBAGA1UEAwwJeC5leGFtcGxlMIGfMA0GCSqGSIb3DQEBAQUAA4GNADCB' +
  'iQKBgQCiUmFjRjMflHUFjYDefJC3gbclFIE2nbybUNPWeStlCUiqI63Ldi42mcG2UblLwxjZF+7j5UQsaHTX660WO1lTb1eL40Lz' +
  '40qyPRKi4ctAhQc4kqF8gooEs+1K1YS18nr3N/4dV9UVtBRNDgXU1mbfVBAj9rza85sWXeQzqKxlqwIDAQABo1MwUTAdBgNVHQ4E' +
  'FgQUwjQ49PC04vKe6dTZVX5yxOCS3SMwHwYDVR0jBBgwFoAUwjQ49PC04vKe6dTZVX5yxOCS3SMwDwYDVR0TAQH/BAUwAwEB/zAN' +
  'BgkqhkiG9w0BAQsFAAOBgQBPyOm3ptFcBj7HCL/ad7wLqQSajmbNHF7krC9aJ7ahYhRWowKR4s1N4LD3GApZ6bK5GzuVQZaVw22B' +
  'jpL7MiGLwKx1AplQlNtHq8XuRs74RBsBXbiBz+e60imZk/c2der8RN8bxDQc003m/2/INrhkRoc1Etws3id51TmD5y2H2A==';
const elliptic =
  'MIIBfTCCASOgAwIBAgIUcHbVdWhROjZl6Cfr3EYkkIUYIvwwCgYIKoZIzj0EAwIwFDESMBAGA1UEAwwJeC5leGFtcGxlMB4XDTI2' +
  'MTEyMzA4MzcyMFoXDTM2MTEyMDA4MzcyMFowFDESMBAGA1UEAwwJeC5leGFtcGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE' +
  'JdpF0oZs1rGBcf3D/w8+AP4iH9Yzx8ENxd2b0JB054GVJIry2rIg6u4PCj3vaU3GmESZNlOIkPCCENlAg/HPK6NTMFEwHQYDVR0O' +
  'BBYEFKH7FEKzuD+wnQr73DD6QM7gHqj4MB8GA1UdIwQYMBaAFKH7FEKzuD+wnQr73DD6QM7gHqj4MA8GA1UdEwEB/wQFMAMBAf8w' +
  'CgYIKoZIzj0EAwIDSAAwRQIgJ5ZFJjaAagsg4VKdDXL7HeJLzWiOOO6YzGF8G0eIDqMCIQDpWtcn3m9n9v0wFZpgOOVStnUbm76H' +
  'Pky6YedBDyhygw==';

void test('endpoints and every signing certificate are read; a chain and the encryption key are not', () => {
  const found = read(metadata());
  if ('fault' in found) assert.fail(found.fault);
  const { certificates, ...rest } = found;
  const { certificates: _unused, ...expected } = provider;
  assert.deepEqual(rest, expected);
  assert.deepEqual(thumbprints(certificates), thumbprints([context.certificatePem, older.certificatePem]));
});

void test('without an address of its own the answer to a logout goes to the same place', () => {
  const found = read(metadata().replace(/ ResponseLocation="[^"]*"/, ''));
  assert.equal('fault' in found || found.sloResponse, provider.sloRedirect);
});

void test('another entity, even by one slash, is refused', () => {
  // Attack or mistake: metadata of the test environment in production.
  fault('other_entity', metadata({ entityId: `${provider.entityId}/` }));
  fault('other_entity', metadata({ entityId: provider.entityId.toUpperCase() }));
});

void test('what cannot be used is named', () => {
  fault('unreadable', 'not xml');
  fault('unreadable', metadata().replace('<md:Entity', '<!DOCTYPE a><md:Entity'));
  fault('unreadable', '<a/>');
  fault('role_missing', metadata().replaceAll('IDPSSODescriptor', 'SPSSODescriptor'));
  fault('endpoint_missing', metadata({ inner: keys + slo }));
  fault('endpoint_missing', metadata({ inner: keys + sso }));
  // Attack: people sent in the clear, or to a script.
  for (const address of ['http://adgang.example/', 'javascript:alert(1)', 'adgang'])
    fault(
      'endpoint_missing',
      metadata().replaceAll('https://adgang.example/runtime/saml2/issue.idp', address),
    );
  fault('certificate', metadata({ inner: slo + sso }));
  fault('certificate', metadata({ inner: key([own.certificatePem], 'use="encryption"') + slo + sso }));
  fault('certificate', metadata().replace(/<ds:X509Certificate>\s*MII/, '<ds:X509Certificate>AAA'));
  // Attack: a key small enough to be computed.
  for (const der of [smallRsa, elliptic]) {
    const unfit = key([]).replace(
      '<ds:X509Data>',
      `<ds:X509Data><ds:X509Certificate>${der}</ds:X509Certificate>`,
    );
    fault('certificate', metadata({ inner: unfit + keys + slo + sso }));
  }
});

void test('on this machine http will do, for a demo', () => {
  const local = metadata().replaceAll('https://adgang.example', 'http://localhost:8443');
  const found = read(local);
  assert.equal('fault' in found || found.ssoRedirect, 'http://localhost:8443/runtime/saml2/issue.idp');
});

void test('a reload that fails keeps what was good', async () => {
  const outcomes: ReloadOutcome[] = [];
  let load: () => Promise<string> = () => Promise.reject(new Error('away'));
  const watch = watchIdentityProvider({
    load: () => load(),
    entityId: provider.entityId,
    onReload: (outcome) => outcomes.push(outcome),
  });
  await watch.reload();
  assert.throws(() => watch.current());
  load = async () => metadata();
  await watch.reload();
  const good = watch.current();
  assert.equal(good.ssoRedirect, provider.ssoRedirect);
  const bad: (() => Promise<string>)[] = [
    () => Promise.reject(new Error('away')),
    () => {
      throw new Error('away at once');
    },
    async () => 'half a doc',
    async () => metadata({ entityId: 'https://saml.other.example' }),
  ];
  for (load of bad) {
    await watch.reload();
    assert.equal(watch.current(), good);
  }
  load = async () => metadata({ inner: key([older.certificatePem]) + slo + sso });
  await watch.reload();
  assert.deepEqual(thumbprints(watch.current().certificates), thumbprints([older.certificatePem]));
  assert.deepEqual(outcomes, [
    { outcome: 'kept', code: 'unloadable', certificates: 0 },
    { outcome: 'loaded', code: 'ok', certificates: 2 },
    { outcome: 'kept', code: 'unloadable', certificates: 2 },
    { outcome: 'kept', code: 'unloadable', certificates: 2 },
    { outcome: 'kept', code: 'unreadable', certificates: 2 },
    { outcome: 'kept', code: 'other_entity', certificates: 2 },
    { outcome: 'loaded', code: 'ok', certificates: 1 },
  ]);
});
