import type { ServerResponse } from 'node:http';
import { failed, newId, succeeded } from './answer.ts';
import type { Failure } from './answer.ts';
import { nameIdOf } from './assertion.ts';
import type { Broker } from './broker.ts';
import { readLoginRequest } from './login-request.ts';
import type { LoginRequest } from './login-request.ts';
import { pickerPage, postingPage, sendPage } from './pages.ts';
import type { Sending } from './pages.ts';
import type { Received } from './receive.ts';
import { must } from './refused.ts';
import { cookieOf } from './sessions.ts';
import type { Session } from './sessions.ts';
import type { Fault } from './settings.ts';

const MOST_PENDING = 200;
const sendings: Partial<Record<Fault, Sending>> = { 'post-twice': 'twice', 'post-parallel': 'parallel' };

export const openLogin = (broker: Broker) => {
  const { addresses, ledger, sessions, switches, now } = broker;
  const pending = new Map<string, LoginRequest>();

  const post = (
    response: ServerResponse,
    { acs, relayState }: LoginRequest,
    xml: string,
    sending: Sending,
    headers: Readonly<Record<string, string>> = {},
  ): void => {
    const fields = {
      SAMLResponse: Buffer.from(xml).toString('base64'),
      ...(relayState !== undefined && { RelayState: relayState }),
    };
    sendPage(response, 200, postingPage(acs, fields, sending), [acs], headers);
  };

  const fail = (response: ServerResponse, request: LoginRequest, failure: Failure): void => {
    const { acs, id: inResponseTo } = request;
    ledger.add({ kind: 'Response', inResponseTo, status: failure });
    post(
      response,
      request,
      failed({ acs, inResponseTo, issuer: addresses.entityId, now: now() }, failure),
      'once',
    );
  };

  const succeed = async (
    response: ServerResponse,
    request: LoginRequest,
    session: Session,
    silent: boolean,
  ): Promise<void> => {
    const settings = switches.current;
    const { user, sessionIndex, loggedInAt } = session;
    const level = settings.level === 'user' ? user.level : settings.level;
    if (!request.allows(level)) return fail(response, request, 'NoAuthnContext');
    if (!settings.keepFault) switches.current = { ...settings, fault: 'none' };
    const facts = {
      id: newId(),
      issuer: addresses.entityId,
      audience: request.from.entityId,
      acs: request.acs,
      inResponseTo: request.id,
      user,
      level,
      sessionIndex,
      loggedInAt,
      now: now(),
      roleBase: broker.roleBase,
    };
    session.systems.set(request.from.entityId, nameIdOf(user, settings));
    const responseId = newId();
    const xml = await succeeded(facts, settings, broker.keys, request.from, responseId);
    ledger.add({
      kind: 'Response',
      responseId,
      assertionId: facts.id,
      inResponseTo: request.id,
      status: 'Success',
      user: user.id,
      fault: settings.fault,
      silent,
    });
    post(response, request, xml, sendings[settings.fault] ?? 'once', { 'set-cookie': cookieOf(session) });
  };

  return {
    /** A system's request: answered at once where a session or IsPassive decides it, else by the picker. */
    asked: async (
      response: ServerResponse,
      message: Received,
      session: Session | undefined,
    ): Promise<void> => {
      const request = await readLoginRequest(message, broker.registry);
      if (session && !request.fresh) return succeed(response, request, session, true);
      if (request.passive) return fail(response, request, 'NoPassive');
      const reference = newId();
      pending.set(reference, request);
      for (const oldest of [...pending.keys()].slice(0, -MOST_PENDING)) pending.delete(oldest);
      sendPage(response, 200, pickerPage(broker.users, request.from.entityId, reference));
    },

    /** What was pressed in the picker. A request is answered once. */
    picked: async (
      response: ServerResponse,
      form: URLSearchParams,
      before: Session | undefined,
    ): Promise<void> => {
      const reference = form.get('request') ?? '';
      const request = pending.get(reference);
      must(request !== undefined, 'pending');
      const user = broker.users.find(({ id }) => id === form.get('user'));
      must(user !== undefined || form.has('cancel'), 'user');
      pending.delete(reference);
      if (user === undefined) return fail(response, request, 'AuthnFailed');
      const session = sessions.start(user, now());
      if (before?.user.id === user.id) {
        // The same person again: the systems stay together, so that one logout reaches them all.
        for (const [system, nameId] of before.systems) session.systems.set(system, nameId);
        sessions.end(before.id);
      }
      await succeed(response, request, session, false);
    },
  };
};
