import { expect } from './support/expect.ts';
import { transition, type Event, type Loaded, type State } from '../../widget/request/machine.ts';
import { checkDraft } from '../../widget/request/draft.ts';
import { blurring, none, opened, some } from './support/answers.ts';

const loaded: Loaded = {
  context: opened().context,
  overview: none,
  readonly: false,
  draft: { reason: 'threat', text: 'Har truet.', days: 30, cvrs: ['29190623'], acknowledged: false },
};
const blurred: Loaded = { ...loaded, overview: some };
const task = { do: 'register' } as const;
const end = { do: 'end', blurring: blurring() } as const;
const lost = { code: 'network', retryable: true } as const;

const states = {
  idle: { name: 'idle' },
  loading: { name: 'loading' },
  ready: { name: 'ready', loaded },
  empty: { name: 'ready', loaded: { ...loaded, draft: { ...loaded.draft, reason: '' } } },
  invalid: { name: 'invalid', loaded, faults: [{ field: 'reason', wrong: 'missing' }] },
  existing: { name: 'existing', loaded: blurred },
  readonly: { name: 'readonly', loaded: { ...blurred, readonly: true } },
  confirming: { name: 'confirming', loaded, task },
  ending: { name: 'confirming', loaded: blurred, task: end },
  sending: { name: 'sending', loaded, task },
  result: { name: 'result', loaded, task, blurring: blurring() },
  error: { name: 'error', failure: lost, loaded, task },
  lostStart: { name: 'error', failure: lost },
  offline: { name: 'offline', failure: { code: 'offline', retryable: true }, loaded, task },
  expired: { name: 'expired', loaded, task },
  expiredForm: { name: 'expired', loaded },
  gone: { name: 'context-changed' },
} satisfies Record<string, State>;

const failed = (code: Extract<Event, { type: 'failed' }>['failure']['code']): Event => ({
  type: 'failed',
  failure: { code, retryable: false },
});
const answered: Event = { type: 'done', blurring: blurring({ status: 'in_force' }) };
const resumed: Event = { type: 'resumed', context: loaded.context };

const table: [keyof typeof states, Event, State['name']][] = [
  ['idle', { type: 'start' }, 'loading'],
  ['idle', { type: 'confirm' }, 'idle'],
  ['loading', { type: 'loaded', loaded }, 'ready'],
  ['loading', { type: 'loaded', loaded: blurred }, 'existing'],
  ['loading', { type: 'loaded', loaded: { ...loaded, launch: { intent: 'create' } } }, 'ready'],
  ['loading', { type: 'loaded', loaded: { ...loaded, launch: { intent: 'status' } } }, 'existing'],
  ['loading', { type: 'loaded', loaded: { ...loaded, launch: { intent: 'extend' } } }, 'existing'],
  ['loading', { type: 'loaded', loaded: { ...blurred, readonly: true } }, 'readonly'],
  ['loading', failed('token_rejected'), 'error'],
  ['loading', failed('offline'), 'offline'],
  ['ready', { type: 'loaded', loaded: blurred }, 'ready'],
  ['ready', { type: 'review' }, 'confirming'],
  ['empty', { type: 'review' }, 'invalid'],
  ['ready', { type: 'confirm' }, 'ready'],
  ['ready', { type: 'expire' }, 'expired'],
  ['invalid', { type: 'review' }, 'confirming'],
  ['invalid', { type: 'edit', draft: { days: 5 } }, 'invalid'],
  ['existing', { type: 'add' }, 'ready'],
  ['existing', { type: 'ask', task: end }, 'confirming'],
  ['readonly', { type: 'add' }, 'readonly'],
  ['readonly', { type: 'review' }, 'readonly'],
  ['confirming', { type: 'back' }, 'ready'],
  ['confirming', { type: 'confirm' }, 'sending'],
  ['ending', { type: 'back' }, 'existing'],
  ['ending', { type: 'confirm' }, 'sending'],
  ['sending', { type: 'confirm' }, 'sending'],
  ['sending', { type: 'back' }, 'sending'],
  ['sending', { type: 'expire' }, 'sending'],
  ['sending', { type: 'edit', draft: { days: 5 } }, 'sending'],
  ['sending', answered, 'result'],
  ['sending', failed('network'), 'error'],
  ['sending', failed('offline'), 'offline'],
  ['sending', failed('period_over_policy'), 'invalid'],
  ['sending', failed('session_expired'), 'expired'],
  ['sending', failed('context_changed'), 'context-changed'],
  ['result', answered, 'result'],
  ['result', { type: 'expire' }, 'result'],
  ['result', { type: 'back' }, 'ready'],
  ['confirming', failed('network'), 'confirming'],
  ['ready', failed('rate_limited'), 'ready'],
  ['existing', failed('offline'), 'existing'],
  ['confirming', failed('session_expired'), 'expired'],
  ['expired', failed('network'), 'error'],
  ['result', failed('network'), 'result'],
  ['result', failed('session_expired'), 'result'],
  ['error', { type: 'retry' }, 'sending'],
  ['error', { type: 'back' }, 'ready'],
  ['lostStart', { type: 'retry' }, 'error'],
  ['offline', { type: 'retry' }, 'sending'],
  ['expired', resumed, 'ready'],
  ['expiredForm', resumed, 'ready'],
  ['expired', { type: 'confirm' }, 'expired'],
  ['gone', { type: 'retry' }, 'context-changed'],
  ['gone', { type: 'start' }, 'loading'],
];

describe('the states of the form', () => {
  for (const [from, event, to] of table)
    it(`goes from ${from} to ${to} on ${event.type}${event.type === 'failed' ? ` ${event.failure.code}` : ''}`, () => {
      expect(transition(states[from], event).name).to.equal(to);
    });

  for (const [name, state] of Object.entries(states)) {
    it(`leaves ${name} for an empty screen when the citizen changes`, () => {
      expect(transition(state, { type: 'contextChanged' })).to.deep.equal({ name: 'context-changed' });
    });
    it(`leaves ${name} with nothing kept on reset`, () => {
      expect(transition(state, { type: 'reset' })).to.deep.equal({ name: 'idle' });
    });
  }

  it('keeps every typed word through an error, an expiry and the way back', () => {
    let state: State = states.sending;
    for (const event of [failed('session_expired'), resumed] as Event[]) state = transition(state, event);
    expect('loaded' in state && state.loaded?.draft).to.deep.equal(loaded.draft);
  });

  it('never sends by trying again what was not confirmed', () => {
    const unanswered = transition(states.expired, failed('network'));
    expect(transition(unanswered, { type: 'retry' }).name).to.equal('ready');
  });

  it('lists the new registration once however often its status is told', () => {
    const told = transition(transition(states.sending, answered), answered);
    expect('loaded' in told && told.loaded?.overview.blurrings.length).to.equal(1);
  });
});

describe('what a person must correct', () => {
  const { draft, context } = loaded;
  const asked = {
    ...context,
    policy: { ...context.policy, reason_text: 'required' as const, acknowledgement: true },
  };
  const cases: [string, Partial<typeof draft>, string[]][] = [
    ['nothing, when all is filled in', { acknowledged: true }, []],
    ['an unticked acknowledgement', {}, ['acknowledged']],
    ['no reason', { acknowledged: true, reason: '' }, ['reason']],
    ['blank text where it is required', { acknowledged: true, text: '  \n' }, ['text']],
    ['text over the limit', { acknowledged: true, text: 'x'.repeat(1001) }, ['text']],
    ['zero days', { acknowledged: true, days: 0 }, ['days']],
    ['a day too many', { acknowledged: true, days: 91 }, ['days']],
    ['half a day', { acknowledged: true, days: 1.5 }, ['days']],
    ['no number', { acknowledged: true, days: NaN }, ['days']],
    ['no place', { acknowledged: true, cvrs: [] }, ['cvrs']],
    [
      'all of it, in reading order',
      { reason: '', text: '', days: 0, cvrs: [] },
      ['reason', 'text', 'days', 'cvrs', 'acknowledged'],
    ],
  ];
  for (const [name, change, fields] of cases)
    it(`is ${name}`, () => {
      expect(checkDraft({ ...draft, ...change }, asked).map(({ field }) => field)).to.deep.equal(fields);
    });
});
