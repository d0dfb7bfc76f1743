import type { NoticeTexts } from './texts.ts';

/** Danish; plain words, at most CEFR level B1. */
export const noticesDa: NoticeTexts = {
  lead: 'Få en e-mail, når sløringer venter på en afgørelse eller snart slutter.',
  rulesTitle: 'Sådan virker det',
  rules: [
    'Du får højst én mail om dagen, kun på arbejdsdage, og kun når der er noget at se på.',
    'I mailen står kun antal. Der står aldrig navne, CPR-numre eller årsager.',
    'Mails stopper, hvis du ikke har logget ind i 90 dage, eller hvis du ikke længere er leder eller administrator.',
  ],
  unavailable:
    'Sløring kan ikke sende e-mails her, fordi der ikke er sat en mailserver op. Ingen får påmindelser.',
  on: 'Du får påmindelser på {}.',
  off: 'Du får ingen påmindelser.',
  wantedNotConfirmed: 'Du får ingen påmindelser endnu. Bekræft først, at {} er din adresse.',
  languages: { da: 'Dansk', en: 'Engelsk' },
  address: {
    label: 'Din e-mailadresse',
    hint: 'Vi sender en kode til adressen, så ingen kan tilmelde andre.',
  },
  language: 'Sprog i mailen',
  send: 'Send kode',
  code: {
    title: 'Bekræft adressen',
    lead: 'Koden sendes til {}. Den virker i 15 minutter. Se også i mappen med uønsket post.',
    label: 'Koden fra mailen',
    hint: 'Seks cifre',
    confirm: 'Bekræft',
    again: 'Send en ny kode',
    gone: 'Koden til {} virker ikke længere. Send en ny.',
  },
  switchOff: 'Slå påmindelser fra',
  switchOn: 'Slå påmindelser til',
  change: 'Ret adresse eller sprog',
  cancel: 'Annullér',
  working: 'Arbejder …',
  said: {
    sent: 'Koden er på vej.',
    confirmed: 'Adressen er bekræftet. Påmindelser er slået til.',
    on: 'Påmindelser er slået til.',
    off: 'Påmindelser er slået fra.',
  },
  last: {
    title: 'Seneste mail',
    none: 'Der er ikke sendt nogen endnu.',
    outcomes: {
      sent: '{}: sendt.',
      retry: '{}: den kunne ikke sendes. Vi prøver igen.',
      refused: '{}: mailserveren tager ikke imod mail til adressen. Tjek den.',
      unknown: '{}: vi ved ikke, om den kom frem. Den sendes ikke igen.',
    },
  },
  example: 'Se et eksempel på en mail',
  subject: 'Emne',
  summary: 'Der er et problem',
  faults: {
    address: 'Skriv en e-mailadresse, for eksempel navn@kommune.dk.',
    code: 'Skriv de seks cifre fra mailen.',
    code_wrong: 'Koden passer ikke. Se efter i den nyeste mail.',
    code_expired: 'Koden virker ikke længere. Send en ny kode.',
    code_limit: 'Der er sendt fem koder i dag. Prøv igen i morgen.',
    mail_unavailable:
      'Mailserveren svarer ikke. Adressen er gemt, men koden er ikke sendt. Prøv igen om lidt.',
  },
};
