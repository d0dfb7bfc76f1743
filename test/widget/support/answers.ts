import type { BlurringView, CitizenBlurrings, OpenedSession } from '../../../shared/api.ts';

/** Answers of an invented municipality about an invented citizen. */
export const opened = (change: Partial<OpenedSession['context']> = {}): OpenedSession => ({
  session_token: 'bearer-1',
  idle_seconds: 900,
  expires_at: '2026-11-16T17:42:00.000Z',
  intent: 'create',
  context: {
    citizen: {
      key: 'citizen-a',
      name: 'Vibeke Prøvesen',
      birth_date: '1948-12-25',
      masked_cpr: '251248-••••',
    },
    user: { name: 'Anne Afprøver' },
    municipality: {
      name: 'Prøvekøbing',
      cvrs: [{ cvr: '29190623', name: 'Prøvekøbing Kommune', selected: true }],
    },
    permissions: { register: true, renew: false, end: false, readReasons: false },
    policy: {
      default_days: 90,
      max_days: 90,
      today: '2026-11-16',
      reason_text: 'optional',
      reason_text_limit: 1000,
      acknowledgement: false,
    },
    reasons: [
      { code: 'violence', label: { da: 'Vold', en: 'Violence' } },
      { code: 'threat', label: { da: 'Trusler', en: 'Threats' } },
      { code: 'harassment', label: { da: 'Chikane', en: 'Harassment' } },
      { code: 'fear', label: { da: 'Begrundet frygt', en: 'Well-founded fear' } },
    ],
    guidelines: {
      version: 3,
      text: { da: 'Tal med din leder, når du har sløret.', en: 'Talk to your manager afterwards.' },
      url: 'https://example.test/retningslinjer',
    },
    ...change,
  },
});

export const blurring = (change: Partial<BlurringView> = {}): BlurringView => ({
  id: 'blurring-1',
  status: 'registered',
  registered_at: '2026-11-16T09:41:00.000Z',
  registered_by: 'Anne Afprøver',
  ends_at: '2027-02-14T22:59:59.000Z',
  in_force_since: null,
  ended: null,
  decision: 'pending',
  reason: { category: 'threat' },
  cvrs: ['29190623'],
  reference: 'S-4F2A-91C7',
  ...change,
});

export const inForce = (change: Partial<BlurringView> = {}): BlurringView =>
  blurring({ status: 'in_force', in_force_since: '2026-11-16T09:42:00.000Z', ...change });

export const none: CitizenBlurrings = { blurred_until: null, blurrings: [] };
export const some: CitizenBlurrings = {
  blurred_until: '2027-01-31T22:59:59.000Z',
  blurrings: [
    inForce({
      id: 'b-2',
      ends_at: '2027-01-31T22:59:59.000Z',
      registered_by: 'Per Prøvemand',
      decision: 'confirmed',
      reference: 'S-77D0-1B3E',
    }),
    blurring({
      id: 'b-1',
      status: 'ended',
      ends_at: '2026-06-30T21:59:59.000Z',
      registered_at: '2026-04-01T08:00:00.000Z',
      ended: { at: '2026-06-30T21:59:59.000Z', cause: 'expired', national: true },
      decision: 'confirmed',
      reason: { category: 'violence' },
      reference: 'S-0C19-88AF',
    }),
  ],
};

export const manager = { register: true, renew: true, end: true, readReasons: true };
