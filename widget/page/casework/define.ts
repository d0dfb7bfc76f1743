import { CaseFileView } from './case-file.ts';
import { AccessView } from './access.ts';
import { DueView } from './due.ts';
import { ExtractView } from './extract.ts';
import { InboxView } from './inbox.ts';
import { OverviewView } from './overview.ts';
import { WaitingView } from './waiting.ts';

/** Registers the views of casework. */
export const defineCasework = (): void => {
  customElements.define('sloering-inbox', InboxView);
  customElements.define('sloering-waiting', WaitingView);
  customElements.define('sloering-due', DueView);
  customElements.define('sloering-overview', OverviewView);
  customElements.define('sloering-case', CaseFileView);
  customElements.define('sloering-extract', ExtractView);
  customElements.define('sloering-access-request', AccessView);
};
