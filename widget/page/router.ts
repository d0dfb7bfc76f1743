import type { PagePermissions } from '../../shared/page-api.ts';

/** A place of the hosted page. `needs`: a permission without which there is no way to it. */
export type Place = {
  name: PlaceName;
  needs?: keyof PagePermissions;
  /** Whether it is for everybody, logged in or not. */
  open?: true;
};
export type PlaceName =
  | 'start'
  | 'register'
  | 'mine'
  | 'settings'
  | 'municipalities'
  | 'municipality'
  | 'sessions'
  | 'notices'
  | 'accessibility'
  | 'personalData'
  | 'loggedOut'
  | 'loginDone';

const places: Readonly<Record<string, Place>> = {
  '/': { name: 'start', open: true },
  '/register': { name: 'register', needs: 'register' },
  '/mine': { name: 'mine', needs: 'readOwn' },
  '/settings': { name: 'settings', needs: 'configure' },
  '/municipalities': { name: 'municipalities', needs: 'onboard' },
  '/notices': { name: 'notices', needs: 'notices' },
  '/sessions': { name: 'sessions', needs: 'endSessions' },
  '/accessibility': { name: 'accessibility', open: true },
  '/personal-data': { name: 'personalData', open: true },
  '/logged-out': { name: 'loggedOut', open: true },
  '/login-done': { name: 'loginDone', open: true },
};

const municipality = /^\/municipalities\/([a-z0-9-]{2,40})$/;

/** The place at a path, with the municipality it names; undefined for a path nobody knows. */
export const placeAt = (path: string): (Place & { municipality?: string }) | undefined => {
  const id = municipality.exec(path)?.[1];
  if (id !== undefined) return { name: 'municipality', needs: 'onboard', municipality: id };
  return places[path];
};

/** The menu: what the person may go to, in the order of use. */
export const menuFor = (permissions: PagePermissions): { path: string; name: PlaceName }[] =>
  ['/register', '/mine', '/municipalities', '/settings', '/sessions', '/notices'].flatMap((path) => {
    const place = places[path];
    return place?.needs && permissions[place.needs] ? [{ path, name: place.name }] : [];
  });
