import type { ReadinessItem, ReadinessLine } from '../../../shared/page-api.ts';
import type { Filter } from './filter.ts';

export type SectionName =
  | 'organisation'
  | 'certificates'
  | 'test_calls'
  | 'record_systems'
  | 'roles'
  | 'policy'
  | 'reasons'
  | 'guidelines'
  | 'changes';

/** What a code means, and what to do; the second is left out where nothing needs doing. */
export type Explained = readonly [means: string, todo?: string];

/** A form field: its label and, where it is needed, a hint. */
export type Field = readonly [label: string, hint?: string];

/** Every text of the settings; `{}` is where a name, number or time goes. */
export type OnboardingTexts = {
  list: {
    title: string;
    lead: string;
    search: Field;
    filter: string;
    filters: Record<Filter, string>;
    columns: Record<'name' | 'cvr' | 'ready' | 'delivery', string>;
    ready: string;
    shown: string;
    none: string;
    noHits: string;
    deliveryGood: string;
    waiting: string;
    parked: string;
    paused: string;
  };
  create: {
    title: string;
    name: Field;
    id: Field;
    cvr: Field;
    button: string;
    done: string;
    faults: Record<'name' | 'id' | 'cvr' | 'cvr_taken' | 'municipality_exists', string>;
  };
  readiness: {
    title: string;
    count: string;
    allDone: string;
    notDone: string;
    states: Record<ReadinessLine['state'], string>;
    items: Record<ReadinessItem, string>;
    how: Record<ReadinessItem, string>;
    howTitle: string;
    go: string;
    checked: string;
    print: string;
  };
  sections: Record<SectionName, Field>;
  form: {
    save: string;
    working: string;
    saved: string;
    unsaved: string;
    leave: string;
    discard: string;
    cancel: string;
    remove: string;
    edit: string;
    add: string;
    yes: string;
    no: string;
    copy: string;
    copied: string;
    faultsTitle: string;
    fieldFault: string;
    conflict: string;
    conflictText: string;
    now: string;
    overwrite: string;
    takeTheirs: string;
    fresh: string;
    notFresh: string;
    notLoaded: string;
  };
  organisation: Record<'name' | 'cvr' | 'cvrName', Field> &
    Record<
      'numbers' | 'main' | 'addCvr' | 'addHelp' | 'removeCvr' | 'cvrFault' | 'twice' | 'nameFault',
      string
    >;
  certificates: {
    file: Field;
    password: Field;
    upload: string;
    installed: string;
    days: string;
    remove: string;
    removeConfirm: string;
    removed: string;
    tooLarge: string;
    noFile: string;
    states: Record<'good' | 'missing' | 'unusable', string>;
    replace: string;
  };
  testCalls: { call: string; never: string; last: string; good: string; bad: string; paused: string };
  systems: {
    none: string;
    waits: string;
    add: string;
    editTitle: string;
    iss: Field;
    name: Field;
    keys: string;
    keysUrl: Field;
    keysInline: Field;
    keyKinds: Record<'url' | 'inline', string>;
    algorithms: Field;
    modes: string;
    modeTexts: Record<'in_page' | 'handle' | 'form_post', Field>;
    origins: Field;
    returns: Field;
    cvrs: string;
    roles: string;
    roleTexts: Record<'employee' | 'manager' | 'admin' | 'auditor', string>;
    loa: string;
    loas: Record<'Substantial' | 'High', string>;
    age: Field;
    check: string;
    checked: string;
    unchecked: string;
    enable: string;
    disable: string;
    enabled: string;
    disabled: string;
    removeConfirm: string;
    removed: string;
    faults: Record<
      | 'iss'
      | 'name'
      | 'url'
      | 'jwks'
      | 'algorithms'
      | 'modes'
      | 'origins'
      | 'cvrs'
      | 'roles'
      | 'age'
      | 'taken',
      string
    >;
  };
  roles: {
    lead: readonly string[];
    role: string;
    address: string;
    level: string;
    names: Record<'employee' | 'manager' | 'admin' | 'auditor' | 'operator', string>;
    metadata: string;
    entity: string;
    off: string;
  };
  policy: {
    current: string;
    coming: string;
    earlier: string;
    nothing: string;
    change: string;
    from: Field;
    days: Field;
    max: Field;
    limit: string;
    reasonText: string;
    reasonTexts: Record<'off' | 'optional' | 'required', string>;
    acknowledgement: string;
    review: Field;
    row: string;
    faults: Record<'from' | 'days' | 'max' | 'review', string>;
  };
  reasons: {
    lead: string;
    da: string;
    en: string;
    up: string;
    down: string;
    remove: string;
    common: string;
    add: string;
    moved: string;
    fault: string;
  };
  guidelines: {
    version: string;
    da: Field;
    en: Field;
    url: Field;
    preview: string;
    publish: string;
    confirm: string;
    earlier: string;
    publishedAt: string;
    textFault: string;
    urlFault: string;
  };
  changes: {
    none: string;
    columns: Record<'at' | 'by' | 'action' | 'subject', string>;
    system: string;
    actions: Readonly<Record<string, string>>;
  };
  codes: Readonly<Record<string, Explained>>;
  unknownCode: string;
};
