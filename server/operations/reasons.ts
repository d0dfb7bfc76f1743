import type { Bilingual } from '../../shared/api.ts';
import words from './reasons.json' with { type: 'json' };

/** A code in plain words: what has happened, and what a person can do about it. */
export type Reason = { what: Bilingual; todo: Bilingual };

type Entry = Bilingual & { todo: string };
const codes: Readonly<Record<string, Entry>> = words.codes;
const todos: Readonly<Record<string, Bilingual>> = words.todos;

/** Codes that have words of their own; the others belong to a family by how they begin. */
export const knownCodes: readonly string[] = Object.keys(codes);

/** A code of the relay, the register or the ticket service in plain words. Every code has some. */
export const reasonOf = (code: string): Reason => {
  const own = Object.hasOwn(codes, code) ? codes[code] : undefined;
  const { da, en, todo } =
    own ?? words.families.find(({ begins }) => code.startsWith(begins)) ?? words.unknown;
  return { what: { da, en }, todo: todos[todo] ?? { da: '', en: '' } };
};
