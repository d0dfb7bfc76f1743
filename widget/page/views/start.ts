import { html } from 'lit';
import type { ShownPage } from '../shown-page.ts';
import { menuFor } from '../router.ts';
import { welcome } from './closed.ts';

/** The front page: what this is for who is outside, what one can do for who is inside. */
export const start = (page: ShownPage): unknown => {
  const { t, session, login } = page;
  if (!session) return welcome(t, login === 'unreachable', () => void page.load());
  const actions = menuFor(session.permissions);
  return html`
    <h1 tabindex="-1">${t.service}</h1>
    <p class="font-lead">
      ${session.organisation.name}: ${session.roles.map((role) => t.roles[role]).join(', ')}
    </p>
    ${session.permissions.decide ? html`<sloering-waiting .page=${page.context}></sloering-waiting>` : ''}
    ${session.permissions.register ? html`<p><strong>${t.start.danger}</strong></p>` : ''}
    ${
      actions.length === 0
        ? html`<p>${t.start.withoutRole}</p>`
        : html`<ul class="actions-list no-max-width">
            ${actions.map(
              ({ path, name }) => html`
                <li>
                  <a href=${path}>
                    <strong>${t.places[name]}</strong>
                    <span>${t.start.actions[name as keyof typeof t.start.actions]}</span>
                  </a>
                </li>
              `,
            )}
          </ul>`
    }
  `;
};
