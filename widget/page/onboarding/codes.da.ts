import type { Explained, OnboardingTexts } from './texts.ts';

const renew: string = 'Læg et gyldigt organisationscertifikat ind under Certifikat til NSP.';
const support: string = 'Kontakt NSP-support, hvis det varer ved.';
const supplier: string = 'Giv leverandøren tidspunktet: beskeden selv er forkert.';

/** Hvad hver kode betyder, og hvad der skal gøres. */
export const codesDa: Readonly<Record<string, Explained>> = {
  ok: ['I orden.'],
  none: ['Der er ikke noget endnu.'],
  no_cvr: ['Kommunen har intet CVR-nummer.', 'Skriv kommunens CVR-nummer under Kommune og CVR-numre.'],
  credential_missing: ['Der er intet certifikat for CVR-nummeret.', renew],
  credential_in_file: [
    'Driften har lagt et certifikat i en fil for CVR-nummeret. Det går forud og bruges stadig.',
    'Bed driften fjerne filen.',
  ],
  credential_unreadable: [
    'Certifikatet eller nøglen kan ikke læses. Adgangskoden kan være forkert.',
    'Kontrollér filen og adgangskoden, og prøv igen.',
  ],
  credential_not_rsa: [
    'Nøglen er ikke en RSA-nøgle på mindst 2048 bit.',
    'Bestil et nyt certifikat med en RSA-nøgle.',
  ],
  credential_key_mismatch: [
    'Nøglen hører ikke til certifikatet.',
    'Eksportér certifikat og nøgle samlet som en .p12-fil.',
  ],
  credential_of_other_organisation: [
    'Certifikatet er udstedt til et andet CVR-nummer.',
    'Vælg det certifikat, der er udstedt til dette CVR-nummer.',
  ],
  credential_not_yet_valid: ['Certifikatet gælder ikke endnu.', 'Vent, til det gælder, eller brug et andet.'],
  credential_expired: ['Certifikatet er udløbet.', renew],
  credential_expires_soon: [
    'Certifikatet udløber snart.',
    'Bestil et nyt nu, og læg det ind, før det gamle udløber.',
  ],
  credential_unavailable: ['Stedet, hvor certifikatet ligger, svarer ikke.', 'Der prøves igen af sig selv.'],
  never_called: ['Der er ikke lavet et prøvekald endnu.', 'Lav et prøvekald under Prøvekald.'],
  test_call_missing: ['Der er ikke lavet et prøvekald endnu.', 'Lav et prøvekald under Prøvekald.'],
  test_call_old: ['Det sidste prøvekald er gammelt.', 'Lav et nyt prøvekald.'],
  test_call_failed: ['Det sidste prøvekald lykkedes ikke.', 'Se forklaringen under Prøvekald.'],
  no_administrator: [
    'Ingen administrator har logget ind endnu.',
    'Giv mindst én person administratorrollen i FK Adgangsstyring, og bed personen logge ind.',
  ],
  one_administrator: [
    'Kun én administrator har logget ind.',
    'Giv gerne en mere rollen, så I ikke er afhængige af én person.',
  ],
  no_staff: [
    'Ingen medarbejder eller leder har logget ind endnu.',
    'Giv rollerne i FK Adgangsstyring, og bed en medarbejder logge ind.',
  ],
  no_manager: [
    'Ingen leder har logget ind endnu.',
    'En leder skal kunne bekræfte sløringer. Giv rollen i FK Adgangsstyring.',
  ],
  login_not_configured: [
    'Login gennem FK Adgangsstyring er ikke sat op på serveren.',
    'Kontakt den, der driver løsningen.',
  ],
  no_record_system: [
    'Intet journalsystem er sat op.',
    'Det er frivilligt: medarbejderne kan bruge denne side. Tilføj et journalsystem, når I vil slå til derfra.',
  ],
  record_system_disabled: ['Journalsystemet er slået fra.', 'Slå det til, når leverandøren er klar.'],
  keys_never_checked: ['Systemets nøgler er ikke kontrolleret.', 'Tryk på Kontroller nøgler.'],
  keys_unavailable: [
    'Systemets nøgler kan ikke hentes.',
    'Bed leverandøren kontrollere adressen, og at den kan nås fra internettet.',
  ],
  keys_unreadable: [
    'Det, der ligger på adressen, er ikke et nøglesæt (JWKS).',
    'Bed leverandøren om den rigtige adresse.',
  ],
  keys_empty: [
    'Nøglesættet har ingen nøgle, der passer til de valgte algoritmer.',
    'Spørg leverandøren, hvilke algoritmer systemet bruger.',
  ],
  address_not_allowed: ['Adressen må ikke kaldes herfra.', 'Brug en offentlig https-adresse.'],
  no_policy: ['Der gælder ingen regler endnu.', 'Vælg regler fra en dato under Regler.'],
  default_policy: ['De fælles regler gælder.', 'Se dem igennem, og vælg dem, eller lav jeres egne.'],
  policy_above_limit: [
    'Reglerne tillader længere tid end den nationale grænse.',
    'Sæt det højeste antal dage ned.',
  ],
  no_guidelines: ['Der er ingen vejledning.', 'Skriv en under Vejledning.'],
  default_guidelines: ['Den fælles vejledning gælder.', 'Læs den, og tilføj gerne, hvad der gælder hos jer.'],
  no_reasons: ['Der er ingen begrundelser.', 'Se dem under Begrundelser.'],
  default_reasons: ['De fælles begrundelser gælder.'],
  operator: ['Leverancerne er sat på pause af en driftsperson.', 'Kontakt den, der driver løsningen.'],
  invalid_certificate: ['Registeret afviser certifikatet: spærret, eller udstederen er ukendt.', renew],
  invalid_idcard: ['Registeret afviser billetten.', support],
  expired_idcard: ['Registeret siger, at billetten er udløbet.', 'Bed driften kontrollere serverens ur.'],
  invalid_signature: ['Registeret afviser billettens underskrift.', support],
  not_authorized: [
    'CVR-nummeret er ikke godkendt til IDSAS.',
    'Bed NSP-support om at få CVR-nummeret godkendt til IDSAS i dette miljø.',
  ],
  security_level_failed: ['Registeret kræver en billet på et højere niveau.', support],
  invalid_username_password: ['Registeret afviser afsenderen.', support],
  syntax_error: ['Registeret forstår ikke beskeden.', supplier],
  missing_required_header: ['Registeret savner noget i beskedens hoved.', supplier],
  illegal_http_method: ['Registeret afviser måden, der kaldes på.', supplier],
  nonrepudiation_not_supported: ['Registeret kan ikke give kvittering.', supplier],
  request_payload_validation_error: ['Registeret afviser beskedens indhold.', supplier],
  response_payload_validation_error: ['Registerets svar er ikke gyldigt.', support],
  cpr_malformed: ['Registeret afviser nummerets form.', supplier],
  end_malformed: ['Registeret afviser slutdatoen.', supplier],
  fault_unlisted: ['Registeret melder en fejl, der ikke er beskrevet.', support],
  processing_problem: ['Registeret kunne ikke behandle kaldet.', support],
  gateway_fault: ['NSP melder fejl.', support],
  server_error: ['Registeret melder fejl.', support],
  network: ['Tjenesten kunne ikke nås.', 'Prøv igen om lidt. Varer det ved, så kontakt driften.'],
  timeout: ['Tjenesten svarede ikke i tide.', 'Prøv igen om lidt.'],
  network_timeout: ['Tjenesten svarede ikke i tide.', 'Prøv igen om lidt.'],
  network_tls: [
    'Den sikre forbindelse til tjenesten kunne ikke oprettes.',
    'Bed driften kontrollere serverens certifikater.',
  ],
  sts_failed_authentication: [
    'Billettjenesten (STS) kender ikke certifikatet.',
    'Bed NSP-support om at få certifikatet godkendt i dette miljø.',
  ],
  sts_invalid_request: ['Billettjenesten (STS) forstår ikke anmodningen.', supplier],
  sts_request_failed: ['Billettjenesten (STS) melder fejl.', support],
  sts_card_untrusted: [
    'Billetten er underskrevet af en STS, som serveren ikke kender.',
    'Bed driften kontrollere indstillingerne for STS.',
  ],
  sts_card_malformed: ['Billetten fra STS kan ikke læses.', support],
  sts_card_not_valid_now: ['Billetten fra STS gælder ikke nu.', 'Bed driften kontrollere serverens ur.'],
  sts_card_other_organisation: ['Billetten fra STS er til et andet CVR-nummer.', support],
  lease_too_short: ['Kaldet tog for lang tid.', 'Prøv igen om lidt.'],
  not_configured: ['Prøvekald er ikke sat op på serveren.', 'Kontakt den, der driver løsningen.'],
};

/** What can change in the settings; a part after the dot says which. */
export const actionsDa: OnboardingTexts['changes']['actions'] = {
  municipality_created: 'Kommunen er oprettet',
  'municipality_created.created': 'Kommunen er oprettet',
  'municipality_created.file': 'Kommunen er oprettet fra en fil',
  municipality_updated: 'Opsætningen er ændret',
  'municipality_updated.file': 'Opsætningen er ændret fra en fil',
  'municipality_updated.organisation': 'Navn eller CVR-numre er ændret',
  'municipality_updated.policy': 'Nye regler',
  'municipality_updated.reasons': 'Begrundelser er ændret',
  'municipality_updated.guidelines': 'Ny udgave af vejledningen',
  'municipality_updated.record_system': 'Journalsystem er tilføjet eller ændret',
  'municipality_updated.record_system_removed': 'Journalsystem er fjernet',
  credential_installed: 'Certifikat er lagt ind',
  credential_removed: 'Certifikat er fjernet',
  period_limit_set: 'Den nationale grænse er ændret',
  check_made: 'Der er lavet en kontrol',
  delivery_paused: 'Leverancer er sat på pause',
  delivery_resumed: 'Leverancer er sat i gang igen',
};
