// Writes every test vector to test/launch/vectors/. Run it after changing a case: node test/launch/make-vectors.ts
// ECDSA signatures are different each time; codes are not, and those are what the test compares.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { authorityCases } from './cases-authority.ts';
import { claimCases } from './cases-claims.ts';
import { encryptionCases } from './cases-encryption.ts';
import { headerCases } from './cases-header.ts';
import { signatureCases } from './cases-signature.ts';

const folder = new URL('vectors/', import.meta.url);
const cases = {
  ...headerCases,
  ...signatureCases,
  ...claimCases,
  ...authorityCases,
  ...(await encryptionCases()),
};

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
for (const [name, vector] of Object.entries(cases)) {
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(vector, null, 2)}\n`);
}
console.log(`${Object.keys(cases).length} vectors`);
