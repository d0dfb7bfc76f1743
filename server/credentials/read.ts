import { createPrivateKey } from 'node:crypto';
import type { Found } from './check.ts';
import { openPkcs12 } from './pkcs12.ts';

/** Largest file read; a chain with its key is a tenth of it. */
export const credentialFileLimit = 64 * 1024;

/** The content of a credential file: PKCS#12 when it is no PEM text. Undefined when it is neither, or the password does not open it. */
export const readCredentialFile = (bytes: Buffer, password: string | undefined): Found | undefined => {
  if (bytes.length > credentialFileLimit) return undefined;
  const text = bytes.toString('latin1');
  if (!text.includes('-----BEGIN ')) return openPkcs12(bytes, password ?? '');
  const [key] =
    /-----BEGIN (?:RSA |EC |ENCRYPTED )?PRIVATE KEY-----[^]+?-----END (?:RSA |EC |ENCRYPTED )?PRIVATE KEY-----/.exec(
      text,
    ) ?? [];
  if (key === undefined) return undefined;
  try {
    const opened = createPrivateKey({ key, ...(password !== undefined && { passphrase: password }) });
    return {
      certificatePem: text,
      privateKeyPem: opened.export({ type: 'pkcs8', format: 'pem' }).toString(),
    };
  } catch {
    return undefined;
  }
};
