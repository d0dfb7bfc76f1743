import { html } from 'lit';
import { subheading, type Scene, type View } from './scene.ts';

/** What a blurring does and does not do, where people decide (product rule 9). Open on the last page before it is done. */
export const coverage = (scene: Scene, open: boolean): View => {
  const { t } = scene;
  const list = (title: string, items: readonly string[]): View =>
    html`<div>
      ${subheading(title, scene)}
      <ul>
        ${items.map((item) => html`<li>${item}</li>`)}
      </ul>
    </div>`;
  return html`<details ?open=${open}>
    <summary>${t.coverage}</summary>
    <div class="coverage">${list(t.coversTitle, t.covers)} ${list(t.coversNotTitle, t.coversNot)}</div>
  </details>`;
};
