import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireTool } from '../../support/tools.ts';

export const xmlsec1 = requireTool('xmlsec1');

/**
 * Whether xmlsec1, which shares no code with ours, finds the signature of the ID card in this message right and made by the key of
 * this certificate. The message is given byte for byte as it was sent.
 */
export const xmlsecAccepts = (message: Buffer, certificatePem: string): boolean => {
  const folder = mkdtempSync(join(tmpdir(), 'xmlsec-'));
  try {
    writeFileSync(join(folder, 'message.xml'), message);
    writeFileSync(join(folder, 'signer.pem'), certificatePem);
    const assertion = 'urn:oasis:names:tc:SAML:2.0:assertion:Assertion';
    const run = spawnSync(
      xmlsec1.path ?? 'xmlsec1',
      ['--verify', '--id-attr:id', assertion, '--pubkey-cert-pem', 'signer.pem', 'message.xml'],
      { cwd: folder, encoding: 'utf8' },
    );
    if (run.error) throw run.error;
    return run.status === 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
};
