const sheetText = ':host{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}';

/**
 * A live region in the document itself. Chrome has been seen to keep silent about regions deep in shadow trees; some
 * hosts therefore ask for `announce="document"`. Its look comes from a constructed sheet, so strict CSP holds.
 */
export const documentRegion = (): { say: (text: string) => void; remove: () => void } => {
  const region = document.createElement('div');
  region.setAttribute('role', 'status');
  const root = region.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(sheetText);
  root.adoptedStyleSheets = [sheet];
  root.append(document.createElement('slot'));
  document.body.append(region);
  return { say: (text) => (region.textContent = text), remove: () => region.remove() };
};
