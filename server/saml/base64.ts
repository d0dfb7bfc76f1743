import { refuse, type RuleCode } from './rules.ts';

/** Bytes of strict base64: padding required, no stray bits; line breaks are allowed because senders wrap at 76. @throws Refusal */
export const base64 = (text: string, rule: RuleCode = 'encoding'): Buffer => {
  const joined = text.replace(/[\r\n]/g, '');
  const bytes = Buffer.from(joined, 'base64');
  return joined !== '' && bytes.toString('base64') === joined ? bytes : refuse(rule);
};

/** The same for base64 inside XML, where any white space is layout (XML-DSig 4.3). */
export const base64InXml = (text: string | undefined, rule: RuleCode): Buffer =>
  base64((text ?? '').replace(/[ \t\r\n]/g, ''), rule);
