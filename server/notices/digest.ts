import type { NoticeCounts } from '../domain/notice.ts';
import { mailWords } from './words.ts';

export type Content = { subject: string; text: string; html: string };

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

/** Nothing is fetched when it is opened, and nothing tells us that it was. */
const frame = (language: 'da' | 'en', title: string, body: string): string =>
  `<!doctype html>\n<html lang="${language}">\n<head><meta charset="utf-8"><title>${escape(title)}</title></head>\n<body>\n${body}\n</body>\n</html>\n`;

const anchor = (address: string, text: string): string => `<a href="${escape(address)}">${escape(text)}</a>`;

type Line = { text: string; count: number; within?: true };

const linesOf = (counts: NoticeCounts, language: 'da' | 'en'): Line[] => {
  const t = mailWords[language];
  const { pending, overdue, endingWithin, reviewsDue } = counts;
  const lines: Line[] = [
    { text: t.pending, count: pending },
    { text: t.overdue, count: overdue, within: true },
    { text: t.days30, count: endingWithin.days30 },
    { text: t.days14, count: endingWithin.days14, within: true },
    { text: t.days7, count: endingWithin.days7, within: true },
    { text: t.reviews, count: reviewsDue },
  ];
  return lines.filter(({ count }) => count > 0);
};

const subjectOf = ({ pending, endingWithin, reviewsDue }: NoticeCounts, language: 'da' | 'en'): string => {
  const { subject } = mailWords[language];
  if (pending > 0) return subject.pending(pending);
  return endingWithin.days30 > 0 ? subject.ending(endingWithin.days30) : subject.reviews(reviewsDue);
};

type Digest = {
  counts: NoticeCounts;
  language: 'da' | 'en';
  /** Name of the municipality: some people hold roles at several. */
  organisation: string;
  /** Where to log in, and where to switch off. */
  page: string;
  off: string;
};

/** The digest: counts, the name of the municipality and two addresses of ours; there is no way in for anything else. */
export const digestContent = ({ counts, language, organisation, page, off }: Digest): Content => {
  const t = mailWords[language];
  const subject = `Sløring: ${subjectOf(counts, language)}`;
  const lines = linesOf(counts, language);
  const list = lines.map(({ text, count, within }) => `${within ? '    ' : '- '}${text}: ${count}`);
  const text = [
    ...[t.greeting(organisation), '', ...list, '', `${t.link}:`, page, '', t.rule, ''],
    ...[`${t.off}:`, off, ''],
  ].join('\n');
  const items = lines.map(
    ({ text: said, count, within }) =>
      `<li>${within ? '– ' : ''}${escape(said)}: ${within ? count : `<strong>${count}</strong>`}</li>`,
  );
  const html = frame(
    language,
    subject,
    `<p>${escape(t.greeting(organisation))}</p>\n<ul>\n${items.join('\n')}\n</ul>\n<p>${anchor(page, t.link)}</p>\n` +
      `<p>${escape(t.rule)}</p>\n<p>${anchor(off, t.off)}</p>`,
  );
  return { subject, text, html };
};

/** The mail that carries a code. The code is not in the subject, which shows on locked screens. */
export const codeContent = (code: string, language: 'da' | 'en'): Content => {
  const { code: t } = mailWords[language];
  const subject = `Sløring: ${t.subject}`;
  return {
    subject,
    text: [t.lead, '', code, '', t.rule, '', t.stranger, ''].join('\n'),
    html: frame(
      language,
      subject,
      `<p>${escape(t.lead)}</p>\n<p><strong>${escape(code)}</strong></p>\n<p>${escape(t.rule)}</p>\n<p>${escape(t.stranger)}</p>`,
    ),
  };
};
