import Sqlite from 'better-sqlite3';

/** The writer as it would be with `synchronous = OFF`: the control for the test that counts syncs. */
const prepare = Sqlite.prototype.pragma;
Sqlite.prototype.pragma = function (
  this: Sqlite.Database,
  source: string,
  options?: Sqlite.PragmaOptions,
): unknown {
  if (source.startsWith('synchronous =')) return prepare.call(this, 'synchronous = 0', options);
  if (source === 'synchronous') return 2;
  return prepare.call(this, source, options);
};
await import('./store-writer.ts');
