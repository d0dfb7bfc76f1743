import type { ServerResponse } from 'node:http';
import type { Broker } from './broker.ts';
import { attribute, child, children, readMessage } from './elements.ts';
import { logoutRequest, logoutResponse, redirectTo } from './logout-message.ts';
import { NS, status } from './names.ts';
import { loggedOutPage, postingPage, sendPage } from './pages.ts';
import type { Received } from './receive.ts';
import { must } from './refused.ts';
import type { Session } from './sessions.ts';
import { signRoot } from './signature.ts';

type Binding = 'redirect' | 'post';
/** A logout going from system to system. `origin` asked for it and is answered last. */
type Round = {
  readonly session: Session;
  readonly origin?: Received;
  waiting: readonly string[];
  whole: boolean;
};

/** Logout through the browser, one system at a time, as the real broker does. */
export const openLogout = (broker: Broker) => {
  const { addresses, registry, sessions, ledger, switches, keys, now } = broker;
  const sent = new Map<string, { readonly round: Round; readonly system: string }>();

  const proceed = async (response: ServerResponse, round: Round, binding: Binding): Promise<void> => {
    const [system, ...waiting] = round.waiting;
    if (system === undefined) {
      const codes = round.whole ? ['Success'] : ['Responder', 'PartialLogout'];
      return round.origin
        ? answer(response, round.origin, codes)
        : sendPage(response, 200, loggedOutPage(round.whole));
    }
    round.waiting = waiting;
    const provider = await registry.find(system);
    const to = provider.logout[binding]?.to;
    const nameId = round.session.systems.get(system);
    if (to === undefined || nameId === undefined) {
      round.whole = false;
      return proceed(response, round, 'redirect');
    }
    const fault = switches.current.logoutFault;
    if (!switches.current.keepFault) switches.current = { ...switches.current, logoutFault: 'none' };
    const key = keys[switches.current.signing];
    const { sessionIndex } = round.session;
    const issuer = addresses.entityId;
    const { id, xml } = logoutRequest({ issuer, to, nameId, sessionIndex, now: now() }, fault);
    sent.set(id, { round, system });
    ledger.add({ kind: 'LogoutRequest sent', from: system, id, fault });
    if (binding === 'redirect') {
      const location = redirectTo(to, 'SAMLRequest', xml, key, undefined, fault);
      response.writeHead(303, { location, 'cache-control': 'no-store' }).end();
      return;
    }
    const signed = fault === 'unsigned' ? xml : signRoot(xml, key, fault === 'sha1' ? 'sha1' : 'sha256');
    const fields = { SAMLRequest: Buffer.from(signed).toString('base64') };
    sendPage(response, 200, postingPage(to, fields, 'once'), [to]);
  };

  const answer = (response: ServerResponse, origin: Received, codes: readonly string[]): void => {
    const { redirect, post } = origin.from.logout;
    const to = redirect?.response ?? post?.response;
    must(to !== undefined, 'metadata');
    const key = keys[switches.current.signing];
    const xml = logoutResponse({
      issuer: addresses.entityId,
      to,
      inResponseTo: origin.id,
      now: now(),
      codes,
    });
    ledger.add({ kind: 'LogoutResponse sent', inResponseTo: origin.id, status: codes.join(' ') });
    if (redirect) {
      const location = redirectTo(to, 'SAMLResponse', xml, key, origin.relayState);
      response.writeHead(303, { location, 'cache-control': 'no-store' }).end();
      return;
    }
    const fields = {
      SAMLResponse: Buffer.from(signRoot(xml, key)).toString('base64'),
      ...(origin.relayState !== undefined && { RelayState: origin.relayState }),
    };
    sendPage(response, 200, postingPage(to, fields, 'once'), [to]);
  };

  return {
    /** A system's own request. The broker's session ends at once. */
    asked: async (response: ServerResponse, message: Received): Promise<void> => {
      const { nameId, indexes } = readMessage(message.xml, (root) => ({
        nameId: child(root, NS.assertion, 'NameID')?.content ?? '',
        indexes: children(root, NS.protocol, 'SessionIndex').map((index) => index.content),
      }));
      const session = sessions.meant(message.from.entityId, nameId, indexes);
      // A session this program forgot at a restart must not leave the user on an error page.
      if (session === undefined) return answer(response, message, ['Requester', 'UnknownPrincipal']);
      sessions.end(session.id);
      const waiting = [...session.systems.keys()].filter((system) => system !== message.from.entityId);
      await proceed(response, { session, origin: message, waiting, whole: true }, 'redirect');
    },

    /** The button on the sessions' page. The systems leave the list as they answer, so a refused request can be tried again. */
    started: async (
      response: ServerResponse,
      session: Session,
      system: string,
      binding: Binding,
    ): Promise<void> => {
      const others = [...session.systems.keys()].filter((one) => one !== system);
      await proceed(response, { session, waiting: [system, ...others], whole: true }, binding);
    },

    /** What a system answered at `signoff.idp`. */
    answered: async (response: ServerResponse, message: Received): Promise<void> => {
      const { inResponseTo, code } = readMessage(message.xml, (root) => {
        const outer = child(root, NS.protocol, 'Status');
        return {
          inResponseTo: attribute(root, 'InResponseTo') ?? '',
          code: attribute(outer && child(outer, NS.protocol, 'StatusCode'), 'Value'),
        };
      });
      const found = sent.get(inResponseTo);
      must(found !== undefined && found.system === message.from.entityId, 'in_response_to');
      sent.delete(inResponseTo);
      const { round, system } = found;
      if (code === status('Success')) round.session.systems.delete(system);
      else round.whole = false;
      if (round.session.systems.size === 0) sessions.end(round.session.id);
      await proceed(response, round, 'redirect');
    },
  };
};
