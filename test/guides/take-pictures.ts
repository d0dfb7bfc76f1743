/**
 * `npm run pictures`: takes the guides' pictures anew from the running demo, so that they show what there is. Each is named for where it
 * is used; `guides.test.ts` knows them all.
 */
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { openDemo } from '../e2e/demo.ts';
import { logIn } from '../e2e/hosted-page.ts';

export type Picture = { person: string; path: string; before?: (page: Page) => Promise<void> };

const pictures: Record<string, Picture> = {
  settings: { person: 'Dorte Systemgaard', path: '/settings' },
  'record-system': {
    person: 'Dorte Systemgaard',
    path: '/settings',
    before: async (page) => {
      await page.getByRole('button', { name: 'Tilføj journalsystem' }).click();
      await page
        .getByRole('heading', { name: /journalsystem/i })
        .last()
        .scrollIntoViewIfNeeded();
    },
  },
  municipalities: { person: 'Lis Landsdækker', path: '/municipalities' },
};

const demo = await openDemo();
try {
  for (const [name, { person, path, before }] of Object.entries(pictures)) {
    const page = await logIn(demo, person, { path });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    await before?.(page);
    const file = fileURLToPath(new URL(`../../docs/guides/pictures/${name}.png`, import.meta.url));
    await page.screenshot({ path: file });
    await page.context().close();
  }
} finally {
  await demo.close();
}
