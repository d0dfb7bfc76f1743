import { createPublicKey } from 'node:crypto';
import { vector, withClaims, withHeader, type Cases } from './cases.ts';
import { encode, forge, forgeHmac, publicHalf, testKeys } from './forge.ts';
import { goodClaims, goodHeader } from './world.ts';

const pem = createPublicKey({ key: testKeys.es256, format: 'jwk' }).export({
  type: 'spki',
  format: 'pem',
}) as string;
const good = forge(goodHeader, goodClaims);
const [goodHead = '', goodPayload = '', goodSignature = ''] = good.split('.');
const lastBitChanged = (part: string): string =>
  part.slice(0, -1) + String.fromCharCode(part.charCodeAt(part.length - 1) + 1);

/** Shape, spelling, header, issuer, key, signature. */
export const headerCases: Cases = {
  'accepted.es256': vector('accepted', 1, 'A good token, ES256', good),
  'accepted.es384': vector(
    'accepted',
    1,
    'ES384',
    withHeader({ alg: 'ES384', kid: 'es384' }, 'ES384', 'es384'),
  ),
  'accepted.rs256': vector('accepted', 1, 'RS256', withHeader({ alg: 'RS256', kid: 'rsa' }, 'RS256', 'rsa')),
  'accepted.ps256': vector(
    'accepted',
    1,
    'PS256',
    withHeader({ alg: 'PS256', kid: 'rsaPss' }, 'PS256', 'rsaPss'),
  ),
  'accepted.ed25519': vector(
    'accepted',
    1,
    'Ed25519',
    withHeader({ alg: 'Ed25519', kid: 'ed25519' }, 'Ed25519', 'ed25519'),
  ),
  'accepted.keys-by-url': vector(
    'accepted',
    1,
    'Keys fetched by registered address',
    withClaims({ iss: 'https://journal.example.dk/by-url' }),
  ),
  'accepted.jku-as-registered': vector(
    'accepted',
    1,
    'jku equal to the registered address',
    forge(
      { ...goodHeader, jku: 'https://keys.example.dk/jwks' },
      { ...goodClaims, iss: 'https://journal.example.dk/by-url' },
    ),
  ),
  'rejected.empty': vector('token_shape', 0, 'Nothing at all', ''),
  'rejected.too-long': vector(
    'token_too_long',
    0,
    'A good signature over more than 8 KiB',
    withClaims({ filler: 'x'.repeat(8000) }),
  ),
  'rejected.two-parts': vector('token_shape', 0, 'Without the signature part', `${goodHead}.${goodPayload}`),
  'rejected.signature-empty': vector(
    'token_shape',
    0,
    'Signature stripped, dot kept',
    `${goodHead}.${goodPayload}.`,
  ),
  'rejected.four-parts': vector('token_shape', 0, 'One part too many', `${good}.AAAA`),
  'rejected.padding': vector('encoding_not_canonical', 0, 'base64 padding added', `${good}=`),
  'rejected.line-break': vector('encoding_not_canonical', 0, 'A line break after the token', `${good}\n`),
  'rejected.trailing-bits': vector(
    'encoding_not_canonical',
    0,
    'Unused bits of the signature changed: other text, same bytes',
    `${goodHead}.${goodPayload}.${lastBitChanged(goodSignature)}`,
  ),
  'rejected.header-not-json': vector(
    'header_json',
    0,
    'Header is no JSON',
    `${encode('{typ:1}')}.${goodPayload}.${goodSignature}`,
  ),
  'rejected.header-duplicate-alg': vector(
    'header_json',
    0,
    'alg twice: none and ES256',
    forge('{"typ":"sloering-context+jwt","alg":"none","alg":"ES256","kid":"es256"}', goodClaims),
  ),
  'rejected.header-array': vector('header_json', 0, 'Header is a list', forge([goodHeader], goodClaims)),
  'rejected.typ-missing': vector('header_typ', 0, 'No typ', withHeader({ typ: undefined })),
  'rejected.typ-jwt': vector(
    'header_typ',
    0,
    'A login token of the same issuer (typ JWT)',
    withHeader({ typ: 'JWT' }),
  ),
  'rejected.typ-case': vector(
    'header_typ',
    0,
    'typ in capitals',
    withHeader({ typ: 'SLOERING-CONTEXT+JWT' }),
  ),
  'rejected.typ-client-authentication': vector(
    'header_typ',
    0,
    'The sibling token',
    withHeader({ typ: 'client-authentication+jwt' }),
  ),
  'rejected.jwk': vector(
    'header_forbidden_field',
    0,
    'The attacker brings a key along',
    withHeader({ jwk: publicHalf('es256b') }, 'ES256', 'es256b'),
  ),
  'rejected.x5u': vector(
    'header_forbidden_field',
    0,
    'A certificate address',
    withHeader({ x5u: 'https://evil.example/cert' }),
  ),
  'rejected.x5c': vector('header_forbidden_field', 0, 'A certificate', withHeader({ x5c: ['MIIB'] })),
  'rejected.crit': vector(
    'header_forbidden_field',
    0,
    'An extension that must be understood',
    withHeader({ crit: ['exp'], exp: 1 }),
  ),
  'rejected.b64': vector(
    'header_forbidden_field',
    0,
    'Unencoded payload (RFC 7797)',
    withHeader({ b64: false, crit: ['b64'] }),
  ),
  'rejected.zip': vector('header_forbidden_field', 0, 'Compressed payload', withHeader({ zip: 'DEF' })),
  'rejected.kid-missing': vector('header_kid', 0, 'No kid', withHeader({ kid: undefined })),
  'rejected.kid-number': vector('header_kid', 0, 'kid is a number', withHeader({ kid: 1 })),
  'rejected.payload-duplicate-cvr': vector(
    'payload_json',
    0,
    'cvr twice: which one was meant?',
    forge(goodHeader, JSON.stringify(goodClaims).replace('"cvr"', '"cvr":"13748136","cvr"')),
  ),
  'rejected.payload-escaped-duplicate': vector(
    'payload_json',
    0,
    'cpr twice, once spelled with an escape',
    forge(goodHeader, JSON.stringify(goodClaims).replace('"cpr"', String.raw`"c\u0070r":"2512484916","cpr"`)),
  ),
  'rejected.payload-byte-order-mark': vector(
    'payload_json',
    0,
    'A byte order mark before the claims',
    forge(goodHeader, `\ufeff${JSON.stringify(goodClaims)}`),
  ),
  'rejected.payload-string': vector(
    'payload_json',
    0,
    'Claims are a text',
    forge(goodHeader, JSON.stringify('claims')),
  ),
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
