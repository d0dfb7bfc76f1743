import { vector, withClaims, withHeader, type Cases } from './cases.ts';
import { encode, forge, publicHalf } from './forge.ts';
import { goodClaims, goodHeader } from './world.ts';

const good = forge(goodHeader, goodClaims);
const [goodHead = '', goodPayload = '', goodSignature = ''] = good.split('.');
const lastBitChanged = (part: string): string =>
  part.slice(0, -1) + String.fromCharCode(part.charCodeAt(part.length - 1) + 1);

/** Size, shape, spelling, header, and how the claims are written. */
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
};
