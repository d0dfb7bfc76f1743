/** Lines of a text area, trimmed; empty ones and repetitions are left out. */
export const linesOf = (text: string): string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
];

/** `{}` in the text is where the values go, in order. */
export const put = (text: string, ...values: (string | number)[]): string =>
  values.reduce<string>((filled, value) => filled.replace('{}', () => String(value)), text);
