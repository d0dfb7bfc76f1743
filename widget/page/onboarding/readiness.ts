import { html, nothing, type TemplateResult } from 'lit';
import type { MunicipalityView, ReadinessItem } from '../../../shared/page-api.ts';
import { clockTime, shortDate } from '../../dates.ts';
import { put } from './lines.ts';
import { alertBox, stateBadge } from './messages.ts';
import { explained } from './pick.ts';
import type { OnboardingTexts, SectionName } from './texts.ts';

/** Where each line is put right. */
const sectionOf: Readonly<Record<ReadinessItem, SectionName>> = {
  organisation: 'organisation',
  certificate: 'certificates',
  test_call: 'test_calls',
  administrator: 'roles',
  staff: 'roles',
  record_system: 'record_systems',
  policy: 'policy',
  guidelines: 'guidelines',
  reasons: 'reasons',
};

/** The list at the top: what is done, what is missing, how to get it and where. */
export const readinessList = (
  t: OnboardingTexts,
  { readiness, record_systems }: MunicipalityView,
  locale: string,
  go: (section: SectionName) => void,
): TemplateResult => {
  const r = t.readiness;
  const missing = readiness.some(({ state }) => state === 'missing');
  const done = readiness.filter(({ state }) => state !== 'missing').length;
  return html`<h2>${r.title}</h2>
    ${alertBox(missing ? 'info' : 'success', missing ? r.notDone : r.allDone, put(r.count, done, readiness.length))}
    <ul class="onboarding-readiness">
      ${readiness.map(({ item, state, code, cvr, iss, at }) => {
        const [means, todo] = explained(t, code);
        const section = sectionOf[item];
        const about = iss
          ? (record_systems.find((one) => one.iss === iss)?.name ?? iss)
          : cvr && `CVR ${cvr}`;
        return html`<li>
          <p class="onboarding-line">
            ${stateBadge(state, r.states[state])}
            <strong>${r.items[item]}${about ? `, ${about}` : ''}</strong>
          </p>
          ${state === 'done' ? nothing : html`<p>${means} ${todo}</p>`}
          ${at ? html`<p class="form-hint">${put(r.checked, `${shortDate(at, locale)} ${clockTime(at, locale)}`)}</p>` : nothing}
          ${
            state === 'done'
              ? nothing
              : html`<details class="onboarding-more">
                    <summary>${r.howTitle}<span class="sr-only">: ${r.items[item]}</span></summary>
                    <p>${r.how[item]}</p>
                  </details>
                  <p>
                    <button
                      type="button"
                      class="button button-tertiary onboarding-go"
                      @click=${() => go(section)}
                    >
                      ${put(r.go, t.sections[section][0])}
                    </button>
                  </p>`
          }
        </li>`;
      })}
    </ul>`;
};
