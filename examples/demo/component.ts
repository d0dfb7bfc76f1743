import { spawn } from 'node:child_process';
import { globSync, statSync } from 'node:fs';

const manifest = 'dist/widget/manifest.json';
const sources = ['widget/**/*.ts', 'shared/**/*.ts', 'rollup.config.mjs', 'package.json'];

const changedAt = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Builds the component unless the built one is newer than everything it is made from. */
export const buildComponent = async (): Promise<'built' | 'up to date'> => {
  const built = changedAt(manifest);
  if (built > Math.max(...globSync(sources).map(changedAt))) return 'up to date';
  await new Promise<void>((done, failed) => {
    const child = spawn(process.execPath, ['node_modules/rollup/dist/bin/rollup', '-c', '--silent'], {
      stdio: 'inherit',
    });
    child.once('exit', (code) =>
      code === 0 ? done() : failed(new Error('the component could not be built')),
    );
  });
  return 'built';
};
