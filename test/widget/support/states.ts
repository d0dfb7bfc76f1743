import '../../../widget/define.ts';
import type { SloeringRequest } from '../../../widget/index.ts';
import { blurring, inForce, manager, none, opened, some } from './answers.ts';
import { createWorld, ok, refused, settled, type World } from './world.ts';

export type Scripted = { element: SloeringRequest; world: World };
type Script = {
  before?: (world: World, element: SloeringRequest) => void;
  after?: (scripted: Scripted) => Promise<void>;
};

export const byText = (element: SloeringRequest, text: string | RegExp): HTMLElement => {
  const found = [...(element.shadowRoot?.querySelectorAll<HTMLElement>('button, a, summary') ?? [])].find(
    (one) => (typeof text === 'string' ? one.textContent.trim() === text : text.test(one.textContent.trim())),
  );
  if (!found) throw new Error(`nothing to press is called ${String(text)}`);
  return found;
};

export const press = async (element: SloeringRequest, text: string | RegExp): Promise<void> => {
  byText(element, text).click();
  await settled(element);
};

export const type = async (element: SloeringRequest, id: string, value: string): Promise<void> => {
  const field = element.shadowRoot?.querySelector<HTMLInputElement | HTMLTextAreaElement>(`#${id}`);
  if (!field) throw new Error(`no field ${id}`);
  field.value = value;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  await settled(element);
};

export const choose = async (element: SloeringRequest, id: string): Promise<void> => {
  element.shadowRoot?.querySelector<HTMLInputElement>(`#${id}`)?.click();
  await settled(element);
};

const toReview = async ({ element }: Scripted): Promise<void> => {
  await choose(element, 'reason-1');
  await type(element, 'text', 'Har truet to medarbejdere ved hjemmebesøg.');
  await press(element, /^(Gå videre|Continue)$/);
};
const toResult = async (scripted: Scripted): Promise<void> => {
  await toReview(scripted);
  await press(scripted.element, /^(Slør|Blur)$/);
};
const resultOf = (change: Parameters<typeof blurring>[0]): Script => ({
  before: (world) => world.answer('POST /v1/blurrings', ok(blurring(change), 201)),
  after: toResult,
});

/** Every screen there is, and how a person gets to it. */
export const scripts: Record<string, Script> = {
  idle: { after: async ({ element }) => element.reset() },
  loading: { before: (world) => world.answer('POST /v1/sessions', 'never') },
  ready: {},
  'ready, everything asked': {
    before: (world) => {
      const context = opened().context;
      const asked = opened({
        policy: { ...context.policy, reason_text: 'required', acknowledgement: true },
        municipality: {
          name: 'Prøvekøbing',
          cvrs: [
            { cvr: '29190623', name: 'Prøvekøbing Kommune', selected: true },
            { cvr: '13748136', name: 'Prøvekøbing Hjemmepleje A/S', selected: false },
            { cvr: '29189366', name: 'Plejehjemmet Solgården', selected: false },
          ],
        },
      });
      world.answer('POST /v1/sessions', ok(asked, 201));
    },
  },
  invalid: {
    after: async ({ element }) => {
      await type(element, 'days', '400');
      await press(element, /^(Gå videre|Continue)$/);
    },
  },
  existing: {
    before: (world) => {
      world.answer('POST /v1/sessions', ok(opened({ permissions: manager }), 201));
      world.answer('GET /v1/citizen', ok(some));
    },
  },
  readonly: {
    before: (world, element) => ((element.readonly = true), world.answer('GET /v1/citizen', ok(some))),
  },
  'readonly, none': {
    before: (world, element) => ((element.readonly = true), world.answer('GET /v1/citizen', ok(none))),
  },
  confirming: { after: toReview },
  ending: {
    before: (world) => {
      world.answer('POST /v1/sessions', ok(opened({ permissions: manager }), 201));
      world.answer('GET /v1/citizen', ok(some));
    },
    after: ({ element }) => press(element, /^(Ophæv|End)$/),
  },
  renewing: {
    before: (world) => {
      world.answer('POST /v1/sessions', ok(opened({ permissions: manager }), 201));
      world.answer('GET /v1/citizen', ok(some));
    },
    after: ({ element }) => press(element, /^(Forlæng|Renew)$/),
  },
  sending: { before: (world) => world.answer('POST /v1/blurrings', 'never'), after: toResult },
  registered: resultOf({}),
  'on its way': resultOf({ status: 'on_its_way' }),
  'in force': resultOf(inForce()),
  delayed: resultOf({ status: 'delayed' }),
  'needs attention': resultOf({ status: 'needs_attention' }),
  ended: resultOf({
    status: 'ended',
    ended: { at: '2026-11-16T09:50:00.000Z', cause: 'ended', national: false },
  }),
  error: { before: (world) => world.answer('POST /v1/sessions', refused('token_rejected', 401)) },
  'error while sending': {
    before: (world) => world.answer('POST /v1/blurrings', refused('store_unavailable', 503, true)),
    after: toResult,
  },
  offline: {
    after: async (scripted) => {
      await toReview(scripted);
      scripted.world.weather.online = false;
      await press(scripted.element, /^(Slør|Blur)$/);
    },
  },
  expiring: {
    after: async ({ element, world }) => {
      world.pass(780_000);
      await settled(element);
    },
  },
  expired: {
    after: async (scripted) => {
      await toReview(scripted);
      scripted.world.pass(900_000);
      await settled(scripted.element);
    },
  },
  'context changed': {
    before: (world) => world.answer('POST /v1/blurrings', refused('context_changed', 409)),
    after: toResult,
  },
  leaving: {
    after: async ({ element }) => {
      await type(element, 'text', 'Har truet to medarbejdere.');
      await press(element, /^(Annullér|Cancel)$/);
    },
  },
};

/** An element in the page, brought to a named screen. */
export const scripted = async (name: string, change: Partial<SloeringRequest> = {}): Promise<Scripted> => {
  const script = scripts[name];
  if (!script) throw new Error(`no script ${name}`);
  const world = createWorld();
  const element = document.createElement('sloering-request');
  Object.assign(element, { apiBase: 'https://sloering.test', environment: world.environment, ...change });
  script.before?.(world, element);
  element.tokenProvider = async () => 'token';
  document.body.append(element);
  await settled(element);
  if (element.mode === 'dialog') {
    element.show();
    await settled(element);
  }
  await script.after?.({ element, world });
  return { element, world };
};
