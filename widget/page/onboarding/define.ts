import { SloeringMunicipalities } from './municipalities.ts';
import { SloeringMunicipality } from './municipality.ts';
import { CertificateSection } from './sections/certificates.ts';
import { ChangeSection } from './sections/changes.ts';
import { GuidelineSection } from './sections/guidelines.ts';
import { OrganisationSection } from './sections/organisation.ts';
import { PolicySection } from './sections/policy.ts';
import { ReasonSection } from './sections/reasons.ts';
import { RecordSystemSection } from './sections/record-systems.ts';
import { RoleSection } from './sections/roles.ts';
import { TestCallSection } from './sections/test-calls.ts';

const elements: readonly (readonly [name: string, element: CustomElementConstructor])[] = [
  ['sloering-organisation', OrganisationSection],
  ['sloering-certificates', CertificateSection],
  ['sloering-test-calls', TestCallSection],
  ['sloering-record-systems', RecordSystemSection],
  ['sloering-roles', RoleSection],
  ['sloering-policy', PolicySection],
  ['sloering-reasons', ReasonSection],
  ['sloering-guidelines', GuidelineSection],
  ['sloering-changes', ChangeSection],
  ['sloering-municipality', SloeringMunicipality],
  ['sloering-municipalities', SloeringMunicipalities],
];

/** Makes the elements of the settings known to the browser; again is harmless. */
export const defineOnboarding = (): void => {
  for (const [name, element] of elements) if (!customElements.get(name)) customElements.define(name, element);
};
