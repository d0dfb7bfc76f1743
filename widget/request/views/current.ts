import { html } from 'lit';
import type { State } from '../machine.ts';
import { banner } from './banner.ts';
import { form } from './form.ts';
import { contextChanged, expired, expiring, leaving, loading, offline, problem } from './notice.ts';
import { overview } from './overview.ts';
import { result } from './result.ts';
import { review } from './review.ts';
import type { Scene, View } from './scene.ts';

/** The whole screen of a state: whom it is about, what needs an answer first, and the view itself. */
export const screen = (state: State, scene: Scene): View => html`
  ${'loaded' in state && state.loaded ? banner(state.loaded.context, scene.t) : ''}
  ${scene.leaving ? leaving(scene) : scene.secondsLeft > 0 ? expiring(scene) : ''} ${view(state, scene)}
`;

const view = (state: State, scene: Scene): View | '' => {
  switch (state.name) {
    case 'idle':
      return '';
    case 'loading':
      return loading(scene);
    case 'existing':
    case 'readonly':
      return overview(state.loaded, scene);
    case 'ready':
      return form(state.loaded, [], scene);
    case 'invalid':
      return form(state.loaded, state.faults, scene);
    case 'confirming':
    case 'sending':
      return review(state.loaded, state.task, state.name === 'sending', scene);
    case 'result':
      return result(state.blurring, state.task, scene);
    case 'offline':
      return offline(state, scene);
    case 'error':
      return problem(state.failure, state.loaded !== undefined, scene);
    case 'expired':
      return expired(scene);
    case 'context-changed':
      return contextChanged(scene);
  }
};
