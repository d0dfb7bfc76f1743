import { CompactEncrypt, importJWK, type CompactJWEHeaderParameters, type CryptoKey } from 'jose';
import { vector, withClaims, type Cases } from './cases.ts';
import { encode, forge, publicHalf, type TestKeyName } from './forge.ts';
import { goodClaims, goodHeader } from './world.ts';

const good = forge(goodHeader, goodClaims);
const ecHeader = { alg: 'ECDH-ES+A256KW', enc: 'A256GCM', cty: 'JWT', kid: 'encEc' };

const encrypt = async (
  change: Partial<CompactJWEHeaderParameters>,
  inside = good,
  to: TestKeyName = 'encEc',
): Promise<string> => {
  const header: CompactJWEHeaderParameters = { ...ecHeader, ...change };
  const key = (await importJWK(publicHalf(to), header.alg)) as CryptoKey;
  return new CompactEncrypt(Buffer.from(inside)).setProtectedHeader(header).encrypt(key);
};

/** Swaps the protected header of an encrypted token for one that a careful library would not write. */
const withEnvelopeHeader = (token: string, header: unknown): string =>
  [encode(header), ...token.split('.').slice(1)].join('.');

const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

/** Signed tokens inside an encrypted envelope, and form posts, where the envelope is required. */
export const encryptionCases = async (): Promise<Cases> => {
  const encrypted = await encrypt({});
  const parts = encrypted.split('.');
  const flipped = (parts[3] ?? '').replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));
  return {
    'accepted.encrypted-ecdh-es-a256kw': vector('accepted', 1, 'ECDH-ES+A256KW', encrypted),
    'accepted.encrypted-ecdh-es-a128kw': vector(
      'accepted',
      1,
      'ECDH-ES+A128KW, A128GCM',
      await encrypt({ alg: 'ECDH-ES+A128KW', enc: 'A128GCM' }),
    ),
    'accepted.encrypted-second-key': vector(
      'accepted',
      1,
      'RSA-OAEP-256 to the other overlapping key',
      await encrypt({ alg: 'RSA-OAEP-256', kid: 'encRsa' }, good, 'encRsa'),
    ),
    'accepted.form-post-encrypted': vector(
      'accepted',
      1,
      'Form post',
      await encrypt({}, withClaims({ launch_challenge: challenge })),
      { mode: 'form_post' },
    ),
    'rejected.form-post-signed-only': vector('encryption_required', 0, 'Form post without encryption', good, {
      mode: 'form_post',
    }),
    'rejected.form-post-without-challenge': vector(
      'claim_missing',
      1,
      'Form post not bound to a page',
      encrypted,
      { mode: 'form_post' },
    ),
    'rejected.form-post-short-challenge': vector(
      'claim_form',
      1,
      'Challenge that is no SHA-256',
      await encrypt({}, withClaims({ launch_challenge: 'abc' })),
      { mode: 'form_post' },
    ),
    'rejected.encrypted-cty-missing': vector(
      'encryption_header',
      0,
      'No cty',
      withEnvelopeHeader(encrypted, { ...ecHeader, cty: undefined }),
    ),
    'rejected.encrypted-zip': vector(
      'encryption_header',
      0,
      'Compressed: a decompression bomb',
      withEnvelopeHeader(encrypted, { ...ecHeader, zip: 'DEF' }),
    ),
    'rejected.encrypted-pbes2': vector(
      'encryption_header',
      0,
      'Password-based, with a costly count',
      withEnvelopeHeader(encrypted, {
        ...ecHeader,
        alg: 'PBES2-HS256+A128KW',
        p2c: 100_000_000,
        p2s: 'AAAA',
      }),
    ),
    'rejected.encrypted-rsa1-5': vector(
      'encryption_algorithm_not_allowed',
      0,
      'RSA1_5 (padding oracle)',
      withEnvelopeHeader(encrypted, { ...ecHeader, alg: 'RSA1_5' }),
    ),
    'rejected.encrypted-dir': vector(
      'encryption_algorithm_not_allowed',
      0,
      'dir, a shared secret',
      withEnvelopeHeader(encrypted, { ...ecHeader, alg: 'dir' }),
    ),
    'rejected.encrypted-cbc': vector(
      'encryption_algorithm_not_allowed',
      0,
      'CBC content encryption',
      withEnvelopeHeader(encrypted, { ...ecHeader, enc: 'A128CBC-HS256' }),
    ),
    'rejected.encrypted-kid-unknown': vector(
      'encryption_key_unknown',
      0,
      'To a key we do not have',
      withEnvelopeHeader(encrypted, { ...ecHeader, kid: 'old' }),
    ),
    'rejected.encrypted-kid-missing': vector(
      'encryption_key_unknown',
      0,
      'To no named key',
      withEnvelopeHeader(encrypted, { ...ecHeader, kid: undefined }),
    ),
    'rejected.encrypted-wrong-key-kind': vector(
      'decryption_failed',
      0,
      'RSA-OAEP-256 naming the EC key',
      withEnvelopeHeader(encrypted, { ...ecHeader, alg: 'RSA-OAEP-256' }),
    ),
    'rejected.encrypted-invalid-curve': vector(
      'decryption_failed',
      0,
      'Ephemeral key off the curve',
      withEnvelopeHeader(encrypted, { ...ecHeader, epk: { kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA' } }),
    ),
    'rejected.encrypted-damaged': vector(
      'decryption_failed',
      0,
      'A damaged byte in the cipher text',
      [parts[0], parts[1], parts[2], flipped, parts[4]].join('.'),
    ),
    'rejected.encrypted-header-not-json': vector(
      'encryption_header',
      0,
      'Envelope header is no JSON',
      withEnvelopeHeader(encrypted, '{'),
    ),
    'rejected.encrypted-empty-part': vector(
      'encoding_not_canonical',
      0,
      'Envelope with an empty part',
      [parts[0], '', parts[2], parts[3], parts[4]].join('.'),
    ),
    'rejected.encrypted-in-encrypted': vector(
      'token_shape',
      0,
      'An envelope inside the envelope',
      await encrypt({}, encrypted),
    ),
    'rejected.encrypted-unsigned': vector(
      'token_shape',
      0,
      'Encrypted but not signed',
      await encrypt({}, JSON.stringify(goodClaims)),
    ),
    'rejected.encrypted-bad-signature': vector(
      'signature_invalid',
      1,
      'Encrypted by anyone, signed by another key',
      await encrypt({}, forge(goodHeader, goodClaims, 'ES256', 'es256b')),
    ),
  };
};
