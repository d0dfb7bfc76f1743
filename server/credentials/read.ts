import { createPrivateKey } from 'node:crypto';
import forge from 'node-forge';
import type { Found } from './check.ts';
import { mostIterations, openPkcs12 } from './pkcs12.ts';

/** Largest file read; a chain with its key is a tenth of it. */
export const credentialFileLimit = 64 * 1024;

/** The costs an encrypted key asks for are numbers of its header; OpenSSL would do as it is told (see `mostIterations`). */
const asksTooMuch = (pem: string): boolean => {
  if (!pem.startsWith('-----BEGIN ENCRYPTED')) return false;
  const numbers = (node: forge.asn1.Asn1): number[] => {
    if (typeof node.value !== 'string') return node.value.flatMap(numbers);
    // Longer than six bytes is more than any cost, and more than a number here can hold.
    if (node.type !== forge.asn1.Type.INTEGER) return [];
    return [
      node.value.length > 6
        ? Infinity
        : Number.parseInt(Buffer.from(node.value, 'binary').toString('hex'), 16),
    ];
  };
  try {
    const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
    return numbers(forge.asn1.fromDer(der.toString('binary'))).some((cost) => cost > mostIterations);
  } catch {
    return true;
  }
};

/** The content of a credential file: PKCS#12 when it is no PEM text. Undefined when it is neither, or the password does not open it. */
export const readCredentialFile = (bytes: Buffer, password: string | undefined): Found | undefined => {
  if (bytes.length > credentialFileLimit) return undefined;
  const text = bytes.toString('latin1');
  if (!text.includes('-----BEGIN ')) return openPkcs12(bytes, password ?? '');
  const [key] =
    /-----BEGIN (?:RSA |EC |ENCRYPTED )?PRIVATE KEY-----[^]+?-----END (?:RSA |EC |ENCRYPTED )?PRIVATE KEY-----/.exec(
      text,
    ) ?? [];
  if (key === undefined || asksTooMuch(key)) return undefined;
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
