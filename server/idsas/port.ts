/**
 * The door of this folder: what the relay may ask of the national register, and what it may learn from the answer.
 * Nothing here mentions SOAP.
 */

/**
 * What one call to the register taught us (reliability: a failed call may still have been applied).
 *
 * - `delivered`: the register's positive answer was read to its end and recognised.
 * - `retry`: the call certainly was not applied; try again later.
 * - `unknown`: it may have been applied; repeat it until an answer is read. Never show it as failed.
 * - `refused`: understood and rejected; repeating it changes nothing until a person changes something.
 *   `pause: 'key'` concerns this citizen only, `pause: 'tenant'` every call for the same CVR.
 *
 * `code` is stable and free of personal data: a DGWS fault code, `sts_…`, `network_…` or `reply_…`.
 */
export type IdsasOutcome =
  | { readonly kind: 'delivered'; readonly messageId: string; readonly respondedMessageId?: string }
  | { readonly kind: 'retry'; readonly code: string }
  | { readonly kind: 'unknown'; readonly code: string }
  | { readonly kind: 'refused'; readonly code: string; readonly pause: 'key' | 'tenant' };

/** One blurring as the register should hold it: who is blurred (CVR), towards whom (CPR), until when. */
export type BlurringCall = {
  /** 8 digits. Chooses the certificate, and thereby the organisation the register blurs. */
  readonly cvr: string;
  /** 10 digits, with or without hyphen. */
  readonly cpr: string;
  /**
   * End of the blurring, milliseconds since 1970 UTC. Sent in whole seconds (a fraction is cut).
   * An end that has passed means "end now" and is sent as the moment of sending plus `endNowOffsetSeconds`.
   */
  readonly endDateTime: number;
  /** DGWS MessageID; a fresh one for every attempt. The repeat after a renewed ID card makes its own. */
  readonly messageId: string;
  /** DGWS FlowID; one per business action. */
  readonly flowId: string;
  readonly signal?: AbortSignal;
};

/** A unit of the caller's own organisation, by its code in the national organisation register (SOR) or the older SHAK. */
export type Department = { readonly id: string; readonly classification: 'SOR' | 'SHAK' };

/** The ids of one call; see `BlurringCall`. */
export type CallIds = Pick<BlurringCall, 'cvr' | 'messageId' | 'flowId' | 'signal'>;
export type DepartmentCall = CallIds & { readonly department: Department };

/** Why a call gave no answer of the kind it asked for. `not_configured`: the environment's settings do not name the operation. */
export type NoAnswer =
  Exclude<IdsasOutcome, { readonly kind: 'delivered' }> | { readonly kind: 'not_configured' };

/** When the ID card of a CVR was issued to us and until when it counts, milliseconds since 1970 UTC. */
export type TicketAge = { readonly cvr: string; readonly issuedAt: number; readonly notOnOrAfter: number };

/** All that can be asked of the national platform. None of it throws for an expected failure. */
export type IdsasClient = {
  /** Registers, moves or ends the blurring of one citizen for one CVR. */
  createBlurring(call: BlurringCall): Promise<IdsasOutcome>;
  /** Blurs all staff of one unit towards every citizen, until it is removed. Repeating it is assumed harmless (not documented). */
  createOrgBlurring(call: DepartmentCall): Promise<IdsasOutcome | { readonly kind: 'not_configured' }>;
  removeOrgBlurring(call: DepartmentCall): Promise<IdsasOutcome | { readonly kind: 'not_configured' }>;
  /** The caller's own blurred units. Off until a WSDL is at hand (`operations.ListOrgBlurrings.enabled`). */
  listOrgBlurrings(
    call: CallIds,
  ): Promise<{ readonly kind: 'listed'; readonly departments: readonly Department[] } | NoAnswer>;
  /** "Does my ticket work?": one call to the platform's test service, which checks ticket and headers and registers nothing. */
  testTicket(call: CallIds): Promise<{ readonly kind: 'accepted'; readonly messageId: string } | NoAnswer>;
  /** The ID cards held now. */
  tickets(): TicketAge[];
  /** Closes idle connections and forgets cached ID cards. */
  close(): Promise<void>;
};

/** The organisation certificate (OCES3) and key of one CVR, as PEM text from a secret store. */
export type Credential = {
  readonly cvr: string;
  readonly organisationName: string;
  readonly certificatePem: string;
  readonly privateKeyPem: string;
};

/** Why the certificate of a CVR cannot be used. Each stops that CVR's calls and nobody else's. */
export type CredentialProblem =
  | 'credential_missing'
  | 'credential_unreadable'
  | 'credential_not_rsa'
  | 'credential_key_mismatch'
  | 'credential_of_other_organisation'
  | 'credential_not_yet_valid'
  | 'credential_expired';

export type OperationSettings = {
  /** Address of the endpoint itself; `gatewayUrl` is put before it. */
  readonly url: string;
  /** Interface version, for people and logs: `20230601` or `20240124`. */
  readonly version: string;
  /** Target namespace of the request element. */
  readonly namespace: string;
  /** Value of the HTTP header SOAPAction, without quotes. The gateway routes on it. */
  readonly soapAction: string;
  /** Whether the children of the request element carry the namespace; the WSDL decides. */
  readonly childQualification: 'qualified' | 'unqualified';
  /**
   * What the text of a success response may be. Only `OK` is documented, and only for `CreateOrgBlurring`; an environment whose
   * WSDL gives an empty response says so here. Default `OK`.
   */
  readonly acceptedResponse?: 'OK' | 'empty' | 'OK or empty';
};

/** Listing one's own departments is announced, its shape not published: off until a WSDL is at hand. */
export type ListOrgBlurringsSettings = OperationSettings & {
  readonly enabled: boolean;
  /** Local name of the operation, `ListOrgBlurringsForCVR` by default; requests and responses are named after it. */
  readonly name?: string;
};

export type IdsasSettings = {
  /** Address of the ticket service, e.g. `https://…/sts/services/NewSecurityTokenService`. */
  readonly stsUrl: string;
  /** Name of the NSP environment; part of the ID-card cache key. */
  readonly environment: string;
  /** `medcom:ITSystemName`; the ticket service demands one. */
  readonly itSystemName: string;
  /** Issuer of our own ID card. An NCName: no spaces, slashes or colons. */
  readonly issuerName: string;
  /** PEM certificates of the ticket service; an ID card signed by anything else is refused. At least one. */
  readonly trustedStsCertificates: readonly string[];
  /** Accept RSA-SHA1 on cards from the ticket service (old environments). Default false. */
  readonly allowSha1FromSts?: boolean;
  /** How long before it runs out a card is renewed. Default 15. */
  readonly idCardRenewMarginMinutes?: number;
  /** One time-out over a whole `createBlurring`: ID card, connect, send, reply and the one repeat. Default 30000. */
  readonly requestTimeoutMs?: number;
  /** Difference allowed between our clock and the ticket service's. Default 60. */
  readonly clockSkewSeconds?: number;
  /** Added to the moment of sending when a blurring ends now. May be negative. Default 0. */
  readonly endNowOffsetSeconds?: number;
  /** PEM certificates trusted for TLS besides the platform's own. */
  readonly tlsCertificates?: readonly string[];
  /**
   * The national gateway (DCC), e.g. `https://dcc.example/decoupling/`; calls then go to this followed by the whole address of the
   * operation (NSP page 51511406). Absent: directly.
   */
  readonly gatewayUrl?: string;
  readonly operations: {
    readonly CreateBlurring: OperationSettings;
    /** Department operations exist from interface version 20240124 on. */
    readonly CreateOrgBlurring?: OperationSettings;
    readonly RemoveOrgBlurring?: OperationSettings;
    readonly ListOrgBlurrings?: ListOrgBlurringsSettings;
  };
  /** The platform's test service (NTS), which checks ticket and headers and nothing else. Absent: no test call. */
  readonly nts?: { readonly url: string; readonly soapAction: string };
};

/** What is called, by the platform's own names; `Issue` is the ticket service's, `NTS` the test service. */
export type Operation =
  'CreateBlurring' | 'CreateOrgBlurring' | 'RemoveOrgBlurring' | 'ListOrgBlurrings' | 'NTS' | 'Issue';

/**
 * What the log may learn: never a CPR number, certificate, card or free text from the outside.
 * `idsas.id-card`: a card was asked for, with an outcome when none was given. `idsas.flow-status`: delivered, but the
 * DGWS header did not say the flow was finished.
 */
export type IdsasEvent = {
  readonly event: 'idsas.call' | 'idsas.id-card' | 'idsas.flow-status';
  readonly operation: Operation;
  readonly cvr: string;
  readonly messageId?: string;
  readonly flowId?: string;
  readonly outcome?: IdsasOutcome['kind'];
  readonly code?: string;
  readonly durationMs?: number;
};

export type IdsasDependencies = {
  readonly settings: IdsasSettings;
  /** The credential of a CVR, or why there is none; rejects when the place it is kept in is away, which says nothing of the CVR. */
  readonly credentials: (
    cvr: string,
  ) => Credential | CredentialProblem | Promise<Credential | CredentialProblem>;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** A fresh unguessable id (UUID). */
  readonly newId: () => string;
  readonly log?: (event: IdsasEvent) => void;
};
