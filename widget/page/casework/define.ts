import { CaseFileView } from './case-file.ts';
import { DueView } from './due.ts';
import { InboxView } from './inbox.ts';
import { OverviewView } from './overview.ts';

/** Registers the views of casework. */
export const defineCasework = (): void => {
  customElements.define('sloering-inbox', InboxView);
  customElements.define('sloering-due', DueView);
  customElements.define('sloering-overview', OverviewView);
  customElements.define('sloering-case', CaseFileView);
};
