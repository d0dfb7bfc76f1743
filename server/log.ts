import { destination, pino } from 'pino';

/**
 * Everything the server may write to its log: event → the fields it may carry. What is not declared here cannot be logged, so
 * no vendor's message, no CPR number, name, token or reason text finds a way in (ASVS 16.2.5).
 */
export const events = {
  listening: ['port', 'database', 'node'],
  operations_listening: ['port'],
  stopping: ['signal'],
  stopped: [],
  configuration_refused: ['problems'],
  request: ['method', 'route', 'status', 'milliseconds', 'reference', 'code'],
  unexpected: ['reference', 'where', 'kind'],
  session_opened: ['tenant', 'issuer', 'session', 'reference'],
  login_opened: ['tenant', 'session', 'level', 'content', 'key_transport', 'reference'],
  login_refused: ['rule', 'status', 'reference'],
  grant_dropped: ['code', 'reference'],
  logout_refused: ['rule', 'reference'],
  logged_out_elsewhere: ['count', 'reference'],
  identity_provider: ['outcome', 'code', 'certificates'],
  issuer_keys_unavailable: ['issuer', 'code'],
  launch_refused: ['tenant', 'issuer', 'code', 'reference'],
  delivered: ['tenant', 'cvr', 'message', 'milliseconds'],
  delivery_postponed: ['tenant', 'cvr', 'message', 'outcome', 'code', 'attempts'],
  delivery_refused: ['tenant', 'cvr', 'message', 'code', 'pause'],
  relay_failed: ['kind'],
  department_difference: ['tenant', 'cvr', 'missing', 'foreign'],
  department_list_failed: ['tenant', 'cvr', 'code'],
  units_imported: ['rows', 'taken', 'changed', 'bad', 'closed', 'too_many_to_close'],
  id_card: ['cvr', 'outcome', 'code'],
  certificate_expiring: ['tenant', 'cvr', 'days', 'threshold'],
  certificate_problem: ['tenant', 'cvr', 'code'],
  certificate_uploaded: ['tenant', 'cvr', 'code'],
  credential_installed: ['tenant', 'cvr', 'days'],
  notices_sent: ['count'],
  notice_failed: ['tenant', 'outcome', 'code', 'tries'],
  notices_forgotten: ['count'],
  expired: ['tenant', 'count'],
  retention_run: ['tenant', 'texts', 'registrations', 'citizens', 'audit'],
  audit_anchor: ['tenant', 'sequence', 'hash'],
  purged: ['count'],
  schedule_failed: ['job', 'kind'],
  operator_acted: ['action', 'tenant', 'cvr', 'outcome'],
  operations_failed: ['kind'],
  store_fatal: ['code'],
  municipality_registered: ['tenant', 'outcome'],
} as const;

export type LogEvent = keyof typeof events;
export type LogFields<Event extends LogEvent> = Partial<
  Record<(typeof events)[Event][number], string | number | boolean | null>
>;
export type Log = <Event extends LogEvent>(event: Event, fields?: LogFields<Event>) => void;

/** Ten digits, or the shape of a replacement number, with or without hyphen. Such a value is a bug wherever it came from. */
const cprShaped = /(?<![0-9A-Za-z])[0-9]{6}-?[0-9A-Z]{4}(?![0-9A-Za-z])/;

const safe = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  return cprShaped.test(value) ? '[withheld]' : value.slice(0, 300);
};

/**
 * Writes to a file descriptor without waiting: what is logged during one write leaves with the next, in order and in whole lines.
 * Whoever ends the process calls `flushSync`, so that the last lines are not lost.
 */
export const openLogOutput = (fd: number): { write: (line: string) => void; flushSync: () => void } => {
  const output = destination({ dest: fd, sync: false });
  return { write: (line) => void output.write(line), flushSync: () => output.flushSync() };
};

/** Structured log, one JSON object per line; `write` is where it goes. */
export const createLog = (destination: { write: (line: string) => void }): Log => {
  const writer = pino(
    { base: null, messageKey: 'event', timestamp: pino.stdTimeFunctions.isoTime },
    destination,
  );
  return (event, fields) => {
    const given = (fields ?? {}) as Record<string, unknown>;
    const line: Record<string, unknown> = {};
    for (const name of events[event]) if (given[name] !== undefined) line[name] = safe(given[name]);
    writer.info(line, event);
  };
};

/** What kind of thing was thrown, without what it said: libraries quote input in their messages. */
export const kindOf = (thrown: unknown): string => {
  if (!(thrown instanceof Error)) return typeof thrown;
  const code: unknown = 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'string' ? `${thrown.name}:${code}` : thrown.name;
};
