/** Branded primitives: a value of one kind cannot be passed where another is meant. Parsed at the boundary, never cast inside. */
type Brand<T, Name extends string> = T & { readonly [brand]: Name };
declare const brand: unique symbol;

/** A municipality's isolation key. */
export type TenantId = Brand<string, 'TenantId'>;
/** Eight digits; the organisation whose staff is blurred. */
export type Cvr = Brand<string, 'Cvr'>;
/** Ten digits. Exists in memory only while a session is opened or a call is made. */
export type Cpr = Brand<string, 'Cpr'>;
/** Keyed hash of a CPR number within one municipality; safe to store and compare, never shown. */
export type CitizenRef = Brand<string, 'CitizenRef'>;
export type BlurringId = Brand<string, 'BlurringId'>;
/** A person as one municipality's issuer knows them: internal id, never a name. */
export type ActorId = Brand<string, 'ActorId'>;
export type OrgBlurringId = Brand<string, 'OrgBlurringId'>;
/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = Brand<number, 'Instant'>;

export const tenantId = (text: string): TenantId => text as TenantId;
export const cvr = (text: string): Cvr => text as Cvr;
export const cpr = (text: string): Cpr => text as Cpr;
export const citizenRef = (text: string): CitizenRef => text as CitizenRef;
export const blurringId = (text: string): BlurringId => text as BlurringId;
export const orgBlurringId = (text: string): OrgBlurringId => text as OrgBlurringId;
export const actorId = (text: string): ActorId => text as ActorId;
export const instant = (ms: number): Instant => ms as Instant;
