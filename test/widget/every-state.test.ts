import { expect } from './support/expect.ts';
import 'axe-core/axe.min.js';
import type axeCore from 'axe-core';
import { scripted, scripts } from './support/states.ts';

declare const axe: typeof axeCore;

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const violations = async (element: Element): Promise<string[]> => {
  // The rules about landmarks and page structure belong to the host page.
  const { violations: found } = await axe.run(element, {
    runOnly: tags,
    rules: { region: { enabled: false } },
  });
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
};

describe('accessibility of every screen', () => {
  afterEach(() => {
    document.body.replaceChildren();
    document.documentElement.removeAttribute('class');
  });

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    '.dark{color-scheme:dark;background:#16191d;color:#f2f3f4}.light{color-scheme:light;background:#fff;color:#1a1a1a}',
  );
  before(() => document.adoptedStyleSheets.push(sheet));

  for (const name of Object.keys(scripts))
    for (const look of ['light', 'dark'])
      for (const lang of ['da', 'en'])
        it(`${name} has no axe violation, ${look}, ${lang}`, async () => {
          document.documentElement.className = look;
          const { element } = await scripted(name, { lang });
          expect(await violations(element)).to.deep.equal([]);
        });

  for (const name of ['ready', 'in force', 'error'])
    it(`${name} has no axe violation in the dialog`, async () => {
      const { element } = await scripted(name, { mode: 'dialog' });
      expect(element.shadowRoot?.querySelector('dialog')?.open).to.equal(true);
      expect(await violations(element)).to.deep.equal([]);
      element.close();
    });

  it('finds a fault that is put there on purpose, so that silence means something', async () => {
    const { element } = await scripted('ready');
    element.shadowRoot?.querySelector('label[for="days"]')?.remove();
    expect((await violations(element)).join()).to.contain('label');
  });
});
