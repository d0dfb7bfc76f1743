/** Every word of the mails. Counts stand where `#` is. */
export type MailWords = {
  subject: {
    pending: (count: number) => string;
    ending: (count: number) => string;
    reviews: (count: number) => string;
  };
  greeting: (organisation: string) => string;
  pending: string;
  overdue: string;
  days30: string;
  days14: string;
  days7: string;
  reviews: string;
  link: string;
  rule: string;
  off: string;
  code: { subject: string; lead: string; rule: string; stranger: string };
};

export const mailWords: Record<'da' | 'en', MailWords> = {
  da: {
    subject: {
      pending: (count) =>
        count === 1 ? '1 sløring venter på en afgørelse' : `${count} sløringer venter på en afgørelse`,
      ending: (count) =>
        count === 1 ? '1 sløring slutter inden for 30 dage' : `${count} sløringer slutter inden for 30 dage`,
      reviews: (count) =>
        count === 1 ? '1 afdelingssløring skal gennemgås' : `${count} afdelingssløringer skal gennemgås`,
    },
    greeting: (organisation) => `Sådan står det til i Sløring, ${organisation}:`,
    pending: 'Venter på en afgørelse',
    overdue: 'heraf i mere end 7 dage',
    days30: 'Slutter inden for 30 dage',
    days14: 'heraf inden for 14 dage',
    days7: 'heraf inden for 7 dage',
    reviews: 'Afdelingssløringer, der skal gennemgås',
    link: 'Log ind og se dem',
    rule: 'Du får højst én mail om dagen og kun på arbejdsdage. Der står aldrig navne, CPR-numre eller årsager i den.',
    off: 'Vil du ikke have flere mails, så slå dem fra her. Du skal ikke logge ind',
    code: {
      subject: 'Bekræft din e-mailadresse',
      lead: 'Din kode er:',
      rule: 'Skriv den på siden Påmindelser i Sløring. Koden virker i 15 minutter og kun én gang.',
      stranger: 'Har du ikke bedt om en kode, skal du ikke gøre noget. Du får ikke påmindelser uden den.',
    },
  },
  en: {
    subject: {
      pending: (count) =>
        count === 1 ? '1 blurring waits for a decision' : `${count} blurrings wait for a decision`,
      ending: (count) =>
        count === 1 ? '1 blurring ends within 30 days' : `${count} blurrings end within 30 days`,
      reviews: (count) =>
        count === 1 ? '1 department blurring needs a review' : `${count} department blurrings need a review`,
    },
    greeting: (organisation) => `This is how things stand in Sløring, ${organisation}:`,
    pending: 'Wait for a decision',
    overdue: 'of these for more than 7 days',
    days30: 'End within 30 days',
    days14: 'of these within 14 days',
    days7: 'of these within 7 days',
    reviews: 'Department blurrings that need a review',
    link: 'Log in and see them',
    rule: 'You get at most one mail a day, on working days only. It never holds names, CPR numbers or reasons.',
    off: 'If you want no more mails, switch them off here. You need not log in',
    code: {
      subject: 'Confirm your e-mail address',
      lead: 'Your code is:',
      rule: 'Type it on the page Reminders in Sløring. The code works for 15 minutes, once.',
      stranger: 'If you have not asked for a code, do nothing. You get no reminders without it.',
    },
  },
};
