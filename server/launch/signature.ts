import { compactVerify, type CryptoKey } from 'jose';

/** Verifies one compact signature; injected, so that tests can count how often it runs. */
export type VerifySignature = (token: string, key: CryptoKey, algorithm: string) => Promise<boolean>;

/** The real one. jose refuses an algorithm that does not fit the key, and runs the arithmetic off the main thread. */
export const verifySignature: VerifySignature = async (token, key, algorithm) => {
  try {
    await compactVerify(token, key, { algorithms: [algorithm] });
    return true;
  } catch {
    return false;
  }
};
