import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import Sqlite from 'better-sqlite3';

/** The writer as it would be if it never waited for the disk: the control for the test that counts syncs. */
const prepare = Sqlite.prototype.pragma;
Sqlite.prototype.pragma = function (
  this: Sqlite.Database,
  source: string,
  options?: Sqlite.PragmaOptions,
): unknown {
  if (source.startsWith('synchronous =')) return prepare.call(this, 'synchronous = 0', options);
  if (source === 'synchronous') return 1;
  return prepare.call(this, source, options);
};
Object.assign(fs, { fdatasync: (_fd: number, done: (error: null) => void) => setImmediate(done, null) });
syncBuiltinESMExports();
await import('./store-writer.ts');
