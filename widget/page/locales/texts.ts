import type { PageRole } from '../../../shared/page-api.ts';
import type { PlaceName } from '../router.ts';

export type Paragraphs = readonly { heading: string; text: readonly string[] }[];

/** Every text of the hosted page outside the settings; `{}` is where a name, number or time goes. */
export type Texts = {
  code: 'da' | 'en';
  service: string;
  skip: string;
  menu: string;
  language: { label: string; other: string };
  logIn: string;
  logInAgain: string;
  logOut: string;
  loggedInAs: string;
  actingFor: string;
  change: string;
  roles: Record<PageRole, string>;
  places: Record<PlaceName | 'notFound', string>;
  loading: string;
  retry: string;
  back: string;
  reference: string;
  footer: string;
  print: string;
  start: {
    lead: string;
    about: readonly string[];
    danger: string;
    withoutRole: string;
    actions: Record<
      | 'register'
      | 'inbox'
      | 'due'
      | 'overview'
      | 'access'
      | 'audit'
      | 'figures'
      | 'retention'
      | 'mine'
      | 'departments'
      | 'units'
      | 'settings'
      | 'municipalities'
      | 'sessions'
      | 'notices',
      string
    >;
  };
  register: {
    lead: string;
    label: string;
    hint: string;
    next: string;
    another: string;
    modulus: string;
    faults: Record<'empty' | 'form' | 'date' | 'replacement', string>;
    replacementHelp: string;
    summary: string;
    wait: string;
  };
  mine: {
    lead: string;
    empty: string;
    columns: Record<'citizen' | 'registered' | 'until' | 'status' | 'decision' | 'reference', string>;
    more: string;
    noMore: string;
    decisions: Record<'pending' | 'confirmed' | 'rejected', string>;
  };
  sessions: {
    lead: string;
    empty: string;
    columns: Record<'name' | 'roles' | 'since' | 'end', string>;
    own: string;
    end: string;
    confirm: string;
    confirmText: string;
    cancel: string;
    ended: string;
  };
  warning: { title: string; text: string; stay: string };
  expired: { title: string; text: string; keep: string };
  loggedOut: { text: string };
  loginDone: { text: string; close: string };
  fresh: { waiting: string; blocked: string; open: string };
  offline: string;
  notFound: { text: string };
  noWay: { text: string };
  failures: Record<
    | 'network'
    | 'offline'
    | 'cpr_invalid'
    | 'citizen_id_unsupported'
    | 'store_unavailable'
    | 'not_authorised'
    | 'rate_limited'
    | 'unknown',
    string
  >;
  accessibility: { title: string; parts: Paragraphs };
  personalData: { title: string; parts: Paragraphs };
};
