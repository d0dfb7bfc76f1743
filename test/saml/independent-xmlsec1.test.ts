import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { privateDecrypt, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { requireTool } from '../support/tools.ts';
import { kit } from './forge/kit.ts';
import { oaep } from './forge/oaep.ts';

/** The kit the vectors are made with, read by xmlsec1: a kit that signs or encrypts wrongly would prove nothing. */
const xmlsec1 = requireTool('xmlsec1');
const options = { skip: xmlsec1.skip };
const folder = mkdtempSync(join(tmpdir(), 'vectors-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const run = (...parameters: readonly string[]) =>
  spawnSync(xmlsec1.path ?? '', [...parameters], { encoding: 'utf8' });
const idAttribute = 'urn:oasis:names:tc:SAML:2.0:assertion:Assertion';
const verify = (xml: string) =>
  run(
    ...['--verify', '--id-attr:ID', idAttribute, '--enabled-key-data', 'rsa'],
    ...['--pubkey-cert-pem', write('provider.crt', kit.keys.provider.certificatePem)],
    write('signed.xml', xml),
  ).status;

test('xmlsec1 verifies what the kit signs, and not what was changed', options, () => {
  for (const hash of ['sha256', 'sha512'] as const) {
    const signed = kit.sign(kit.assertion(), { hash, digest: hash });
    assert.equal(verify(signed), 0, hash);
    assert.notEqual(verify(signed.replace(kit.genuine.serial, kit.forged.serial)), 0, hash);
  }
  assert.notEqual(verify(kit.sign(kit.assertion(), { key: kit.keys.attacker })), 0);
});

test('xmlsec1 opens what the kit encrypts', options, () => {
  const key = write('own.pem', kit.keys.own.privateKeyPem);
  const signed = kit.sign(kit.assertion());
  for (const content of ['aes256-gcm', 'aes128-gcm', 'aes256-cbc', 'aes128-cbc', 'des-ede3-cbc'] as const) {
    const sealed = write('sealed.xml', kit.encrypt(signed, { content, keyInfo: '' }));
    const { status, stdout, stderr } = run('--decrypt', '--privkey-pem', key, sealed);
    assert.equal(status, 0, `${content}: ${stderr}`);
    assert.ok(stdout.includes(kit.genuine.serial), content);
  }
});

// xmlsec1 1.2 knows OAEP with SHA-1 only; OpenSSL opens the others, as long as digest and mask are the same.
test('OpenSSL opens what the kit wraps by OAEP', () => {
  const secret = randomBytes(32);
  for (const hash of ['sha1', 'sha256', 'sha512'] as const) {
    const label = Buffer.from('etiket');
    const wrapped = oaep(secret, kit.keys.own.certificatePem, { digest: hash, mgf: hash, label });
    const { privateKeyPem: key } = kit.keys.own;
    assert.deepEqual(privateDecrypt({ key, oaepHash: hash, oaepLabel: label }, wrapped), secret);
  }
});
