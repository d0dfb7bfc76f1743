import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { birthDateOf, parseCpr, passesModulus11 } from '../../shared/cpr.ts';
import { isCvr } from '../../shared/cvr.ts';
import { isShak, isSor, passesVerhoeff } from '../../shared/org-id.ts';

suite('CPR numbers', () => {
  test('are read with or without hyphen or space', () => {
    for (const text of ['2512489996', '251248-9996', '251248 9996', ' 2512489996 ']) {
      assert.deepEqual(parseCpr(text), { kind: 'cpr', digits: '2512489996' }, text);
    }
  });

  test('without a valid check digit are numbers like any other', () => {
    for (const digits of ['2512489996', '2512484916', '0108109996', '0101010001']) {
      assert.deepEqual(parseCpr(digits), { kind: 'cpr', digits });
    }
    assert.equal(passesModulus11('2512489996'), false);
    // A birth date of 1858, so that the number is nobody's.
    assert.equal(passesModulus11('0101585018'), true);
    assert.equal(passesModulus11('0101585019'), false);
  });

  test('of other form or with a day that does not exist are refused, with the reason', () => {
    for (const text of [
      '',
      '251248999',
      '25124899960',
      '2512-489996',
      '251248--9996',
      '25124899X6',
      '２５１２４８９９９６',
    ]) {
      assert.equal(parseCpr(text), 'form', text);
    }
    for (const text of ['0001019996', '3201019996', '3102019996', '0113019996', '2902010001']) {
      assert.equal(parseCpr(text), 'date', text);
    }
  });

  test('have their century from the seventh digit', () => {
    const table: [cpr: string, born: string][] = [
      ['0101000000', '1900-01-01'],
      ['0101993999', '1999-01-01'],
      ['0101364000', '2036-01-01'],
      ['0101374000', '1937-01-01'],
      ['0101575000', '2057-01-01'],
      ['0101585000', '1858-01-01'],
      ['0101578000', '2057-01-01'],
      ['0101588000', '1858-01-01'],
      ['0101369000', '2036-01-01'],
      ['0101379000', '1937-01-01'],
    ];
    for (const [cpr, born] of table) assert.equal(birthDateOf(cpr), born, cpr);
  });

  test('on 29 February exist only in leap years of the century they name', () => {
    assert.equal(birthDateOf('2902004000'), '2000-02-29');
    assert.equal(birthDateOf('2902000000'), undefined);
  });

  test('that replace a missing one are told apart: national 1 and 7, local 0, 5 and 6', () => {
    for (const seventh of ['1', '7']) {
      assert.deepEqual(parseCpr(`010101${seventh}AA1`), { kind: 'x-ecpr', digits: `010101${seventh}AA1` });
    }
    for (const seventh of ['0', '5', '6']) {
      assert.deepEqual(parseCpr(`010101-${seventh}aa1`), { kind: 'd-ecpr', digits: `010101${seventh}AA1` });
    }
    for (const seventh of ['2', '3', '4', '8', '9']) assert.equal(parseCpr(`010101${seventh}AA1`), 'form');
  });
});

suite('CVR numbers', () => {
  test('are eight digits with a weighted sum divisible by 11', () => {
    for (const text of ['29190623', '13748136', '29189366']) assert.ok(isCvr(text), text);
    for (const text of [
      '12345678',
      '29190624',
      '2919062',
      '291906233',
      'DK291906',
      '29 19 06',
      ' 29190623',
    ]) {
      assert.ok(!isCvr(text), text);
    }
  });

  test('with any one digit changed are refused', () => {
    for (let at = 0; at < 8; at += 1) {
      for (let digit = 0; digit < 10; digit += 1) {
        const changed = `${'29190623'.slice(0, at)}${digit}${'29190623'.slice(at + 1)}`;
        assert.equal(isCvr(changed), changed === '29190623', changed);
      }
    }
  });
});

suite('organisation codes', () => {
  const codes = ['325421000016001', '61741000016007', '1133181000016000'];

  test('SOR codes of 14, 15 and 16 digits pass', () => {
    for (const code of codes) assert.ok(isSor(code), code);
  });

  test('Verhoeff finds every changed digit and every swap of neighbours', () => {
    for (const code of codes) {
      for (let at = 0; at < code.length; at += 1) {
        for (let digit = 0; digit < 10; digit += 1) {
          const changed = `${code.slice(0, at)}${digit}${code.slice(at + 1)}`;
          assert.equal(passesVerhoeff(changed), changed === code, changed);
        }
        const swapped = `${code.slice(0, at)}${code[at + 1] ?? ''}${code[at] ?? ''}${code.slice(at + 2)}`;
        assert.equal(passesVerhoeff(swapped), swapped === code, swapped);
      }
    }
  });

  test('SOR codes too short, too long or with other characters are refused', () => {
    for (const text of ['', '0000000000', '0'.repeat(19), '32542100001600x', ' 325421000016001'])
      assert.ok(!isSor(text), text);
  });

  test('SHAK codes are a hospital or a department of one', () => {
    for (const text of ['1301', '130101', '1301010', '1301AB']) assert.ok(isShak(text), text);
    for (const text of ['', '130', '13010', '13010101', '1301-1', '1301ab']) assert.ok(!isShak(text), text);
  });
});
