import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { da as component } from '../../widget/locales/da.ts';
import { da as page } from '../../widget/page/locales/da.ts';
import { departmentsDa } from '../../widget/page/departments/texts.da.ts';
import { onboardingDa } from '../../widget/page/onboarding/texts.da.ts';

const folder = fileURLToPath(new URL('../../docs/guides/', import.meta.url));
const guides = readdirSync(folder).filter((name) => name.endsWith('.md'));
const read = (name: string): string => readFileSync(folder + name, 'utf8');
const texts = JSON.stringify([component, page, onboardingDa, departmentsDa]);
/** Words in bold that are emphasis, not the name of something on the screen. */
const emphasis =
  /^(Det virker, når|Betydelig|OCES3-systemcertifikat|bagefter|ikke|aldrig|alle|whitelistes|Lav prøvekald|(A|The|Wrong) .*)$/;

describe('the guides', () => {
  test('are those the README tells of', () => {
    const readme = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8');
    assert.deepEqual(
      guides.filter((name) => !readme.includes(`docs/guides/${name}`)),
      [],
    );
  });

  for (const name of guides) {
    test(`${name} calls things by the names they have on the screen`, () => {
      const named = [...read(name).matchAll(/\*\*([^*]+?)\.?\*\*/g)].map(([, words = '']) => words);
      assert.deepEqual(
        named.filter((words) => !emphasis.test(words) && !texts.includes(words)),
        [],
      );
    });

    test(`${name} links to what is there, and shows pictures that are there`, () => {
      for (const [, target = ''] of read(name).matchAll(/\]\(([^)#]+)[^)]*\)/g))
        assert.ok(readFileSync(folder + target).byteLength > 0, target);
    });
  }

  test('show every picture that is taken', () => {
    const shown = guides.map(read).join();
    for (const file of readdirSync(`${folder}pictures`)) assert.ok(shown.includes(`pictures/${file}`), file);
  });
});
