/** The store cannot make a write durable: locked, full, gone. Carries a stable code, never a driver's message. */
export class StoreUnavailable extends Error {
  readonly code: 'locked' | 'full' | 'io' | 'gone';
  constructor(code: 'locked' | 'full' | 'io' | 'gone', options?: { cause?: unknown }) {
    super(`store unavailable: ${code}`, options);
    this.name = 'StoreUnavailable';
    this.code = code;
  }
}

/** A CVR number belongs to one municipality; this one has it already. */
export class CvrTaken extends Error {
  readonly cvr: string;
  constructor(cvr: string) {
    super(`CVR number ${cvr} belongs to another municipality`);
    this.name = 'CvrTaken';
    this.cvr = cvr;
  }
}

/** An issuer name belongs to one municipality; another one has it already. */
export class IssuerTaken extends Error {
  readonly iss: string;
  constructor(iss: string) {
    super('the issuer belongs to another municipality');
    this.name = 'IssuerTaken';
    this.iss = iss;
  }
}
