/** What the profile knows of a signature algorithm: the key it needs. */
type AlgorithmRow = { kty: 'EC' | 'RSA' | 'OKP'; crv?: string };

/**
 * All signature algorithms of the profile (SCT 1, header table). Never `none`, never a shared secret. RSA stays because
 * organisation certificates held by vendors may be RSA.
 */
export const signatureAlgorithms: Readonly<Record<string, AlgorithmRow>> = {
  ES256: { kty: 'EC', crv: 'P-256' },
  ES384: { kty: 'EC', crv: 'P-384' },
  PS256: { kty: 'RSA' },
  PS384: { kty: 'RSA' },
  RS256: { kty: 'RSA' },
  RS384: { kty: 'RSA' },
  Ed25519: { kty: 'OKP', crv: 'Ed25519' },
};

/** Their names, for the discovery document. */
export const contextTokenAlgorithms: readonly string[] = Object.keys(signatureAlgorithms);

/** Key agreement and content encryption a host may use around the signed token. No `dir`, no PBES2, no RSA1_5. */
export const encryptionAlgorithms = {
  keys: ['ECDH-ES+A256KW', 'ECDH-ES+A128KW', 'RSA-OAEP-256'],
  content: ['A256GCM', 'A128GCM'],
} as const;

/** RSA keys below this are refused (2.3 step 6). */
export const minimumRsaBits = 2048;

/** The algorithms whose keys look like this one. */
const candidates = (jwk: Record<string, unknown>): string[] =>
  Object.entries(signatureAlgorithms)
    .filter(([, row]) => row.kty === jwk['kty'] && (row.crv === undefined || row.crv === jwk['crv']))
    .map(([name]) => name);

/**
 * The one algorithm a registered key is for, or undefined where that is not certain (8725bis: one key, one algorithm).
 * A key without `alg` is for the only algorithm of the issuer that fits it.
 */
export const algorithmOfKey = (
  jwk: Record<string, unknown>,
  allowed: readonly string[],
): string | undefined => {
  const fitting = candidates(jwk).filter((name) => allowed.includes(name));
  if (jwk['alg'] !== undefined) return fitting.find((name) => name === jwk['alg']);
  return fitting.length === 1 ? fitting[0] : undefined;
};
