import { defineConfig } from 'eslint/config';
import { configs as lit } from 'eslint-plugin-lit';
import { configs as wc } from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

// The composition root hands the clock and the random source in; everything else must be repeatable in a test.
const timeAndChance = [
  { object: 'Date', property: 'now', message: 'The clock is injected.' },
  { object: 'performance', property: 'now', message: 'The clock is injected.' },
  { object: 'Math', property: 'random', message: 'Randomness is injected.' },
];
const currentDate = [
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0], CallExpression[callee.name="Date"]',
    message: 'The clock is injected.',
  },
];
const noMarkupFromText = {
  patterns: [
    {
      group: ['lit/directives/unsafe-*'],
      message: 'Text from elsewhere must never become markup (script injection).',
    },
  ],
};
const noSleep = {
  paths: [
    { name: 'node:timers/promises', message: 'Wait for a signal (test/support/signals.ts), not for time.' },
  ],
};

export default defineConfig(
  {
    ignores: [
      '**/node_modules/',
      'dist/',
      'coverage/',
      '.data/',
      '.cache/',
      'server/store/migrations/',
      'examples/*/public/',
      'test/architecture/fixtures/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' } },
  {
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'no-constant-condition': 'error',
      'no-control-regex': 'error',
      'no-empty': 'error',
      'no-eval': 'error',
      'no-misleading-character-class': 'error',
      'no-self-assign': 'error',
      'no-template-curly-in-string': 'error',
      'no-unsafe-finally': 'error',
      'no-useless-escape': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['test', 'it', 'describe', 'suite'] },
          ],
        },
      ],
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        // `const { secret, ...rest } = value` is how a field is left out.
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // A port is a record of functions that use no `this`; taking one out of it is safe.
      '@typescript-eslint/unbound-method': 'off',
      // A port is asynchronous whether or not the implementation at hand has anything to wait for.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['{server,shared,widget,examples,scripts}/**/*.ts'],
    rules: { 'max-lines': ['error', { max: 300 }] },
  },
  {
    // Every table once, in one list: cut up, its foreign keys would cross files (DECISIONS.md).
    files: ['server/store/schema.ts'],
    rules: { 'max-lines': ['error', { max: 400 }] },
  },
  {
    files: ['server/**/*.ts', 'shared/**/*.ts'],
    ignores: ['server/main.ts', 'server/start.ts'],
    rules: {
      'no-restricted-properties': ['error', ...timeAndChance],
      'no-restricted-syntax': ['error', ...currentDate],
    },
  },
  {
    files: ['server/domain/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', 'crypto', 'process', 'fetch', 'setTimeout', 'setInterval'] },
  },
  {
    files: ['widget/**/*.ts'],
    extends: [lit['flat/recommended'], wc['flat/recommended']],
    rules: {
      'no-restricted-imports': ['error', noMarkupFromText],
      // Elements are classes, where a method taken out of its object does lose it.
      '@typescript-eslint/unbound-method': 'error',
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-console': 'off',
      'no-restricted-imports': ['error', noSleep],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  { files: ['scripts/**', 'examples/demo/**'], rules: { 'no-console': 'off' } },
);
