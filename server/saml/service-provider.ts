import { acceptLogin } from './accept-login.ts';
import { acceptLogout } from './accept-logout.ts';
import { addresses } from './addresses.ts';
import { writeMetadata } from './metadata.ts';
import type { IdentityProvider, RefusedLogin, RefusedLogout, SamlSettings, ServiceProvider } from './port.ts';
import { redirectAddress } from './redirect.ts';
import { authnRequest, logoutRequest, logoutResponse } from './requests.ts';
import { Refusal, type RuleCode, rules } from './rules.ts';

export type ServiceProviderDependencies = {
  settings: SamlSettings;
  /** The provider's metadata as it is now. @throws while none could be read */
  provider: () => IdentityProvider;
  randomBytes: (count: number) => Uint8Array;
};

/** The service provider of one environment. Its answers to messages from outside are values; a message never makes it throw. */
export const createServiceProvider = ({
  settings,
  provider,
  randomBytes,
}: ServiceProviderDependencies): ServiceProvider => {
  const { entityId: issuer, signing } = settings;
  const { privateKeyPem } = signing;
  const { acs } = addresses(settings.origin);
  // 160 bits; an XML ID may not begin with a digit.
  const newId = (): string => `_${Buffer.from(randomBytes(20)).toString('hex')}`;
  const metadata = writeMetadata(settings);

  return {
    metadata: () => metadata,
    newId,
    loginAddress: async ({ id, relayState, forceAuthn, level, now }) => {
      const to = provider().ssoRedirect;
      const xml = authnRequest({ id, issuer, destination: to, now, acs, forceAuthn, level });
      return redirectAddress({ to, kind: 'SAMLRequest', xml, relayState, privateKeyPem });
    },
    acceptLogin: async (body, take, now) => {
      // The store's own failures are not the sender's doing and pass through.
      const failure: { cause?: unknown } = {};
      const guarded: typeof take = async (id) => {
        try {
          return await take(id);
        } catch (cause) {
          failure.cause = cause;
          throw cause;
        }
      };
      try {
        return await acceptLogin(settings, known(provider), body, guarded, now);
      } catch (error) {
        if ('cause' in failure) throw failure.cause;
        return refusedLogin(error);
      }
    },
    logoutAddress: async ({ id, nameId, sessionIndex, relayState, now }) => {
      const to = provider().sloRedirect;
      const xml = logoutRequest({ id, issuer, destination: to, now, nameId, sessionIndex });
      return redirectAddress({ to, kind: 'SAMLRequest', xml, relayState, privateKeyPem });
    },
    acceptLogout: async (message, now) => {
      try {
        return acceptLogout(settings, known(provider), message, now);
      } catch (error) {
        return refusedLogout(error);
      }
    },
    logoutAnswerAddress: async ({ inResponseTo, relayState, complete, now }) => {
      const to = provider().sloResponse;
      const xml = logoutResponse({ id: newId(), issuer, destination: to, now, inResponseTo, complete });
      return redirectAddress({ to, kind: 'SAMLResponse', xml, relayState, privateKeyPem });
    },
  };
};

const known = (provider: () => IdentityProvider): IdentityProvider => {
  try {
    return provider();
  } catch {
    throw new Refusal('provider_unknown');
  }
};

/** A parser's or library's own error says what the message held; only our code for it goes on. */
const ruleOf = (error: unknown): RuleCode => (error instanceof Refusal ? error.rule : 'unexpected');

const refusedLogin = (error: unknown): RefusedLogin => {
  const rule = ruleOf(error);
  const status = error instanceof Refusal ? error.status : undefined;
  return { ok: false, rule, page: rules[rule].page, ...(status === undefined ? {} : { status }) };
};

const refusedLogout = (error: unknown): RefusedLogout => ({ ok: false, rule: ruleOf(error) });
