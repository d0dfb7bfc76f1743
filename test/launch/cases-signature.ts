import { createPublicKey } from 'node:crypto';
import { vector, withClaims, withHeader, type Cases } from './cases.ts';
import { encode, forge, forgeHmac, testKeys } from './forge.ts';
import { goodClaims, goodHeader } from './world.ts';

const pem = createPublicKey({ key: testKeys.es256, format: 'jwk' }).export({
  type: 'spki',
  format: 'pem',
}) as string;
const good = forge(goodHeader, goodClaims);
const [goodHead = '', goodPayload = '', goodSignature = ''] = good.split('.');

/** Issuer, algorithm, key, signature. */
export const signatureCases: Cases = {
  'rejected.issuer-missing': vector('issuer_unknown', 0, 'No iss', withClaims({ iss: undefined })),
  'rejected.issuer-unknown': vector(
    'issuer_unknown',
    0,
    'An issuer nobody registered',
    withClaims({ iss: 'https://evil.example' }),
  ),
  'rejected.issuer-list': vector('issuer_unknown', 0, 'Two issuers', withClaims({ iss: [goodClaims.iss] })),
  'rejected.issuer-trailing-slash': vector(
    'issuer_unknown',
    0,
    'Nearly a registered issuer',
    withClaims({ iss: `${goodClaims.iss}/` }),
  ),
  'rejected.issuer-disabled': vector(
    'issuer_disabled',
    0,
    'An issuer that has been switched off',
    withClaims({ iss: 'https://journal.example.dk/disabled' }),
  ),
  'rejected.mode-closed': vector(
    'mode_closed',
    0,
    'In page, where only handles are allowed',
    withClaims({ iss: 'https://journal.example.dk/handle-only' }),
  ),
  'rejected.alg-none': vector('algorithm_not_allowed', 0, 'alg none', withHeader({ alg: 'none' })),
  'rejected.alg-none-registered': vector(
    'algorithm_not_allowed',
    0,
    'alg none, registered by mistake',
    forge({ ...goodHeader, alg: 'none' }, { ...goodClaims, iss: 'https://journal.example.dk/careless' }),
  ),
  'rejected.alg-hs256-public-key': vector(
    'algorithm_not_allowed',
    0,
    'HS256 with the public key as the secret',
    forgeHmac({ ...goodHeader, alg: 'HS256' }, goodClaims, pem),
  ),
  'rejected.alg-hs256-registered': vector(
    'algorithm_not_allowed',
    0,
    'HS256, registered by mistake',
    forgeHmac(
      { ...goodHeader, alg: 'HS256', kid: 'secret' },
      { ...goodClaims, iss: 'https://journal.example.dk/careless' },
      'secret',
    ),
  ),
  'rejected.alg-not-registered': vector(
    'algorithm_not_allowed',
    0,
    'ES256 where only ES384 is registered',
    withClaims({ iss: 'https://journal.example.dk/es384-only' }),
  ),
  'rejected.alg-missing': vector('algorithm_not_allowed', 0, 'No alg', withHeader({ alg: undefined })),
  'rejected.alg-prototype': vector(
    'algorithm_not_allowed',
    0,
    'alg named as an inherited property',
    withHeader({ alg: 'constructor' }),
  ),
  'rejected.jku-foreign': vector(
    'header_jku_foreign',
    0,
    'Key set at the attacker',
    forge(
      { ...goodHeader, jku: 'https://evil.example/jwks' },
      { ...goodClaims, iss: 'https://journal.example.dk/by-url' },
    ),
  ),
  'rejected.jku-beside-inline': vector(
    'header_jku_foreign',
    0,
    'jku where keys are registered inline',
    withHeader({ jku: 'https://keys.example.dk/jwks' }),
  ),
  'rejected.keys-unavailable': vector(
    'keys_unavailable',
    0,
    'Key set address does not answer',
    withClaims({ iss: 'https://journal.example.dk/keys-down' }),
  ),
  'rejected.kid-unknown': vector(
    'key_unknown',
    0,
    'A kid the issuer does not have',
    withHeader({ kid: 'other' }),
  ),
  'rejected.kid-twice': vector('key_unusable', 0, 'Two keys of one name', withHeader({ kid: 'twice' })),
  'rejected.key-for-encryption': vector(
    'key_unusable',
    0,
    'A key registered for encryption',
    withHeader({ kid: 'for-encryption' }),
  ),
  'rejected.key-published-private': vector(
    'key_unusable',
    0,
    'A private key in the key set',
    withHeader({ kid: 'published-private' }),
  ),
  'rejected.key-broken': vector(
    'key_unusable',
    0,
    'A key that is not on the curve',
    withHeader({ kid: 'broken' }),
  ),
  'rejected.key-rsa-1024': vector(
    'key_unusable',
    0,
    'RSA below 2048 bits',
    withHeader({ alg: 'RS256', kid: 'rsa1024' }, 'RS256', 'rsa1024'),
  ),
  'rejected.key-without-algorithm': vector(
    'key_unusable',
    0,
    'An RSA key that fits two algorithms',
    withHeader({ alg: 'RS256', kid: 'rsa-any-algorithm' }, 'RS256', 'rsa'),
  ),
  'rejected.rsa-key-claimed-as-es256': vector(
    'key_unusable',
    0,
    'RS256 key named in an ES256 header',
    withHeader({ kid: 'rsa' }, 'RS256', 'rsa'),
  ),
  'rejected.rs256-key-used-as-ps256': vector(
    'key_unusable',
    0,
    'One key, one algorithm',
    withHeader({ alg: 'PS256', kid: 'rsa' }, 'PS256', 'rsa'),
  ),
  'rejected.tenant-a-at-b': vector(
    'signature_invalid',
    1,
    'Key of municipality A, issuer of municipality B, same kid',
    withClaims({ iss: 'https://journal.example.dk/kommune-b', cvr: '29189366' }),
  ),
  'rejected.payload-swapped': vector(
    'signature_invalid',
    1,
    'Another citizen under an old signature',
    `${goodHead}.${encode({ ...goodClaims, cpr: '2512484916' })}.${goodSignature}`,
  ),
  'rejected.signature-of-other-token': vector(
    'signature_invalid',
    1,
    'Signature of another token',
    `${goodHead}.${goodPayload}.${withClaims({ jti: 'another-identifier-0001' }).split('.')[2] ?? ''}`,
  ),
  'rejected.signature-zero': vector(
    'signature_invalid',
    1,
    'r = s = 0 (CVE-2022-21449)',
    `${goodHead}.${goodPayload}.${Buffer.alloc(64).toString('base64url')}`,
  ),
  'rejected.signature-der': vector(
    'signature_invalid',
    1,
    'Signature of the wrong length',
    `${goodHead}.${goodPayload}.${Buffer.alloc(72, 48).toString('base64url')}`,
  ),
};
