import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeFault, judgeStsFault } from '../../server/idsas/faults.ts';
import { knownCodes, reasonOf } from '../../server/operations/reasons.ts';

const unknown = reasonOf('no such code anywhere');

test('every code has words in both languages and something to do', () => {
  for (const code of knownCodes) {
    const { what, todo } = reasonOf(code);
    for (const text of [what.da, what.en, todo.da, todo.en]) assert.match(text, /^[A-ZÆØÅ].*\.$/u, code);
  }
});

test('every fault the register or the ticket service can answer with has words of its own', () => {
  const dgws = [
    'processing_problem',
    'invalid_idcard',
    'invalid_certificate',
    'not_authorized',
    'security_level_failed',
    'invalid_username_password',
    'syntax_error',
    'missing_required_header',
    'illegal_http_method',
    'nonrepudiation_not_supported',
    'request_payload_validation_error',
    'response_payload_validation_error',
    'server_error',
    'sosigw_x',
    'expired_idcard',
    'invalid_signature',
    'nobody knows this one',
  ].map((code) => judgeFault(code, undefined));
  const sts = ['wst:FailedAuthentication', 'wst:InvalidRequest', 'wst:RequestFailed', 'wst:Else'].map(
    judgeStsFault,
  );
  for (const verdict of [...dgws, ...sts])
    assert.notDeepEqual(reasonOf('code' in verdict ? verdict.code : ''), unknown, JSON.stringify(verdict));
});

for (const code of [
  'network_reset',
  'network_name',
  'http_503',
  'http_404',
  'reply_too_large',
  'sts_http_502',
  'sts_network_timeout',
])
  test(`${code} has the words of its family`, () => assert.notDeepEqual(reasonOf(code), unknown));

test('a code from outside is only ever looked up, never shown as words', () => {
  for (const code of ['toString', '__proto__', '<script>', '']) assert.deepEqual(reasonOf(code), unknown);
});
