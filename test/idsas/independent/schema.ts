import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requireTool } from '../../support/tools.ts';

export const xmllint = requireTool('xmllint');

/** Exit codes of xmllint: 0 all valid, 3 or 4 not valid against the schema; anything else is no answer about validity. */
const ANSWERS = [0, 3, 4];

/**
 * Validates documents against a schema of ours in one run of xmllint, without network.
 * @returns for each document what is wrong with it, in xmllint's words; empty when it is valid.
 * @throws when a document is not well-formed or the schema does not compile: neither says anything about validity.
 */
export const faultsOf = (schema: string, documents: readonly (string | Buffer)[]): string[] => {
  const folder = mkdtempSync(join(tmpdir(), 'schema-'));
  try {
    const names = documents.map((document, index) => {
      writeFileSync(join(folder, `${index}.xml`), document);
      return `${index}.xml`;
    });
    const path = fileURLToPath(new URL(`./schema/${schema}.xsd`, import.meta.url));
    const run = spawnSync(xmllint.path ?? 'xmllint', ['--nonet', '--noout', '--schema', path, ...names], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    const trouble = /^.*(parser error|Schemas parser|internal error).*$/m.exec(run.stderr)?.[0];
    if (trouble !== undefined || !ANSWERS.includes(run.status ?? -1))
      throw new Error(trouble ?? `xmllint ended with ${run.status}: ${run.stderr.slice(-2000)}`);
    const lines = run.stderr.split('\n');
    return names.map((name) => {
      if (lines.includes(`${name} validates`)) return '';
      if (!lines.includes(`${name} fails to validate`)) throw new Error(`no answer about ${name}`);
      return lines.filter((line) => line.startsWith(`${name}:`)).join('\n');
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
};
