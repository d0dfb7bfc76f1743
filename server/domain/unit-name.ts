/** Letters and digits in lower case, a space before every word: so a word is found from its beginning. */
export const searchText = (name: string): string =>
  wordsOf(name)
    .map((word) => ` ${word}`)
    .join('');

/** The words of a name or of a question. What is no letter or digit parts words, so no search sign of a database survives. */
export const wordsOf = (text: string): string[] =>
  text
    .normalize('NFC')
    .toLocaleLowerCase('da')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/** The first three letters of every word, each once: what the index is asked for. */
export const beginnings = (name: string): string[] => [
  ...new Set(wordsOf(name).map((word) => word.slice(0, 3))),
];

/** Letters a word must have before it is searched for: fewer would find a tenth of the nation. */
export const shortestWord = 3;
