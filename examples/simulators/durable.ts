import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Replaces a file so that after a crash either the old or the new content is there, never a mixture. */
export const writeDurably = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.new`;
  const file = openSync(temporary, 'w', 0o600);
  writeSync(file, text);
  fsyncSync(file);
  closeSync(file);
  renameSync(temporary, path);
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
};

/** The JSON in a file, or what `make` gives, which is then written there. */
export const readOrCreate = async <T>(path: string, make: () => T | Promise<T>): Promise<T> => {
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as T;
  const made = await make();
  writeDurably(path, `${JSON.stringify(made, null, 2)}\n`);
  return made;
};

export type Journal<T> = {
  readonly entries: readonly T[];
  /** Resolves when the entry is on disk. Entries given while a sync runs share the next one. */
  append(entry: T): Promise<void>;
  close(): Promise<void>;
};

/**
 * An append-only file of JSON lines. A last line cut by a crash was never answered for, and is dropped.
 * @param keyOf only the latest line of a key counts; at opening the others are left out, so that the file does not grow for ever
 */
export const openJournal = async <T>(path: string, keyOf?: (entry: T) => string): Promise<Journal<T>> => {
  mkdirSync(dirname(path), { recursive: true });
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const written = whole
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);
  const entries = keyOf ? [...new Map(written.map((entry) => [keyOf(entry), entry])).values()] : written;
  if (entries.length < written.length)
    writeDurably(path, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  else if (whole.length < text.length) {
    const cut = openSync(path, 'r+');
    ftruncateSync(cut, Buffer.byteLength(whole));
    closeSync(cut);
  }
  const file = await open(path, 'a', 0o600);
  let waiting: string[] = [];
  let flushing: Promise<void> | undefined;

  const flush = async (): Promise<void> => {
    // One turn of the loop gathers everything that arrived together into one sync.
    await new Promise(setImmediate);
    const lines = waiting;
    waiting = [];
    flushing = undefined;
    await file.appendFile(lines.join(''));
    await file.datasync();
  };
  let last: Promise<void> = Promise.resolve();

  return {
    entries,
    append: (entry) => {
      waiting.push(`${JSON.stringify(entry)}\n`);
      flushing ??= last = last.then(flush);
      return flushing;
    },
    close: async () => {
      await last;
      await file.close();
    },
  };
};
