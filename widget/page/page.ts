import { defineSloering } from '../define-sloering.ts';
import { SloeringPage } from './app.ts';
import { AuditView } from './audit/audit-log.ts';
import { defineCasework } from './casework/define.ts';
import { defineDepartments } from './departments/define.ts';
import { defineFigures } from './figures/define.ts';
import { defineOnboarding } from './onboarding/define.ts';
import { RetentionPage } from './retention/retention.ts';
import { NoticesPage } from './notices/notices.ts';
import { OpenLoginsView } from './views/open-logins.ts';
import { OwnRegistrationsView } from './views/own-registrations.ts';
import { RegisterView } from './views/register.ts';

/** Entry of the hosted page: registers its elements, the component among them. */
defineSloering();
customElements.define('sloering-register', RegisterView);
customElements.define('sloering-own-registrations', OwnRegistrationsView);
customElements.define('sloering-open-logins', OpenLoginsView);
defineCasework();
defineFigures();
customElements.define('sloering-audit', AuditView);
customElements.define('sloering-retention', RetentionPage);
customElements.define('sloering-notices', NoticesPage);
defineOnboarding();
defineDepartments();
customElements.define('sloering-page', SloeringPage);
