import type { Operation } from './call.ts';
import { createBlurring } from './citizen.ts';
import { createOrgBlurring, listOwnUnits, removeOrgBlurring } from './department.ts';
import { getBlurredOrganisations, getCurrentSalt, listAllBlurredOrgs } from './lookup.ts';

const SLOERING = 'http://sundhedsdatastyrelsen.dk/identitetssloering';
const NAMESPACE_2023 = `${SLOERING}/2023/06/01/`;
const NAMESPACE_2024 = `${SLOERING}/2024/01/24/`;
const NTS_NAMESPACE = 'http://nspop.dk/nts/2013/05';

/** One interface at one address: what the gateway routes on, and what stands in the body. */
export type Endpoint = {
  readonly namespace: string;
  /** By SOAPAction. */
  readonly operations: Readonly<Record<string, { readonly name: string; readonly run: Operation }>>;
};

const interfaceOf = (
  namespace: string,
  operations: Readonly<Record<string, Operation>>,
  actionOf = (name: string) => `${namespace}#${name}`,
): Endpoint => ({
  namespace,
  operations: Object.fromEntries(
    Object.entries(operations).map(([name, run]) => [actionOf(name), { name, run }]),
  ),
});

/** Everything the platform answers SOAP at, besides the ticket service. */
export const endpoints: Readonly<Record<string, Endpoint>> = {
  // The only action seen for this version is the bare name, in an audit record of June 2023.
  '/idsas-registration/20230601/registration': interfaceOf(
    NAMESPACE_2023,
    { CreateBlurring: createBlurring },
    (name) => name,
  ),
  '/idsas-registration/20240124/registration': interfaceOf(NAMESPACE_2024, {
    CreateBlurring: createBlurring,
    CreateOrgBlurring: createOrgBlurring,
    RemoveOrgBlurring: removeOrgBlurring,
  }),
  '/idsas-lookup/20240124/lookup': interfaceOf(NAMESPACE_2024, {
    GetBlurredOrganisations: getBlurredOrganisations,
    ListAllBlurredOrgs: listAllBlurredOrgs,
    ListOrgBlurringsForCVR: listOwnUnits,
  }),
  '/idsas-salt/20230601/salt': interfaceOf(NAMESPACE_2023, { GetCurrentSalt: getCurrentSalt }),
  // Validates ticket and headers of any request and ignores the body (NSP page 51511406).
  '/nts/service': interfaceOf(NTS_NAMESPACE, {
    invoke: () => ({ content: `<invokeResponse xmlns="${NTS_NAMESPACE}"/>` }),
  }),
};

export { LOOKUP_SYSTEM } from './lookup.ts';
