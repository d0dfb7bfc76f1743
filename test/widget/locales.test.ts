import { expect } from './support/expect.ts';
import { da } from '../../widget/locales/da.ts';
import { en } from '../../widget/locales/en.ts';
import { nextText, problemText, type ErrorCode } from '../../widget/problems.ts';

const paths = (value: unknown, at = ''): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => paths(inner, `${at}/${key}`))
    : [at];
const words = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(words)
      : [];

const codes: ErrorCode[] = [
  'token_rejected',
  'session_required',
  'session_expired',
  'origin_not_allowed',
  'not_authorised',
  'not_found',
  'method_not_allowed',
  'citizen_id_unsupported',
  'context_changed',
  'idempotency_key_reused',
  'conflict',
  'already_ended',
  'body_invalid',
  'period_over_policy',
  'reason_text_required',
  'reason_text_not_allowed',
  'reason_text_too_long',
  'reason_text_control_characters',
  'reason_unknown',
  'cvr_not_allowed',
  'acknowledgement_required',
  'body_too_large',
  'unsupported_media_type',
  'rate_limited',
  'store_unavailable',
  'unknown',
  'config',
  'token_provider_failed',
  'network',
  'offline',
  'load_timeout',
];

describe('the texts', () => {
  it('are the same ones in both languages', () => {
    expect(paths(en)).to.deep.equal(paths(da));
  });
  it('are never empty', () => {
    for (const text of [...words(da), ...words(en)]) expect(text.trim()).to.not.equal('');
  });
  it('never blame technology, promise anonymity or speak of hiding', () => {
    expect(words(da).join('\n')).to.not.match(/teknisk fejl|anonymiser|skjul/i);
  });
  for (const code of codes)
    it(`say for ${code} what happened and what to do now, in both languages`, () => {
      for (const { problems, next } of [da, en]) {
        expect(problems[problemText(code)]).to.match(/[.]$/);
        expect(next[nextText[problemText(code)]]).to.match(/[.]$/);
      }
    });
});
