import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Context } from 'hono';

/** Seconds the browser keeps the cookie of logins under way; as long as a login request lives. */
const browserSeconds = 900;

export type PageCookies = {
  /** The login's cookie: `HttpOnly`, `SameSite=Lax`, gone with the browser. */
  login(c: Context): string | undefined;
  setLogin(c: Context, value: string): void;
  clearLogin(c: Context): void;
  /** Names this browser while a login is under way. The answer comes as a POST from another site, so this one is `SameSite=None`. */
  browser(c: Context): string | undefined;
  setBrowser(c: Context, value: string): void;
};

/**
 * Cookies of the hosted page (ASVS 5.0 3.3.1–3.3.4). Over https both are `Secure` with the `__Host-` prefix, so that no other host or
 * plain connection can set or read them. Plain http is this machine's own demo: there browsers differ in what they accept as secure, and
 * every port of one host is the same site, so `Lax` is enough.
 */
export const pageCookies = (issuer: string): PageCookies => {
  const secure = issuer.startsWith('https:');
  const name = (plain: string): string => (secure ? `__Host-${plain}` : plain);
  const base = { path: '/', httpOnly: true, secure } as const;
  return {
    login: (c) => getCookie(c, name('sloering')),
    setLogin: (c, value) => setCookie(c, name('sloering'), value, { ...base, sameSite: 'Lax' }),
    clearLogin: (c) => void deleteCookie(c, name('sloering'), base),
    browser: (c) => getCookie(c, name('sloering-browser')),
    setBrowser: (c, value) =>
      setCookie(c, name('sloering-browser'), value, {
        ...base,
        sameSite: secure ? 'None' : 'Lax',
        maxAge: browserSeconds,
      }),
  };
};
