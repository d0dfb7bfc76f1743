/** What the small window tells the page when a login in it is done; heard by every tab of the browser. */
const channelName = 'sloering-login';

export type LoginWindow = {
  /** Opens the login beside the page; false when the browser does not allow a window. */
  open: (fresh: boolean) => boolean;
  /** Hears of a login made in any window or tab. */
  listen: (onLogin: () => void) => () => void;
  announce: () => void;
};

/** A login in a window of its own, so that what is typed on the page stays. The two share nothing but the browser's cookie. */
export const createLoginWindow = (): LoginWindow => ({
  open: (fresh) =>
    window.open(
      `/auth/saml/login?return=/login-done${fresh ? '&fresh=1' : ''}`,
      'sloering-login',
      'popup,width=520,height=720',
    ) !== null,
  listen: (onLogin) => {
    const channel = new BroadcastChannel(channelName);
    channel.onmessage = () => onLogin();
    return () => channel.close();
  },
  announce: () => {
    const channel = new BroadcastChannel(channelName);
    channel.postMessage('logged-in');
    channel.close();
  },
});
