type Words = { title: string; text: readonly string[] };

export type Message = {
  status: 200 | 400 | 403 | 409 | 503;
  da: Words;
  en: Words;
  /** Whether logging in again may help. */
  retry?: true;
  /** Logging in again asks for a stronger login. */
  stronger?: true;
  /** Shows the roles one can ask for. */
  roles?: true;
  /** Shows a reference that support finds in the log. */
  reference?: true;
};

/** Every page that can end a login or a logout. */
export const messages = {
  cancelled: {
    status: 403,
    retry: true,
    da: {
      title: 'Du blev ikke logget ind',
      text: ['Login blev afbrudt eller afvist. Prøv igen, når du er klar.'],
    },
    en: {
      title: 'You were not logged in',
      text: ['The login was cancelled or refused. Try again when you are ready.'],
    },
  },
  silent: {
    status: 403,
    retry: true,
    da: { title: 'Du er ikke logget ind', text: ['Log ind for at komme videre.'] },
    en: { title: 'You are not logged in', text: ['Log in to go on.'] },
  },
  too_weak: {
    status: 403,
    retry: true,
    stronger: true,
    reference: true,
    da: {
      title: 'Dit login er ikke stærkt nok',
      text: [
        'Sløring kræver et login på mindst niveau Betydelig (NSIS), for eksempel med MitID Erhverv eller din kommunes to-faktor-login.',
        'Log ind igen med det stærkere login. Har du det ikke, så kontakt din kommunes it-support.',
      ],
    },
    en: {
      title: 'Your login is not strong enough',
      text: [
        'Sløring needs a login at level Substantial (NSIS) or above, such as MitID Erhverv or your municipality’s two-factor login.',
        'Log in again with the stronger login. If you have none, contact your municipality’s IT support.',
      ],
    },
  },
  no_access: {
    status: 403,
    roles: true,
    reference: true,
    da: {
      title: 'Du har ikke adgang til Sløring',
      text: [
        'Du er logget ind, men du har ingen rolle i Sløring, eller din kommune er ikke med endnu.',
        'Bed din leder eller kommunens rettighedsadministrator (FK Adgangsstyring) om en af disse roller:',
      ],
    },
    en: {
      title: 'You have no access to Sløring',
      text: [
        'You are logged in, but you hold no role in Sløring, or your municipality has not joined yet.',
        'Ask your manager or your municipality’s rights administrator (FK Adgangsstyring) for one of these roles:',
      ],
    },
  },
  start_again: {
    status: 409,
    retry: true,
    da: {
      title: 'Begynd login forfra',
      text: [
        'Login kunne ikke gøres færdigt. Det sker, når man går tilbage i browseren, logger ind i to faner på samme tid eller er længe om det.',
        'Tryk på "Log ind igen".',
      ],
    },
    en: {
      title: 'Start the login again',
      text: [
        'The login could not be finished. That happens when you go back in the browser, log in in two tabs at once, or take a long time.',
        'Press "Log in again".',
      ],
    },
  },
  not_fresh: {
    status: 403,
    retry: true,
    reference: true,
    da: {
      title: 'Vi skulle have set et nyt login',
      text: [
        'Det, du var ved at gøre, kræver, at du lige har logget ind. Din login-løsning brugte dit tidligere login uden at spørge dig.',
        'Log ud, luk browseren, og log ind igen. Hjælper det ikke, så kontakt kommunens it-support og giv dem referencen.',
      ],
    },
    en: {
      title: 'A new login was needed',
      text: [
        'What you were doing needs a login made just now. Your login solution reused the earlier one without asking you.',
        'Log out, close the browser, and log in again. If that does not help, contact your IT support with the reference.',
      ],
    },
  },
  other_person: {
    status: 403,
    reference: true,
    da: {
      title: 'Det var en anden, der loggede ind',
      text: [
        'Handlingen skulle bekræftes af den person, der er logget ind i Sløring. Der er ikke ændret noget.',
        'Log ud på forsiden, hvis du vil arbejde som dig selv.',
      ],
    },
    en: {
      title: 'Somebody else logged in',
      text: [
        'The action had to be confirmed by the person who is logged in to Sløring. Nothing has been changed.',
        'Log out on the front page if you want to work as yourself.',
      ],
    },
  },
  failed: {
    status: 400,
    retry: true,
    reference: true,
    da: {
      title: 'Vi kunne ikke logge dig ind',
      text: [
        'Svaret fra login-løsningen kunne ikke godkendes. Det er ikke noget, du har gjort forkert.',
        'Prøv igen. Sker det igen, så kontakt kommunens it-support og giv dem referencen.',
      ],
    },
    en: {
      title: 'We could not log you in',
      text: [
        'The answer of the login solution could not be accepted. You have done nothing wrong.',
        'Try again. If it happens again, contact your IT support with the reference.',
      ],
    },
  },
  logout_failed: {
    status: 400,
    reference: true,
    da: {
      title: 'Beskeden om at logge ud kunne ikke godkendes',
      text: ['Luk browseren for at være sikker på, at du er logget ud.'],
    },
    en: {
      title: 'The logout message could not be accepted',
      text: ['Close the browser to be sure that you are logged out.'],
    },
  },
  logged_out_partly: {
    status: 200,
    da: {
      title: 'Du er logget ud af Sløring',
      text: ['Andre systemer kan stadig være åbne. Luk browseren for at logge helt ud.'],
    },
    en: {
      title: 'You are logged out of Sløring',
      text: ['Other systems may still be open. Close the browser to log out completely.'],
    },
  },
  unavailable: {
    status: 503,
    retry: true,
    reference: true,
    da: {
      title: 'Sløring svarer ikke lige nu',
      text: ['Prøv igen om lidt. Sker det igen, så kontakt kommunens it-support og giv dem referencen.'],
    },
    en: {
      title: 'Sløring does not answer right now',
      text: ['Try again in a moment. If it happens again, contact your IT support with the reference.'],
    },
  },
  not_set_up: {
    status: 503,
    da: {
      title: 'Login er ikke sat op her',
      text: ['Denne udgave af Sløring har ikke login på siden. Brug knappen i journalsystemet.'],
    },
    en: {
      title: 'Login is not set up here',
      text: ['This installation of Sløring has no login on the page. Use the button in the record system.'],
    },
  },
} as const satisfies Record<string, Message>;

export type MessageName = keyof typeof messages;
