import { X509Certificate } from 'node:crypto';
import { listen, send } from '../web.ts';
import type { Listening } from '../web.ts';
import { initialSwitches } from './control.ts';
import type { Switches } from './control.ts';
import { createControl } from './control-api.ts';
import { createLedger } from './ledger.ts';
import { createPlatform } from './platform.ts';
import { openRegister } from './register.ts';
import { createRegistration } from './registration.ts';
import type { SimulatorState } from './state.ts';
import { createTicketCheck } from './ticket.ts';

export type NationalSimulator = Listening & { readonly stsCertificatePem: string };

/**
 * The national side in one program: ticket service, gateway, test service, registration, lookup and salt, with switches for what
 * goes wrong. State lives in `folder` and survives a restart; switches and the list of calls do not.
 */
export const startNationalSimulator = async (options: {
  readonly folder: string;
  readonly port?: number;
  readonly host?: string;
  readonly now?: () => number;
}): Promise<NationalSimulator> => {
  const now = options.now ?? Date.now;
  const register = await openRegister(options.folder);
  const checkTicket = createTicketCheck(new X509Certificate(register.sts.certificatePem).publicKey);
  let switches: Switches = initialSwitches;
  let revokedAt = 0;
  const state: SimulatorState = {
    register,
    ledger: createLedger(),
    now,
    switches: () => switches,
    setSwitches: (next) => (switches = next),
    revokedAt: () => revokedAt,
    revokeCards: () => (revokedAt = now()),
  };
  const control = createControl(state);
  const platform = createPlatform(state, createRegistration(state, checkTicket));

  const listening = await listen(
    (request, response) => {
      const handle = async (): Promise<void> => {
        if (!(await platform(request, response))) await control(request, response);
      };
      handle().catch((error: unknown) => {
        process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
        if (response.headersSent) response.destroy();
        else send(response, error instanceof RangeError ? 413 : 500, 'text/plain', 'error');
      });
    },
    options.port ?? 0,
    options.host,
  );
  return {
    url: listening.url,
    stsCertificatePem: register.sts.certificatePem,
    close: async () => {
      await listening.close();
      await register.close();
    },
  };
};
