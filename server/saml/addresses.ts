/** Our own addresses, as metadata names them and messages must repeat them. */
export const addresses = (origin: string) => ({
  acs: `${origin}/auth/saml/acs`,
  slo: `${origin}/auth/saml/slo`,
});
