import { attribute, child, children, readMessage } from './elements.ts';
import { BINDING, NS, NSIS } from './names.ts';
import type { Received } from './receive.ts';
import { must } from './refused.ts';
import type { Registry, ServiceProvider } from './service-provider.ts';

export const levels = ['Low', 'Substantial', 'High'] as const;
export type Level = (typeof levels)[number];

export type LoginRequest = {
  readonly id: string;
  readonly from: ServiceProvider;
  readonly acs: string;
  readonly relayState: string | undefined;
  readonly fresh: boolean;
  readonly passive: boolean;
  /** Whether a login at the level is good enough for the request. */
  readonly allows: (level: Level) => boolean;
};

/** @throws Refused when the answer would go to an address the metadata does not name */
export const readLoginRequest = async (message: Received, registry: Registry): Promise<LoginRequest> => {
  const read = readMessage(message.xml, (root) => {
    const context = child(root, NS.protocol, 'RequestedAuthnContext');
    return {
      acs: attribute(root, 'AssertionConsumerServiceURL'),
      binding: attribute(root, 'ProtocolBinding') ?? BINDING.post,
      fresh: isTrue(attribute(root, 'ForceAuthn')),
      passive: isTrue(attribute(root, 'IsPassive')),
      comparison: attribute(context, 'Comparison') ?? 'exact',
      asked:
        context && children(context, NS.assertion, 'AuthnContextClassRef').map((ref) => ref.content.trim()),
    };
  });
  must(read.binding === BINDING.post, 'binding');
  let { from } = message;
  if (read.acs !== undefined && !from.acs.includes(read.acs)) from = await registry.find(from.entityId, true);
  const acs = read.acs ?? from.defaultAcs;
  must(from.acs.includes(acs), 'acs');
  const { id, relayState } = message;
  const { fresh, passive, comparison, asked } = read;
  return { id, from, acs, relayState, fresh, passive, allows: (level) => allows(level, comparison, asked) };
};

const isTrue = (value: string | undefined): boolean => value === 'true' || value === '1';

/** SAML core 3.3.2.2.1. A class outside NSIS is never met. */
const allows = (level: Level, comparison: string, asked: readonly string[] | undefined): boolean => {
  if (asked === undefined) return true;
  const has = levels.indexOf(level);
  return asked.some((reference) => {
    const wanted = levels.findIndex((one) => `${NSIS}/${one}` === reference);
    if (wanted < 0) return false;
    if (comparison === 'minimum') return has >= wanted;
    if (comparison === 'better') return has > wanted;
    if (comparison === 'maximum') return has <= wanted;
    return has === wanted;
  });
};
