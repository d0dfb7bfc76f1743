import { defineSloering } from '../define-sloering.ts';
import { SloeringPage } from './app.ts';
import { defineOnboarding } from './onboarding/define.ts';
import { NoticesPage } from './notices/notices.ts';
import { OpenLoginsView } from './views/open-logins.ts';
import { OwnRegistrationsView } from './views/own-registrations.ts';
import { RegisterView } from './views/register.ts';

/** Entry of the hosted page: registers its elements, the component among them. */
defineSloering();
customElements.define('sloering-register', RegisterView);
customElements.define('sloering-own-registrations', OwnRegistrationsView);
customElements.define('sloering-open-logins', OpenLoginsView);
customElements.define('sloering-notices', NoticesPage);
defineOnboarding();
customElements.define('sloering-page', SloeringPage);
