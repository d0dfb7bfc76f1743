import type { XmlElement } from 'libxml2-wasm';
import type { Switches } from './control.ts';
import type { Call, Operation } from './call.ts';
import { SoapFault } from './reply.ts';
import { childrenOf, demandWhitelisted, malformed, success } from './request.ts';

/** The citizen of a `patientId`. @throws SoapFault */
export const citizenOf = (patientId: XmlElement, call: Pick<Call, 'namespace' | 'switches'>): string => {
  const [id, classification] = childrenOf(patientId, ['id', 'classification'], call);
  if (classification?.content !== 'CPR') throw malformed('classification skal være CPR');
  // Ten digits and no more: test numbers have impossible days, and real ones need not satisfy modulus 11.
  if (!id || !/^\d{10}$/.test(id.content)) throw malformed('id skal være et CPR-nummer med ti cifre');
  return id.content;
};

const endOf = (text: string, now: number, switches: Switches): number => {
  const end = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(end)) throw malformed('endDateTime er ikke et tidspunkt');
  const limit = new Date(now);
  limit.setUTCFullYear(limit.getUTCFullYear() + 2);
  if (end > limit.getTime()) throw malformed('endDateTime må højst være to år frem');
  const tolerance = switches.rejectPastToleranceSeconds;
  if (tolerance !== null && end < now - tolerance * 1000) throw malformed('endDateTime er passeret');
  return end;
};

/** Create, change and end are the same call; the last one counts (NSP pages 214144850, 220266623). */
export const createBlurring: Operation = (call) => {
  const { request, switches, now } = call;
  demandWhitelisted(call, 'BLURRING');
  const [patientId, endDateTime] = childrenOf(request, ['patientId', 'endDateTime'], call);
  if (!patientId || !endDateTime) throw malformed('patientId og endDateTime kræves');
  const cpr = citizenOf(patientId, call);
  const end = endOf(endDateTime.content, now, switches);
  if (switches.personInformationDown)
    throw new SoapFault('Server', 'processing_problem', 'PersonInformation svarer ikke');
  if (switches.unknownCpr.includes(cpr))
    throw new SoapFault('Client', 'processing_problem', 'Borgeren findes ikke i CPR');
  return { citizen: { cpr, end }, content: success('CreateBlurring', call) };
};
