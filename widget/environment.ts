/** What the element takes from the browser, so that tests can decide time, chance and the network. */
export type Environment = {
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Runs `act` once after `ms` milliseconds; the answer cancels it. */
  after: (ms: number, act: () => void) => () => void;
  /** A new idempotency key, 16–64 characters of `[A-Za-z0-9_-]`. */
  newKey: () => string;
  online: () => boolean;
  visible: () => boolean;
};

export const browserEnvironment: Environment = {
  fetch: (url, init) => fetch(url, init),
  after: (ms, act) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
  // randomUUID exists only in secure contexts; a host under test may be plain http.
  newKey: () =>
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(36))
      .join('-')
      .slice(0, 64),
  online: () => navigator.onLine,
  visible: () => document.visibilityState === 'visible',
};
