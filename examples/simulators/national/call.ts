import type { XmlElement } from 'libxml2-wasm';
import type { Switches } from './control.ts';
import type { Register } from './register.ts';
import type { Ticket } from './ticket.ts';

/** A call that has passed gateway, headers and ticket. */
export type Call = {
  readonly request: XmlElement;
  readonly namespace: string;
  readonly ticket: Ticket;
  readonly switches: Switches;
  readonly register: Register;
  readonly now: number;
};

/** What a call asks to be kept, and the content of its answer. */
export type Result = {
  readonly citizen?: { readonly cpr: string; readonly end: number };
  readonly unit?: { readonly id: string; readonly classification: 'SOR' | 'SHAK'; readonly blurred: boolean };
  /** Asked about, not changed; for the ledger. */
  readonly asked?: string;
  readonly content: string;
};

/** @throws SoapFault */
export type Operation = (call: Call) => Result;
