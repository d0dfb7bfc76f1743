import type { RecordSystem } from '../../../shared/page-api.ts';
import type { Faults } from './fields.ts';
import { linesOf, put } from './lines.ts';
import type { OnboardingTexts } from './texts.ts';

/** A record system as its form holds it: lists as lines, the key set as text, the age in minutes. */
export type SystemDraft = {
  /** Whether it is one the server knows; its `iss` is then fixed. */
  known: boolean;
  iss: string;
  name: string;
  enabled: boolean;
  algorithms: RecordSystem['algorithms'];
  kind: 'url' | 'inline';
  url: string;
  jwks: string;
  modes: RecordSystem['modes'];
  origins: string;
  returns: string;
  cvrs: string[];
  roles: RecordSystem['roles'];
  loa: RecordSystem['minimum_loa'];
  minutes: string;
};

/** A new one begins with what most vendors use. */
export const newSystem = (cvrs: readonly string[]): SystemDraft => ({
  known: false,
  iss: '',
  name: '',
  enabled: true,
  algorithms: ['ES256'],
  kind: 'url',
  url: '',
  jwks: '',
  modes: ['handle'],
  origins: '',
  returns: '',
  cvrs: [...cvrs],
  roles: ['employee'],
  loa: 'Substantial',
  minutes: '480',
});

export const draftOf = (one: RecordSystem): SystemDraft => ({
  known: true,
  iss: one.iss,
  name: one.name,
  enabled: one.enabled,
  algorithms: one.algorithms,
  kind: one.keys.kind,
  url: one.keys.kind === 'url' ? one.keys.url : '',
  jwks: one.keys.kind === 'inline' ? JSON.stringify(one.keys.jwks, null, 2) : '',
  modes: one.modes,
  origins: one.origins.join('\n'),
  returns: one.return_uris.join('\n'),
  cvrs: one.cvrs,
  roles: one.roles,
  loa: one.minimum_loa,
  minutes: String(Math.round(one.max_auth_age_seconds / 60)),
});

type KeySet = Extract<RecordSystem['keys'], { kind: 'inline' }>['jwks'];

/** Only the list `keys` of the pasted text is kept. Undefined where there is none. */
const keySetOf = (text: string): KeySet | undefined => {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== 'object' || read === null || !('keys' in read) || !Array.isArray(read.keys))
      return undefined;
    const keys: unknown[] = read.keys;
    const fits =
      keys.length > 0 && keys.every((key) => typeof key === 'object' && key !== null && !Array.isArray(key));
    return fits ? { keys: keys as KeySet['keys'] } : undefined;
  } catch {
    return undefined;
  }
};

const isOrigin = (line: string): boolean => /^https?:\/\/[a-z0-9.-]{1,180}(:[0-9]{1,5})?$/.test(line);

/** The record system to send, or what is wrong, by pointer into the request. */
export const systemOf = (
  draft: SystemDraft,
  t: OnboardingTexts,
): { system: RecordSystem } | { faults: Faults } => {
  const at = (pointer: string) => `/record_system/${pointer}`;
  const said = t.systems.faults;
  const origins = linesOf(draft.origins);
  const wrongOrigin = origins.find((line) => !isOrigin(line));
  const jwks = draft.kind === 'inline' ? keySetOf(draft.jwks) : undefined;
  const minutes = Number(draft.minutes);
  const faults: Record<string, string> = {
    ...(draft.iss.trim() === '' && { [at('iss')]: said.iss }),
    ...(draft.name.trim() === '' && { [at('name')]: said.name }),
    ...(draft.kind === 'url' &&
      !/^https?:\/\/[^\s/]+/.test(draft.url.trim()) && { [at('keys/url')]: said.url }),
    ...(draft.kind === 'inline' && !jwks && { [at('keys/jwks')]: said.jwks }),
    ...(draft.algorithms.length === 0 && { [at('algorithms')]: said.algorithms }),
    ...(draft.modes.length === 0 && { [at('modes')]: said.modes }),
    ...(wrongOrigin !== undefined && { [at('origins')]: put(said.origins, wrongOrigin) }),
    ...(draft.cvrs.length === 0 && { [at('cvrs')]: said.cvrs }),
    ...(draft.roles.length === 0 && { [at('roles')]: said.roles }),
    ...(!(Number.isInteger(minutes) && minutes >= 1 && minutes <= 1440) && {
      [at('max_auth_age_seconds')]: said.age,
    }),
  };
  if (Object.keys(faults).length > 0) return { faults };
  return {
    system: {
      iss: draft.iss.trim(),
      name: draft.name.trim(),
      enabled: draft.enabled,
      algorithms: draft.algorithms,
      keys: jwks ? { kind: 'inline', jwks } : { kind: 'url', url: draft.url.trim() },
      modes: draft.modes,
      origins,
      return_uris: linesOf(draft.returns),
      cvrs: draft.cvrs,
      roles: draft.roles,
      minimum_loa: draft.loa,
      max_auth_age_seconds: minutes * 60,
    },
  };
};
