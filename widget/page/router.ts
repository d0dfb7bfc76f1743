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
  | 'inbox'
  | 'due'
  | 'overview'
  | 'case'
  | 'access'
  | 'audit'
  | 'figures'
  | 'retention'
  | 'settings'
  | 'municipalities'
  | 'municipality'
  | 'sessions'
  | 'departments'
  | 'department'
  | 'units'
  | 'notices'
  | 'accessibility'
  | 'personalData'
  | 'loggedOut'
  | 'loginDone';

const places: Readonly<Record<string, Place>> = {
  '/': { name: 'start', open: true },
  '/register': { name: 'register', needs: 'register' },
  '/mine': { name: 'mine', needs: 'readOwn' },
  '/inbox': { name: 'inbox', needs: 'decide' },
  '/due': { name: 'due', needs: 'decide' },
  '/overview': { name: 'overview', needs: 'readCases' },
  '/access-request': { name: 'access', needs: 'answerAccess' },
  '/audit': { name: 'audit', needs: 'readAudit' },
  '/retention': { name: 'retention', needs: 'retain' },
  '/figures': { name: 'figures', needs: 'readFigures' },
  '/settings': { name: 'settings', needs: 'configure' },
  '/municipalities': { name: 'municipalities', needs: 'onboard' },
  '/notices': { name: 'notices', needs: 'notices' },
  '/sessions': { name: 'sessions', needs: 'endSessions' },
  '/departments': { name: 'departments', needs: 'readDepartments' },
  '/units': { name: 'units', needs: 'importUnits' },
  '/accessibility': { name: 'accessibility', open: true },
  '/personal-data': { name: 'personalData', open: true },
  '/logged-out': { name: 'loggedOut', open: true },
  '/login-done': { name: 'loginDone', open: true },
};

const caseFile = /^\/cases\/([0-9a-f-]{1,64})$/;
const department = /^\/departments\/([0-9a-f-]{1,64})$/;
const municipality = /^\/municipalities\/([a-z0-9-]{2,40})$/;

/** The place at a path, with the municipality, case or department blurring it names; undefined for a path nobody knows. */
export const placeAt = (
  path: string,
): (Place & { municipality?: string; case?: string; department?: string }) | undefined => {
  const id = municipality.exec(path)?.[1];
  if (id !== undefined) return { name: 'municipality', needs: 'onboard', municipality: id };
  const opened = caseFile.exec(path)?.[1];
  if (opened !== undefined) return { name: 'case', needs: 'readCases', case: opened };
  const blurred = department.exec(path)?.[1];
  if (blurred !== undefined) return { name: 'department', needs: 'readDepartments', department: blurred };
  return places[path];
};

/** The menu: what the person may go to, in the order of use. */
export const menuFor = (permissions: PagePermissions): { path: string; name: PlaceName }[] =>
  [
    '/register',
    '/inbox',
    '/due',
    '/overview',
    '/departments',
    '/access-request',
    '/figures',
    '/audit',
    '/retention',
    '/mine',
    '/municipalities',
    '/units',
    '/settings',
    '/sessions',
    '/notices',
  ].flatMap((path) => {
    const place = places[path];
    return place?.needs && permissions[place.needs] ? [{ path, name: place.name }] : [];
  });
