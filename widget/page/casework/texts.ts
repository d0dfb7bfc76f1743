import type { CaseDecision, TimelineEntry } from '../../../shared/cases-api.ts';

export type OverviewColumn =
  'citizen' | 'reason' | 'registered' | 'registrant' | 'unit' | 'ends' | 'status' | 'decision' | 'reference';

type Verb = Record<CaseDecision, string>;

/** Every text of casework; `{}` is where a name, number or date goes. */
export type CaseworkTexts = {
  columns: Record<OverviewColumn | 'age' | 'choose' | 'act', string>;
  noInitials: string;
  noUnit: string;
  select: string;
  selectAll: string;
  selected: string;
  open: string;
  more: string;
  allShown: string;
  shown: string;
  atMost: string;
  retry: string;
  cancel: string;
  close: string;
  own: string;
  overdue: string;
  today: string;
  daysAgo: (days: number) => string;
  inDays: (days: number) => string;
  decide: Verb;
  decideMany: Record<CaseDecision, (count: number) => string>;
  done: Verb;
  doneMany: Record<CaseDecision, (count: number) => string>;
  decisions: Record<'pending' | 'confirmed' | 'rejected', string>;
  /** Why a decision was not taken. */
  codes: Readonly<Record<string, string>>;
  unknownCode: string;
  changed: string;
  held: {
    text: (decision: CaseDecision, count: number, seconds: number) => string;
    sending: string;
    failed: string;
    undo: string;
    undone: string;
  };
  note: {
    label: Record<Exclude<CaseDecision, 'confirm'>, string>;
    hint: string;
    required: string;
    tooLong: string;
    control: string;
    title: Record<Exclude<CaseDecision, 'confirm'>, (count: number) => string>;
    days: string;
    daysHint: string;
    daysFault: string;
    endText: string;
    rejectText: string;
  };
  inbox: {
    lead: string;
    empty: string;
    several: string;
    shortcuts: string;
    keys: { confirm: string; reject: string; choose: string; open: string };
    summary: (pending: number, overdue: number) => string;
  };
  due: {
    lead: string;
    within: string;
    days: string;
    empty: string;
    chosen: (count: number) => string;
    progress: string;
    stop: string;
    stopped: string;
    result: (done: number, of: number) => string;
    resultTitle: string;
    notDone: string;
    expiredTitle: string;
    expiredLead: string;
    expiredNone: string;
    seen: (count: number) => string;
    seenDone: (count: number) => string;
  };
  overview: {
    lead: string;
    filter: string;
    search: string;
    clear: string;
    cpr: string;
    cprHint: string;
    state: string;
    states: Record<'all' | 'open' | 'ended', string>;
    decision: string;
    any: string;
    reason: string;
    unit: string;
    registrant: string;
    registrantHint: string;
    registrantNone: string;
    registeredFrom: string;
    registeredTo: string;
    endsFrom: string;
    endsTo: string;
    undelivered: string;
    sort: string;
    sorts: Record<'registered_desc' | 'registered_asc' | 'ends_asc' | 'ends_desc', string>;
    columns: string;
    views: string;
    viewName: string;
    saveView: string;
    removeView: string;
    viewSaved: string;
    viewRemoved: string;
    tooManyViews: string;
    none: string;
    noneAtAll: string;
    count: (count: number, more: boolean) => string;
    contradictory: string;
    cprFault: string;
    caption: string;
  };
  file: {
    title: string;
    lead: string;
    born: string;
    logged: string;
    registrations: string;
    elsewhere: (count: number) => string;
    timeline: string;
    kinds: Record<TimelineEntry['kind'], string>;
    by: string;
    ends: string;
    newEnd: string;
    note: string;
    receipt: string;
    letter: string;
    gone: string;
    back: string;
    inForceUntil: string;
    registeredBy: string;
    cvrs: string;
  };
  receipt: {
    title: string;
    lead: string;
    lines: Record<'reference' | 'registered' | 'by' | 'unit' | 'until' | 'status' | 'decision', string>;
    without: string;
  };
  letter: {
    title: string;
    lead: string;
    decided: string;
    note: string;
    covers: string;
    appeal: string;
    signature: string;
  };
};
