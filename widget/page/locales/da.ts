import type { Texts } from './texts.ts';

/** Danish; plain words, at most CEFR level B1. */
export const da: Texts = {
  code: 'da',
  service: 'Sløring',
  skip: 'Gå til indholdet',
  menu: 'Menu',
  language: { label: 'Sprog', other: 'English' },
  logIn: 'Log ind',
  logInAgain: 'Log ind igen',
  logOut: 'Log ud',
  loggedInAs: 'Logget ind som',
  actingFor: 'for',
  change: 'Skift til {}',
  roles: {
    employee: 'medarbejder',
    manager: 'leder',
    admin: 'administrator',
    auditor: 'revisor',
    operator: 'national drift',
  },
  places: {
    start: 'Forside',
    register: 'Slør',
    mine: 'Mine registreringer',
    settings: 'Kommunens opsætning',
    municipalities: 'Kommuner',
    municipality: 'Kommune',
    sessions: 'Hvem er logget ind',
    notices: 'Påmindelser',
    accessibility: 'Tilgængelighedserklæring',
    personalData: 'Personoplysninger',
    loggedOut: 'Du er logget ud',
    loginDone: 'Du er logget ind',
    notFound: 'Siden findes ikke',
  },
  loading: 'Henter …',
  retry: 'Prøv igen',
  back: 'Tilbage til forsiden',
  reference: 'Reference til support: {}',
  footer: 'Sløring for Danmarks kommuner',
  print: 'Udskriv',
  start: {
    lead: 'Skjul medarbejderes navne for en borger, der er truende, voldelig eller chikanerende.',
    about: [
      'Borgeren ser en kode i stedet for navnene på dem, der har slået op i borgerens oplysninger, for eksempel i MinLog på sundhed.dk.',
      'Sløringen virker med det samme. Din leder bekræfter den bagefter.',
    ],
    danger: 'Er der fare nu, så ring 112.',
    withoutRole:
      'Din rolle giver ikke adgang til noget på denne side. Bed kommunens administrator om en anden rolle.',
    actions: {
      register: 'Skriv borgerens CPR-nummer, og slør medarbejdernes navne.',
      mine: 'Se, hvad du selv har registreret, og hvor langt det er nået.',
      settings: 'Certifikat, journalsystemer, regler, begrundelser og vejledning.',
      municipalities: 'Opret kommuner, og se, hvor langt de er.',
      sessions: 'Se, hvem der er logget ind i kommunen, og luk en session.',
      notices: 'Få en e-mail, når noget venter på dig.',
    },
  },
  register: {
    lead: 'Hvem skal medarbejdernes navne sløres for?',
    label: 'Borgerens CPR-nummer',
    hint: 'Ti cifre, med eller uden bindestreg.',
    next: 'Fortsæt',
    another: 'En anden borger',
    modulus:
      'Nummeret har ikke det gamle kontrolciffer. Det gælder mange numre, der er givet siden 2007. Kontrollér det en ekstra gang.',
    faults: {
      empty: 'Skriv CPR-nummeret.',
      form: 'Et CPR-nummer har ti cifre. Kontrollér, om der mangler et.',
      date: 'De første seks cifre er ikke en dato. Kontrollér nummeret.',
      replacement: 'Et erstatningsnummer kan ikke sløres.',
    },
    replacementHelp:
      'Et erstatnings-CPR er lavet ét sted og kendes ikke i det nationale register. Find borgerens rigtige CPR-nummer. Har borgeren ikke et, så tal med din leder om, hvordan I ellers beskytter jer.',
    summary: 'Der er en fejl',
    wait: 'Finder borgeren …',
  },
  mine: {
    lead: 'Det, du selv har registreret, nyeste først.',
    empty: 'Du har ikke registreret nogen sløring.',
    columns: {
      citizen: 'Borger',
      registered: 'Registreret',
      until: 'Udløber',
      status: 'Status',
      decision: 'Lederens afgørelse',
      reference: 'Nummer',
    },
    more: 'Vis flere',
    noMore: 'Der er ikke flere.',
    decisions: { pending: 'afventer', confirmed: 'bekræftet', rejected: 'afvist' },
  },
  sessions: {
    lead: 'Roller følger med loginnet. Er en rolle taget fra en medarbejder, virker den, til sessionen slutter. Her kan du lukke den med det samme.',
    empty: 'Ingen er logget ind.',
    columns: { name: 'Navn', roles: 'Roller', since: 'Siden', end: 'Luk' },
    own: 'dig selv',
    end: 'Luk session',
    confirm: 'Luk sessionen for {}?',
    confirmText:
      'Personen bliver logget ud med det samme. Det, der ikke er sendt, går tabt for dem. Det skrives i loggen.',
    cancel: 'Fortryd',
    ended: 'Sessionen er lukket.',
  },
  warning: {
    title: 'Du bliver snart logget ud',
    text: 'Der er ikke sket noget i et stykke tid. Du bliver logget ud om {}.',
    stay: 'Bliv logget ind',
  },
  expired: {
    title: 'Du er logget ud',
    text: 'Der gik for lang tid, eller sessionen blev lukket. Personlige oplysninger er fjernet fra skærmen.',
    keep: 'Det, du har skrevet på siden, er her stadig. Log ind igen for at gå videre.',
  },
  loggedOut: { text: 'Luk browseren, hvis andre bruger den samme computer.' },
  loginDone: { text: 'Du kan lukke dette vindue og gå videre i det første.', close: 'Luk vinduet' },
  fresh: {
    waiting: 'Log ind i det lille vindue. Det, du har skrevet, bliver her.',
    blocked: 'Browseren lukkede for det lille vindue.',
    open: 'Åbn login i et nyt vindue',
  },
  offline: 'Der er ingen forbindelse. Det, du har skrevet, bliver på siden.',
  notFound: { text: 'Adressen findes ikke, eller den er flyttet.' },
  noWay: { text: 'Din rolle giver ikke adgang hertil. Bed kommunens administrator om hjælp.' },
  failures: {
    network: 'Der kom ikke noget svar. Prøv igen om lidt.',
    offline: 'Der er ingen forbindelse. Prøv igen, når den er tilbage.',
    store_unavailable: 'Sløring svarer ikke lige nu. Der er ikke gemt noget. Prøv igen om lidt.',
    not_authorised: 'Din rolle giver ikke lov til det.',
    rate_limited: 'Det gik for hurtigt. Vent et minut, og prøv igen.',
    unknown: 'Noget gik galt. Prøv igen, eller kontakt support.',
  },
  accessibility: {
    title: 'Tilgængelighedserklæring',
    parts: [
      {
        heading: 'Hvem og hvad',
        text: [
          'Den nationale drift af Sløring er ansvarlig for, at siden kan bruges af alle. Erklæringen gælder Sløringssiden og den formular, der vises i journalsystemer.',
        ],
      },
      {
        heading: 'I hvor høj grad siden overholder kravene',
        text: [
          'Vi bygger siden efter WCAG 2.2 på niveau AA. Hver visning bliver kontrolleret maskinelt på dansk og engelsk, i lyse og mørke farver, ved hver ændring.',
          'Siden er ikke prøvet af personer med skærmlæser, og den er kun prøvet i browsere af Chromium-familien. Derfor siger vi *delvist*, til det er gjort.',
        ],
      },
      {
        heading: 'Fandt du en fejl?',
        text: [
          'Skriv til din kommunes administrator af Sløring, som giver det videre. Fortæl, hvor det var, og hvad du brugte. Du får svar inden for 14 dage.',
          'Er du ikke tilfreds med svaret, kan du klage til Digitaliseringsstyrelsen.',
        ],
      },
      {
        heading: 'Om erklæringen',
        text: ['Udarbejdet 23. november 2026 på grundlag af egne prøver.'],
      },
    ],
  },
  personalData: {
    title: 'Personoplysninger',
    parts: [
      {
        heading: 'Hvem er ansvarlig',
        text: [
          'Din kommune er dataansvarlig for sine sløringer. Den nationale drift behandler oplysningerne på kommunens vegne og kan ikke se CPR-numre, navne på borgere eller begrundelser.',
        ],
      },
      {
        heading: 'Om dig, der bruger siden',
        text: [
          'Vi gemmer dit navn, din myndighed og dit bruger-id fra loginnet, hvad du har registreret og ændret, og hvornår. Det skal vi kunne vise, når nogen har ret til at se det.',
          'Beder du om påmindelser, gemmer vi også din e-mailadresse, krypteret, indtil et år efter dit seneste login.',
          'Siden bruger én cookie til login og én kort, mens du logger ind. Den sporer dig ikke og henter intet fra andre.',
        ],
      },
      {
        heading: 'Om borgeren',
        text: [
          'CPR-numre og fritekst er krypteret i databasen. CPR-nummeret sendes til det nationale register (IDSAS), og kun dertil. Det står aldrig i en adresse eller i en log.',
          'Borgeren kan søge aktindsigt hos kommunen.',
        ],
      },
      {
        heading: 'Hvor længe',
        text: [
          'Fritekst fjernes 2 år efter, at sløringen er ophørt, registreringer 5 år efter, og logposter efter 5 år, hvis kommunen ikke har valgt andet.',
        ],
      },
      {
        heading: 'Dine rettigheder',
        text: ['Spørg kommunens databeskyttelsesrådgiver. Du kan klage til Datatilsynet.'],
      },
    ],
  },
};
