import { html, type TemplateResult } from 'lit';
import { checkboxes, radios, textArea, textField, type Faults } from '../fields.ts';
import type { SystemDraft } from '../record-system-draft.ts';
import type { OnboardingTexts } from '../texts.ts';

/** Same values as `signingAlgorithms` of the wire contract, whose module would bring its parser into the browser. */
const algorithms = ['ES256', 'ES384', 'PS256', 'PS384', 'RS256', 'RS384', 'Ed25519'] as const;

/** The fields of one record system. */
export const recordSystemFields = (
  t: OnboardingTexts,
  draft: SystemDraft,
  faults: Faults,
  cvrs: readonly { cvr: string; name: string }[],
  set: (part: Partial<SystemDraft>) => void,
): TemplateResult => {
  const s = t.systems;
  const field = (name: string) => {
    const pointer = `/record_system/${name}`;
    // The server may point at one line of a list; the list is one field here.
    const found = Object.keys(faults).find((each) => each === pointer || each.startsWith(`${pointer}/`));
    return { form: 'record_systems', pointer, fault: found && faults[found] };
  };
  return html`${textField({ ...field('name'), label: s.name, value: draft.name, onInput: (name) => set({ name }) })}
  ${textField({
    ...field('iss'),
    label: s.iss,
    value: draft.iss,
    disabled: draft.known,
    onInput: (iss) => set({ iss }),
  })}
  ${radios({
    ...field('keys/kind'),
    label: [s.keys],
    options: (['url', 'inline'] as const).map((value) => ({ value, label: s.keyKinds[value] })),
    chosen: draft.kind,
    onChange: (kind) => set({ kind }),
  })}
  ${
    draft.kind === 'url'
      ? textField({
          ...field('keys/url'),
          label: s.keysUrl,
          type: 'url',
          value: draft.url,
          onInput: (url) => set({ url }),
        })
      : textArea({
          ...field('keys/jwks'),
          label: s.keysInline,
          rows: 8,
          value: draft.jwks,
          onInput: (jwks) => set({ jwks }),
        })
  }
  ${checkboxes({
    ...field('algorithms'),
    label: s.algorithms,
    options: algorithms.map((value) => ({ value, label: value })),
    chosen: draft.algorithms,
    onChange: (chosen) => set({ algorithms: chosen }),
  })}
  ${checkboxes({
    ...field('modes'),
    label: [s.modes],
    options: (['in_page', 'handle', 'form_post'] as const).map((value) => ({
      value,
      label: s.modeTexts[value][0],
      hint: s.modeTexts[value][1],
    })),
    chosen: draft.modes,
    onChange: (modes) => set({ modes }),
  })}
  ${textArea({ ...field('origins'), label: s.origins, value: draft.origins, onInput: (origins) => set({ origins }) })}
  ${textArea({ ...field('return_uris'), label: s.returns, value: draft.returns, onInput: (returns) => set({ returns }) })}
  ${checkboxes({
    ...field('cvrs'),
    label: [s.cvrs],
    options: cvrs.map(({ cvr, name }) => ({ value: cvr, label: `${cvr} ${name}` })),
    chosen: draft.cvrs,
    onChange: (chosen) => set({ cvrs: chosen }),
  })}
  ${checkboxes({
    ...field('roles'),
    label: [s.roles],
    options: (['employee', 'manager', 'admin', 'auditor'] as const).map((value) => ({
      value,
      label: s.roleTexts[value],
    })),
    chosen: draft.roles,
    onChange: (roles) => set({ roles }),
  })}
  ${radios({
    ...field('minimum_loa'),
    label: [s.loa],
    options: (['Substantial', 'High'] as const).map((value) => ({ value, label: s.loas[value] })),
    chosen: draft.loa,
    onChange: (loa) => set({ loa }),
  })}
  ${textField({
    ...field('max_auth_age_seconds'),
    label: s.age,
    numeric: true,
    short: true,
    value: draft.minutes,
    onInput: (minutes) => set({ minutes }),
  })}`;
};
