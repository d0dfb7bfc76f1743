/** What the broker requires of a message, and what its page says when that is not so. */
const sentences = {
  form: 'Beskeden mangler, står der to gange, eller kan ikke læses.',
  xml: 'Beskeden er ikke den XML, som stedet tager imod.',
  version: 'Beskeden er ikke SAML 2.0, eller den mangler et ID.',
  issuer: 'Ingen registreret it-løsning har det navn (Issuer).',
  algorithm: 'Beskeden er ikke underskrevet med RSA-SHA256 eller RSA-SHA512.',
  unsigned: 'Beskeden er ikke underskrevet.',
  signature: 'Underskriften passer ikke til beskeden og løsningens certifikat.',
  destination: 'Beskeden er stilet til en anden adresse (Destination).',
  time: 'Beskeden er for gammel, eller dens ur går forkert (IssueInstant, NotOnOrAfter).',
  acs: 'Svaradressen er en anden end den i løsningens metadata (AssertionConsumerServiceURL).',
  binding: 'Svaret kan kun sendes med HTTP-POST (ProtocolBinding).',
  in_response_to: 'Svaret hører ikke til en besked herfra (InResponseTo).',
  metadata: 'Løsningens metadata kan ikke hentes, læses, eller de er ikke underskrevet rigtigt.',
  pending: 'Login er allerede brugt eller glemt. Start igen i løsningen.',
  user: 'Brugeren findes ikke.',
} as const;

export type Rule = keyof typeof sentences;

export class Refused extends Error {
  readonly rule: Rule;
  constructor(rule: Rule) {
    super(sentences[rule]);
    this.rule = rule;
  }
}

/** @throws Refused */
export function must(holds: boolean, rule: Rule): asserts holds {
  if (!holds) throw new Refused(rule);
}
