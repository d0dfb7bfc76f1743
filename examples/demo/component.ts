import { spawn } from 'node:child_process';
import { globSync, statSync } from 'node:fs';

const manifests = ['dist/widget/manifest.json', 'dist/page/manifest.json'];
const configurations = ['rollup.config.mjs', 'rollup.page.config.mjs'];
const sources = ['widget/**/*.ts', 'widget/**/*.css', 'shared/**/*.ts', ...configurations, 'package.json'];

const changedAt = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Builds the component and the hosted page unless what is built is newer than everything it is made from. */
export const buildComponent = async (): Promise<'built' | 'up to date'> => {
  const built = Math.min(...manifests.map(changedAt));
  if (built > Math.max(...globSync(sources).map(changedAt))) return 'up to date';
  await Promise.all(configurations.map(bundle));
  return 'built';
};

const bundle = (configuration: string): Promise<void> =>
  new Promise((done, failed) => {
    const child = spawn(
      process.execPath,
      ['node_modules/rollup/dist/bin/rollup', '-c', configuration, '--silent'],
      { stdio: 'inherit' },
    );
    child.once('exit', (code) =>
      code === 0 ? done() : failed(new Error('the component and the page could not be built')),
    );
  });
