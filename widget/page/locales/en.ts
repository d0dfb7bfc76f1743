import type { Texts } from './texts.ts';

export const en: Texts = {
  code: 'en',
  service: 'Sløring',
  skip: 'Skip to content',
  menu: 'Menu',
  language: { label: 'Language', other: 'Dansk' },
  logIn: 'Log in',
  logInAgain: 'Log in again',
  logOut: 'Log out',
  loggedInAs: 'Logged in as',
  actingFor: 'for',
  change: 'Change to {}',
  roles: {
    employee: 'employee',
    manager: 'manager',
    admin: 'administrator',
    auditor: 'auditor',
    operator: 'national operator',
  },
  places: {
    start: 'Front page',
    register: 'Blur',
    mine: 'My registrations',
    settings: 'The municipality’s settings',
    municipalities: 'Municipalities',
    municipality: 'Municipality',
    sessions: 'Who is logged in',
    notices: 'Reminders',
    accessibility: 'Accessibility statement',
    personalData: 'Personal data',
    loggedOut: 'You are logged out',
    loginDone: 'You are logged in',
    notFound: 'No such page',
  },
  loading: 'Loading …',
  retry: 'Try again',
  back: 'Back to the front page',
  reference: 'Reference for support: {}',
  footer: 'Sløring for Denmark’s municipalities',
  print: 'Print',
  start: {
    lead: 'Hide staff’s names from a citizen who is threatening, violent or harassing.',
    about: [
      'The citizen sees a code instead of the names of those who looked at the citizen’s data, for example in MinLog on sundhed.dk.',
      'The blurring works at once. Your manager confirms it afterwards.',
    ],
    danger: 'If there is danger now, call 112.',
    withoutRole:
      'Your role gives access to nothing on this page. Ask your municipality’s administrator for another role.',
    actions: {
      register: 'Type the citizen’s CPR number and blur staff’s names.',
      mine: 'See what you have registered and how far it has come.',
      settings: 'Certificate, record systems, rules, reasons and guidelines.',
      municipalities: 'Create municipalities and see how far they are.',
      sessions: 'See who is logged in at the municipality, and end a session.',
      notices: 'Get an e-mail when something waits for you.',
    },
  },
  register: {
    lead: 'From whom are staff’s names to be blurred?',
    label: 'The citizen’s CPR number',
    hint: 'Ten digits, with or without a hyphen.',
    next: 'Go on',
    another: 'Another citizen',
    modulus: 'The number lacks the old check digit. So do many numbers given since 2007. Check it once more.',
    faults: {
      empty: 'Type the CPR number.',
      form: 'A CPR number has ten digits. See whether one is missing.',
      date: 'The first six digits are not a date. Check the number.',
      replacement: 'A replacement number cannot be blurred.',
    },
    replacementHelp:
      'A replacement number is made in one place and is not known to the national register. Find the citizen’s real CPR number. If there is none, talk to your manager about other protection.',
    summary: 'There is a problem',
    wait: 'Finding the citizen …',
  },
  mine: {
    lead: 'What you have registered yourself, newest first.',
    empty: 'You have registered no blurring.',
    columns: {
      citizen: 'Citizen',
      registered: 'Registered',
      until: 'Ends',
      status: 'Status',
      decision: 'Manager’s decision',
      reference: 'Number',
    },
    more: 'Show more',
    noMore: 'There are no more.',
    decisions: { pending: 'pending', confirmed: 'confirmed', rejected: 'rejected' },
  },
  sessions: {
    lead: 'Roles come with the login. A role that was taken from an employee works until the session ends. You can end it here at once.',
    empty: 'Nobody is logged in.',
    columns: { name: 'Name', roles: 'Roles', since: 'Since', end: 'End' },
    own: 'yourself',
    end: 'End session',
    confirm: 'End the session of {}?',
    confirmText:
      'The person is logged out at once. What they have not sent is lost to them. It is written in the log.',
    cancel: 'Cancel',
    ended: 'The session has been ended.',
  },
  warning: {
    title: 'You will soon be logged out',
    text: 'Nothing has happened for a while. You will be logged out in {}.',
    stay: 'Stay logged in',
  },
  expired: {
    title: 'You are logged out',
    text: 'It took too long, or the session was ended. Personal data has been removed from the screen.',
    keep: 'What you have typed on the page is still here. Log in again to go on.',
  },
  loggedOut: { text: 'Close the browser if others use the same computer.' },
  loginDone: { text: 'You can close this window and go on in the first one.', close: 'Close the window' },
  fresh: {
    waiting: 'Log in in the small window. What you have typed stays here.',
    blocked: 'The browser did not allow the small window.',
    open: 'Open the login in a new window',
  },
  offline: 'There is no connection. What you have typed stays on the page.',
  notFound: { text: 'The address does not exist, or it has moved.' },
  noWay: { text: 'Your role gives no access to this. Ask your municipality’s administrator for help.' },
  failures: {
    network: 'No answer came. Try again in a moment.',
    offline: 'There is no connection. Try again when it is back.',
    store_unavailable: 'Sløring does not answer right now. Nothing has been saved. Try again in a moment.',
    not_authorised: 'Your role does not allow that.',
    rate_limited: 'That was too fast. Wait a minute and try again.',
    unknown: 'Something went wrong. Try again, or contact support.',
  },
  accessibility: {
    title: 'Accessibility statement',
    parts: [
      {
        heading: 'Who and what',
        text: [
          'The national body that runs Sløring is responsible for everybody being able to use the page. The statement covers the hosted page and the form that record systems show.',
        ],
      },
      {
        heading: 'How far the page meets the requirements',
        text: [
          'We build the page to WCAG 2.2, level AA. Each view is checked by machine in Danish and English, in light and dark colours, with every change.',
          'The page has not been tried by people with a screen reader, and only in browsers of the Chromium family. So we say *partly* until that has been done.',
        ],
      },
      {
        heading: 'Did you find a fault?',
        text: [
          'Write to your municipality’s administrator of Sløring, who passes it on. Say where it was and what you used. You get an answer within 14 days.',
          'If you are not content with the answer, you can complain to the Agency for Digital Government.',
        ],
      },
      { heading: 'About the statement', text: ['Made on 23 November 2026 from our own tests.'] },
    ],
  },
  personalData: {
    title: 'Personal data',
    parts: [
      {
        heading: 'Who is responsible',
        text: [
          'Your municipality is the controller of its blurrings. The national body processes the data for it and cannot see CPR numbers, citizens’ names or reasons.',
        ],
      },
      {
        heading: 'About you who use the page',
        text: [
          'We keep your name, your authority and your user id from the login, what you have registered and changed, and when. We must be able to show it when somebody has a right to see it.',
          'If you ask for reminders, we also keep your e-mail address, encrypted, until a year after you last logged in.',
          'The page uses one cookie for the login and a short one while you log in. It does not track you and fetches nothing from others.',
        ],
      },
      {
        heading: 'About the citizen',
        text: [
          'CPR numbers and free text are encrypted in the database. The CPR number is sent to the national register (IDSAS) and nowhere else. It is never in an address or a log.',
          'The citizen may ask the municipality for access.',
        ],
      },
      {
        heading: 'How long',
        text: [
          'Free text is removed 2 years after the blurring ended, registrations 5 years after, and log entries after 5 years, unless the municipality has chosen otherwise.',
        ],
      },
      {
        heading: 'Your rights',
        text: [
          'Ask your municipality’s data protection officer. You can complain to the Danish Data Protection Agency.',
        ],
      },
    ],
  },
};
