import type { OrgStatus, Review, RowFault } from '../../../shared/departments.ts';
import type { Field } from '../onboarding/texts.ts';

/** Every text of department blurrings and of the list of units; `{}` is where a name, number or time goes. */
export type DepartmentTexts = {
  list: {
    title: string;
    lead: string;
    propose: string;
    none: string;
    noneOpen: string;
    ended: string;
    columns: Record<'unit' | 'status' | 'review' | 'proposed', string>;
    due: string;
    waitingForYou: string;
    print: string;
  };
  covers: { title: string; titleNot: string; does: readonly string[]; doesNot: readonly string[] };
  statuses: Record<OrgStatus, string>;
  /** The time beside a status: in force since, waiting since. */
  since: Record<'in_force' | 'waiting', string>;
  /** What the status means for who reads it. */
  explained: Record<OrgStatus, string>;
  reviews: Record<Review, string>;
  codes: Record<string, string>;
  unknownCode: string;
  comparison: {
    title: string;
    same: string;
    differs: string;
    missing: string;
    foreign: string;
    failed: string;
    todo: string;
  };
  search: {
    label: string;
    hint: string;
    results: string;
    found: string;
    foundOne: string;
    more: string;
    none: string;
    failed: string;
    chosen: string;
    another: string;
    under: string;
  };
  propose: {
    title: string;
    lead: string;
    cvr: Field;
    documentation: Field;
    left: string;
    over: string;
    button: string;
    cancel: string;
    done: string;
    faults: Record<
      'unit' | 'documentation' | 'unit_blurred' | 'unit_unknown' | 'cvr_not_allowed' | 'control',
      string
    >;
  };
  one: {
    back: string;
    unit: string;
    cvr: string;
    proposed: string;
    approved: string;
    rejected: string;
    withdrawn: string;
    removed: string;
    review: string;
    by: string;
    documentation: string;
    note: string;
    delivery: string;
    history: string;
    historyColumns: Record<'at' | 'what' | 'who', string>;
    system: string;
    refusedTry: string;
    retry: string;
    retried: string;
  };
  decide: {
    title: string;
    own: string;
    approve: string;
    approveText: string;
    approved: string;
    reject: string;
    rejectNote: Field;
    rejected: string;
    withdraw: string;
    withdrawAsk: string;
    withdrawn: string;
    own_proposal: string;
  };
  review: { title: string; text: string; day: Field; button: string; done: string; fault: string };
  remove: {
    title: string;
    text: string;
    note: Field;
    button: string;
    ask: string;
    askText: string;
    done: string;
  };
  form: {
    working: string;
    faultsTitle: string;
    note: string;
    fresh: string;
    notFresh: string;
    conflict: string;
    cancel: string;
  };
  actions: Record<string, string>;
  units: {
    title: string;
    lead: string;
    status: string;
    empty: string;
    last: string;
    format: string;
    columns: readonly Field[];
    file: Field;
    full: string;
    button: string;
    noFile: string;
    tooLarge: string;
    unusable: string;
    done: string;
    result: Record<'rows' | 'taken' | 'changed' | 'bad' | 'closed', string>;
    tooMany: string;
    faultsTitle: string;
    firstFaults: string;
    line: string;
    faults: Record<RowFault, string>;
  };
};
