// Replaces each part marked data-refresh="/address" when the HTML at that address has changed.
// A part the user has the focus in, or has hidden with the tab, is left alone.
const everyMs = 2000;

for (const part of document.querySelectorAll('[data-refresh]')) {
  let shown = '';
  const refresh = async () => {
    if (document.hidden || part.contains(document.activeElement)) return;
    try {
      const response = await fetch(part.dataset.refresh);
      const html = await response.text();
      if (response.ok && html !== shown) {
        part.innerHTML = html;
        shown = html;
      }
    } catch {
      // The simulator is restarting; the next round tries again.
    }
  };
  setInterval(refresh, everyMs);
}
