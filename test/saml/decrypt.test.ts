import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decrypt } from '../../server/saml/decrypt.ts';
import { encryptedPart } from '../../server/saml/encrypted-part.ts';
import { Refusal } from '../../server/saml/rules.ts';
import { withXml } from '../../server/saml/xml.ts';
import { encrypt, older, own, stranger, type Encryption } from './answer.ts';

const plain = '<a>æøå</a>';
const keys = [older.privateKeyPem, own.privateKeyPem];
const open = (xml: string, allowCbc = false) => decrypt(withXml(xml, encryptedPart), keys, allowCbc);
const round = async (encryption: Encryption, allowCbc = false) =>
  open(await encrypt(plain, encryption), allowCbc);
const refuses = (rule: string, run: () => unknown, about?: string) =>
  assert.throws(run, (error) => error instanceof Refusal && error.rule === rule, about);

const gcm = (bits: number) => `http://www.w3.org/2009/xmlenc11#aes${bits}-gcm`;
const cbc = (bits: number) => `http://www.w3.org/2001/04/xmlenc#aes${bits}-cbc`;
const mgf1p = 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p';
const oaep = 'http://www.w3.org/2009/xmlenc11#rsa-oaep';

void test('both key transports open, with every digest and mask', async () => {
  for (const digest of ['sha1', 'sha256', 'sha512']) {
    assert.equal(await round({ transport: mgf1p, digest }), plain);
    for (const mask of ['sha1', 'sha224', 'sha256', 'sha384', 'sha512'])
      assert.equal(await round({ transport: oaep, digest, mask }), plain, `${digest} ${mask}`);
  }
  assert.equal(await round({ content: gcm(128), transport: oaep }), plain);
  assert.equal(await round({ label: Buffer.from('label').toString('base64') }), plain);
});

void test('AES-CBC opens only where it is switched on', async () => {
  for (const bits of [128, 256]) {
    assert.equal(await round({ content: cbc(bits) }, true), plain);
    const xml = await encrypt(plain, { content: cbc(bits) });
    refuses('encryption_algorithm', () => open(xml));
  }
});

void test('3DES and RSA 1.5 never open', async () => {
  // Attack: a downgrade to what can be guessed message by message (Bleichenbacher 1998, Sweet32).
  for (const weak of [
    { content: 'http://www.w3.org/2001/04/xmlenc#tripledes-cbc' },
    { transport: 'http://www.w3.org/2001/04/xmlenc#rsa-1_5' },
  ]) {
    const xml = await encrypt(plain, weak);
    refuses('encryption_algorithm', () => open(xml, true));
  }
});

void test('an unknown digest or mask is refused, not read as SHA-1', async () => {
  const xml = await encrypt(plain, { transport: oaep, digest: 'sha1', mask: 'sha1' });
  refuses('encryption_algorithm', () => open(xml.replace('xmldsig#sha1', 'xmldsig#md5')));
  refuses('encryption_algorithm', () => open(xml.replace('#mgf1sha1', '#mgf1md5')));
  refuses('encryption_shape', () => open(xml.replace(/<DigestMethod [^>]*>/, '$&$&')));
  // XML-Enc 1.1, 5.5.2: the older transport has no mask of its own.
  const mixed = (await encrypt(plain, { transport: oaep, mask: 'sha256' })).replace(oaep, mgf1p);
  refuses('encryption_algorithm', () => open(mixed));
});

void test('no mask stated means MGF1 with SHA-1', async () => {
  const xml = await encrypt(plain, { transport: oaep, digest: 'sha256', mask: 'sha1' });
  const without = xml.replace(/<[a-z0-9]*:?MGF [^>]*\/>/, '');
  assert.notEqual(without, xml);
  assert.equal(open(without), plain);
});

void test('a changed bit, a key that is not ours and a cut message are one and the same refusal', async () => {
  const xml = await encrypt(plain);
  const values = [...xml.matchAll(/CipherValue>\s*([A-Za-z0-9+/=]+)/g)].map(([, text = '']) => text);
  const content = values.at(-1) ?? '';
  const flip = (text: string) => {
    const bytes = Buffer.from(text, 'base64');
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    return bytes.toString('base64');
  };
  refuses('decryption', () => open(xml.replace(content, flip(content))));
  refuses('decryption', () => open(xml.replace(values[0] ?? '', flip(values[0] ?? ''))));
  // Attack: a message so short that part of the IV would serve as a tag of four bytes.
  const short = Buffer.from(content, 'base64').subarray(0, 16).toString('base64');
  refuses('decryption', () => open(xml.replace(content, short)));
  const foreign = await encrypt(plain, { to: stranger });
  refuses('decryption', () => open(foreign));
});

void test('the key may stand beside the data, and there is exactly one', async () => {
  const xml = await encrypt(plain);
  const [key = ''] = /<e:EncryptedKey.*<\/e:EncryptedKey>/s.exec(xml) ?? [];
  assert.notEqual(key, '');
  const moved = xml
    .replace(key, '')
    .replace('</saml:EncryptedAssertion>', `${key}</saml:EncryptedAssertion>`);
  assert.equal(open(moved), plain);
  // Attack: two keys, of which two readers take different ones.
  refuses('encryption_shape', () => open(xml.replace(key, key + key)));
  const nested = key.replace('<KeyInfo>', `<KeyInfo>${key}`);
  assert.notEqual(nested, key);
  refuses('encryption_shape', () => open(xml.replace(key, nested)));
  refuses('encryption_shape', () =>
    open(xml.replace('</saml:EncryptedAssertion>', `${key}</saml:EncryptedAssertion>`)),
  );
  refuses('encryption_shape', () => open(xml.replace(key, '')));
});

void test('a reference to content elsewhere is not followed', async () => {
  const xml = await encrypt(plain);
  const at = xml.lastIndexOf('<xenc:CipherValue>');
  const fetched =
    xml.slice(0, at) +
    xml
      .slice(at)
      .replace(
        /<xenc:CipherValue>[^<]*<\/xenc:CipherValue>/,
        '<xenc:CipherReference URI="https://attacker.example/"/>',
      );
  assert.notEqual(fetched, xml);
  refuses('encryption_shape', () => open(fetched));
});
