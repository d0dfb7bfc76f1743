import { html, type TemplateResult } from 'lit';
import { fieldId, type Faults } from './fields.ts';

type Tone = 'info' | 'success' | 'warning' | 'error';

/** A box of the design system. */
export const alertBox = (tone: Tone, body: unknown, heading?: string): TemplateResult =>
  html`<div class="alert alert-${tone}">
    <div class="alert-body">
      ${heading ? html`<p class="alert-heading">${heading}</p>` : ''}
      <div class="alert-text">${body}</div>
    </div>
  </div>`;

const marks = { done: '✓', attention: '!', missing: '✗' } as const;

/** State as a sign and in words; colour alone says nothing. */
export const stateBadge = (state: keyof typeof marks, words: string): TemplateResult =>
  html`<span class="onboarding-state" data-state=${state}
    ><span class="onboarding-mark" aria-hidden="true">${marks[state]}</span> ${words}</span
  >`;

/** Everything wrong with a form, each a link to its field. Focus goes here. */
export const faultSummary = (form: string, heading: string, faults: Faults): TemplateResult =>
  html`<div
    class="alert alert-error"
    id="${form}-faults"
    tabindex="-1"
    role="group"
    aria-labelledby="${form}-faults-title"
  >
    <div class="alert-body">
      <p class="alert-heading" id="${form}-faults-title">${heading}</p>
      <ul class="alert-text">
        ${Object.entries(faults).map(
          ([pointer, text]) =>
            html`<li>
              <a
                href="#${fieldId(form, pointer)}"
                @click=${(event: Event) => {
                  // The address belongs to the router; the link only moves the focus.
                  event.preventDefault();
                  event.stopPropagation();
                  document.getElementById(fieldId(form, pointer))?.focus();
                }}
                >${text}</a
              >
            </li>`,
        )}
      </ul>
    </div>
  </div>`;
