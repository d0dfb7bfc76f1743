import type { Call, Operation } from './call.ts';
import { SoapFault } from './reply.ts';
import { childrenOf, demandWhitelisted, malformed, success } from './request.ts';

type Unit = { readonly id: string; readonly classification: 'SOR' | 'SHAK' };

const patterns = { SOR: /^\d{6,18}$/, SHAK: /^[0-9A-Z]{4,7}$/ } as const;

/** The unit of an `org`, known to the organisation register as the caller's own. @throws SoapFault */
const unitOf = (call: Call): Unit => {
  demandWhitelisted(call, 'ORGBLURRING');
  const [org] = childrenOf(call.request, ['org'], call);
  const [id, classification] = org ? childrenOf(org, ['id', 'classification'], call) : [];
  const kind = classification?.content;
  if (kind !== 'SOR' && kind !== 'SHAK') throw malformed('classification skal være SOR eller SHAK');
  if (!id || !patterns[kind].test(id.content)) throw malformed('id er ikke en kode af den art');
  if (call.switches.soresDown) throw new SoapFault('Server', 'processing_problem', 'SORES svarer ikke');
  const unit: Unit = { id: id.content, classification: kind };
  // That a foreign unit is refused is inferred from the check against the organisation register (NSP page 203273153).
  const own = call.register.clients.get(call.ticket.cvr)?.units;
  if (own && !own.some((one) => one.id === unit.id && one.classification === kind))
    throw new SoapFault('Client', 'processing_problem', 'Enheden hører ikke til CVR-nummeret');
  return unit;
};

/** Without an end; creating an existing one again changes nothing (assumed, not documented). */
export const createOrgBlurring: Operation = (call) => ({
  unit: { ...unitOf(call), blurred: true },
  content: success('CreateOrgBlurring', call),
});

export const removeOrgBlurring: Operation = (call) => ({
  unit: { ...unitOf(call), blurred: false },
  content: success('RemoveOrgBlurring', call),
});

export const unitXml = ({ id, classification }: Unit): string =>
  `<org><id>${id}</id><classification>${classification}</classification></org>`;

/** The caller's own blurred units. Name and shape are announced, not published (NSP page 220266623). */
export const listOwnUnits: Operation = (call) => {
  demandWhitelisted(call, 'ORGBLURRING');
  childrenOf(call.request, [], call);
  const units = [...call.register.departments()].filter(({ cvr }) => cvr === call.ticket.cvr);
  return {
    content: `<ListOrgBlurringsForCVRResponse xmlns="${call.namespace}">${units.map(unitXml).join('')}</ListOrgBlurringsForCVRResponse>`,
  };
};
