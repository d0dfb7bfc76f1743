import { citizenOf } from './citizen.ts';
import { unitXml } from './department.ts';
import type { Call, Operation } from './call.ts';
import { childrenOf, demandWhitelisted, notWhitelisted } from './request.ts';
import { xmlText } from './xml.ts';

/** The only system that may look blurrings up (IDSAS operations guide). */
export const LOOKUP_SYSTEM = 'http://system.nspop.dk/sts';

const demandTicketService = ({ ticket }: Call): void => {
  if (ticket.systemName !== LOOKUP_SYSTEM) throw notWhitelisted(ticket.cvr, 'LOOKUP');
};

/** Only the platform's own ticket service asks these, so the forms of its requests are one. */
const plain = (call: Call) => ({ ...call, switches: { ...call.switches, strict: 'unqualified' as const } });

export const getBlurredOrganisations: Operation = (call) => {
  demandTicketService(call);
  const [patientId] = childrenOf(call.request, ['patientId'], plain(call));
  const cpr = patientId ? citizenOf(patientId, plain(call)) : '';
  const organisations = call.register
    .blurredFor(cpr, call.now)
    .map((cvr) => `<organisation><id>${cvr}</id><classification>CVR</classification></organisation>`);
  return {
    asked: cpr,
    content: `<GetBlurredOrganisationsResponse xmlns="${call.namespace}">${organisations.join('')}</GetBlurredOrganisationsResponse>`,
  };
};

export const listAllBlurredOrgs: Operation = (call) => {
  demandTicketService(call);
  childrenOf(call.request, [], plain(call));
  // Two organisations may hold the same unit; the list names it once.
  const units = new Set([...call.register.departments()].map(unitXml));
  return {
    content: `<ListAllBlurredOrgsResponse xmlns="${call.namespace}">${[...units].join('')}</ListAllBlurredOrgsResponse>`,
  };
};

export const getCurrentSalt: Operation = (call) => {
  if (call.ticket.systemName !== LOOKUP_SYSTEM) demandWhitelisted(call, 'SALT');
  return {
    content: `<GetCurrentSaltResponse xmlns="${call.namespace}"><salt>${xmlText(call.register.salt)}</salt></GetCurrentSaltResponse>`,
  };
};
