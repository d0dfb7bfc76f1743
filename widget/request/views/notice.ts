import { html, nothing } from 'lit';
import { fill } from '../../locales/fill.ts';
import { nextText, problemText, type Failure } from '../../problems.ts';
import type { State } from '../machine.ts';
import { heading, type Scene, type View } from './scene.ts';

export const loading = (scene: Scene): View => html`
  ${heading(scene.t.title, scene)}
  <p><span class="spinner" part="spinner"></span>${scene.t.loading}</p>
`;

/** What happened, what to do now, and the reference to quote. */
export const problem = (failure: Failure, kept: boolean, scene: Scene): View => {
  const { t } = scene;
  const code = problemText(failure.code);
  return html`
    ${heading(t.problems[code], scene)} ${scene.hostTells ? '' : html`<p>${t.next[nextText[code]]}</p>`}
    ${failure.reference ? html`<p>${t.reference}: <span class="reference" part="reference">${failure.reference}</span></p>` : ''}
    ${choices(scene, actOn(failure, kept, scene), failure.retryable ? t.retry : t.back)}
  `;
};

/** What was typed is kept, also where trying again is of no use. */
const actOn = (failure: Failure, kept: boolean, { apply }: Scene): (() => void) | undefined => {
  if (failure.retryable) return () => apply({ type: 'retry' });
  return kept ? () => apply({ type: 'back' }) : undefined;
};

export const offline = (state: State, scene: Scene): View => {
  const { t } = scene;
  const sending = 'task' in state && state.task;
  return html`
    ${heading(t.offline, scene)}
    <p>${sending ? t.offlineSaved : t.offlineText}</p>
    ${choices(scene, () => scene.apply({ type: 'retry' }), t.retry)}
  `;
};

export const expired = (scene: Scene): View => html`
  ${heading(scene.t.expired, scene)}
  <p>${scene.t.expiredText}</p>
  ${choices(scene, scene.resume, scene.t.goOn)}
`;

export const contextChanged = (scene: Scene): View => html`
  ${heading(scene.t.problems.context_changed, scene)}
  <p>${scene.t.next.cleared}</p>
  ${choices(scene, undefined, '')}
`;

/** Two minutes before the session ends (WCAG 2.2.1). */
export const expiring = ({ t, secondsLeft, keepAlive }: Scene): View => html`
  <div class="note" role="group" aria-labelledby="expiring">
    <p id="expiring">${fill(t.expiring, Math.ceil(secondsLeft / 60))}</p>
    <div class="actions"><button type="button" @click=${keepAlive}>${t.goOn}</button></div>
  </div>
`;

export const leaving = ({ t, discard, stay }: Scene): View => html`
  <div class="note" role="group" aria-labelledby="leave">
    <p id="leave"><strong>${t.leave}</strong> ${t.leaveText}</p>
    <div class="actions">
      <button type="button" id="stay" aria-describedby="leave" @click=${stay}>${t.stay}</button>
      <button type="button" @click=${discard}>${t.discard}</button>
    </div>
  </div>
`;

const choices = (scene: Scene, act: (() => void) | undefined, label: string): View => html`
  <slot name="help"></slot>
  <div class="actions" part="actions">
    ${act ? html`<button type="button" class="primary" @click=${act}>${label}</button>` : nothing}
    <button type="button" part="cancel" @click=${scene.cancel}>${scene.t.close}</button>
  </div>
`;
