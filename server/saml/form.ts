import { must, refuse, type RuleCode } from './rules.ts';

/** One parameter as it was sent and as it reads. */
export type Parameter = { raw: string; value: string };

/**
 * Parameters of a query string or a form body. Names that are written in escapes or come twice are refused: another reader of the
 * same bytes might take the other one.
 * @throws Refusal
 */
export const parameters = (text: string, rule: RuleCode): Map<string, Parameter> => {
  const found = new Map<string, Parameter>();
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    const name = at < 0 ? pair : pair.slice(0, at);
    const raw = at < 0 ? '' : pair.slice(at + 1);
    must(/^[A-Za-z0-9_.-]+$/.test(name) && !found.has(name), rule);
    found.set(name, { raw, value: decode(raw, rule) });
  }
  return found;
};

const decode = (raw: string, rule: RuleCode): string => {
  try {
    return decodeURIComponent(raw.replaceAll('+', ' '));
  } catch {
    return refuse(rule);
  }
};
