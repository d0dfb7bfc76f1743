import { html } from 'lit';
import type { SessionContext } from '../../../shared/api.ts';
import { shortDate } from '../../dates.ts';
import type { Locale } from '../../locales/locale.ts';
import type { View } from './scene.ts';

/** Whom this is about. Isolated direction: a name with right-to-left marks must not reorder the number beside it. */
export const banner = ({ citizen }: SessionContext, t: Locale): View => html`
  <dl class="banner" part="banner context">
    ${
      citizen.name
        ? html`<div part="context-item">
            <dt>${t.citizen}</dt>
            <dd class="name"><bdi>${citizen.name}</bdi></dd>
          </div>`
        : ''
    }
    <div part="context-item">
      <dt>${t.born}</dt>
      <dd>${shortDate(`${citizen.birth_date}T12:00:00Z`, t.code)}</dd>
    </div>
    <div class="cpr" part="context-item">
      <dt>${t.cpr}</dt>
      <dd>${citizen.masked_cpr}</dd>
    </div>
  </dl>
`;
