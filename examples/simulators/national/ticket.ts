import type { KeyObject } from 'node:crypto';
import type { XmlElement } from 'libxml2-wasm';
import { SoapFault } from './reply.ts';
import { at, canonical, isSignedBy, samlAttribute, textAt } from './xml.ts';

/** What a verified card says of its holder. */
export type Ticket = {
  readonly cvr: string;
  readonly systemName: string;
  readonly level: number;
  /** When it was issued, as far as the card says: it begins five minutes earlier. */
  readonly issuedAt: number;
  readonly notBefore: number;
  readonly notOnOrAfter: number;
};

/** Reads the card of a request. @throws SoapFault with the texts documented for IDSAS. */
export type TicketCheck = (envelope: XmlElement, now: number, revokedAt: number) => Ticket;

/**
 * Checks cards of requests. A card whose exact canonical bytes were verified before is not verified again: a client
 * uses one card for a day, and the signature would otherwise cost more than the rest of the call.
 */
export const createTicketCheck = (stsKey: KeyObject): TicketCheck => {
  const verified = new Map<string, Ticket>();

  return (envelope, now, revokedAt) => {
    const security = at(envelope, 'soap:Header/wsse:Security');
    if (!security || !textAt(security, 'wsu:Timestamp/wsu:Created')?.endsWith('Z')) {
      throw new SoapFault('Client', 'missing_required_header', 'wsse:Security med Timestamp mangler');
    }
    const assertion = at(security, 'saml:Assertion');
    if (!assertion) throw new SoapFault('Client', 'missing_required_header', 'Sikkerhedsbilletten mangler');
    const bytes = canonical(assertion);
    const ticket = verified.get(bytes) ?? readTicket(assertion, stsKey);
    if (verified.size > 1000) verified.clear();
    verified.set(bytes, ticket);
    if (now < ticket.notBefore) {
      throw new SoapFault('Client', 'expired_idcard', 'Sikkerhedsbilletten er ikke gyldig endnu');
    }
    if (now >= ticket.notOnOrAfter || ticket.issuedAt < revokedAt)
      throw new SoapFault('Client', 'expired_idcard', 'Sikkerhedsbilletten er udløbet');
    if (ticket.level < 3)
      throw new SoapFault('Client', 'security_level_failed', 'Niveau 3 eller højere kræves');
    return ticket;
  };
};

const readTicket = (assertion: XmlElement, stsKey: KeyObject): Ticket => {
  if (!isSignedBy(assertion, stsKey)) {
    throw new SoapFault('Client', 'invalid_signature', 'Sikkerhedsbilletten er ikke valid');
  }
  const conditions = at(assertion, 'saml:Conditions');
  const ticket = {
    cvr: samlAttribute(assertion, 'medcom:CareProviderID') ?? '',
    systemName: samlAttribute(assertion, 'medcom:ITSystemName') ?? '',
    level: Number(samlAttribute(assertion, 'sosi:AuthenticationLevel')),
    issuedAt: Date.parse(assertion.attr('IssueInstant')?.value ?? '') + 5 * 60_000,
    notBefore: Date.parse(conditions?.attr('NotBefore')?.value ?? ''),
    notOnOrAfter: Date.parse(conditions?.attr('NotOnOrAfter')?.value ?? ''),
  };
  const whole = /^\d{8}$/.test(ticket.cvr) && ticket.level > 0 && ticket.notOnOrAfter > ticket.notBefore;
  if (!whole) throw new SoapFault('Client', 'invalid_idcard', 'Sikkerhedsbilletten er ikke valid');
  return ticket;
};
