import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { writeBrowserTotals } from './test/run/browser-reporter.ts';
import { chromeFlags, findChrome } from './test/support/chrome.ts';

const totalsFile = process.env.TEST_TOTALS_FILE;

export default {
  files: 'test/widget/**/*.test.ts',
  nodeResolve: true,
  plugins: [
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: fileURLToPath(new URL('widget/tsconfig.json', import.meta.url)),
    }),
  ],
  browsers: [chromeLauncher({ launchOptions: { executablePath: await findChrome(), args: chromeFlags } })],
  concurrency: 2,
  // A busy machine is not a fault of the component; what hangs is still found.
  testFramework: { config: { timeout: 30_000 } },
  filterBrowserLogs: ({ args }) => !String(args[0]).startsWith('Lit is in dev mode'),
  reporters: [
    defaultReporter({ reportTestProgress: false }),
    ...(totalsFile === undefined ? [] : [writeBrowserTotals(totalsFile)]),
  ],
  coverage: true,
  coverageConfig: {
    include: ['widget/**'],
    reporters: ['text-summary', 'lcovonly'],
    reportDir: 'coverage',
    threshold: { statements: 80, branches: 80, functions: 70, lines: 80 },
  },
};
