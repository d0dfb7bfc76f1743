import { randomUUID } from 'node:crypto';
import { serve } from '@hono/node-server';
import { createRateLimit } from './api/middleware/rate-limit.ts';
import { loadWidget } from './api/widget-files.ts';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { credentialsFrom } from './credentials.ts';
import { blurringId, type Instant } from './domain/ids.ts';
import { createIdsasClient } from './idsas/client.ts';
import { createLaunchVerifier } from './launch/context-token.ts';
import { readDecryptionKeys } from './launch/decryption-keys.ts';
import { createLog, kindOf, openLogOutput, type Log } from './log.ts';
import { createRelay, relaySettings } from './relay/relay.ts';
import { createSchedule } from './schedule/schedule.ts';
import { createSessions } from './session/session.ts';
import type { Store } from './store/store.ts';
import {
  openConfiguredStore,
  readNspSettings,
  readStartConfig,
  secureRandom,
  sortableId,
  systemClock as now,
} from './start.ts';

/** The composition root: reads the environment, opens things, listens, and closes them in the right order. */
const start = async (config: Config, log: Log): Promise<void> => {
  // A failed sync may have lost pages the kernel no longer knows of: stop, do not go on writing (Postgres learnt it in 2018).
  const store = await openConfiguredStore(config, (code) => {
    log('store_fatal', { code });
    process.exit(70);
  });
  const nsp = await readNspSettings(config.SLOERING_NSP_FILE);
  const idsas = createIdsasClient({
    settings: nsp,
    credentials: credentialsFrom(config.SLOERING_CREDENTIALS, now),
    now,
    newId: randomUUID,
    log: ({ event, cvr, outcome, code }) => {
      if (event === 'idsas.id-card') log('id_card', { cvr, outcome: outcome ?? null, code: code ?? null });
    },
  });
  const callTimeoutMs = nsp.requestTimeoutMs ?? 30_000;
  const relay = createRelay({
    store,
    idsas,
    now,
    random: Math.random,
    newId: randomUUID,
    log,
    callTimeoutMs,
    settings: relaySettings(callTimeoutMs),
  });
  const schedule = createSchedule({ store, now, log });
  const decryption = await readDecryptionKeys(config.SLOERING_DECRYPTION_KEYS);
  const app = createApp({
    store,
    sessions: createSessions({ store, random: secureRandom, newId: sortableId }),
    encryptionKeys: decryption.published,
    launch: createLaunchVerifier({
      decryptionKeys: decryption.keys,
      onFailure: (issuer, code) => log('issuer_keys_unavailable', { issuer, code }),
      findIssuer: (iss) => store.registry.findIssuer(iss),
      audience: config.SLOERING_ISSUER,
      allowInsecureLoopback: config.SLOERING_ALLOW_LOOPBACK,
    }),
    widget: await loadWidget(config.SLOERING_WIDGET),
    log,
    now,
    newReference: () => secureRandom(9).toString('base64url'),
    newBlurringId: () => blurringId(sortableId()),
    issuer: config.SLOERING_ISSUER,
    launches: createRateLimit(config.SLOERING_LAUNCHES_PER_MINUTE),
    changes: createRateLimit(config.SLOERING_CHANGES_PER_MINUTE),
    trustedProxy: config.SLOERING_TRUSTED_PROXY,
    delayAlarmMs: config.SLOERING_DELAY_ALARM_MINUTES * 60_000,
  });

  const server = serve(
    {
      fetch: app.fetch,
      hostname: config.SLOERING_HOST,
      port: config.SLOERING_PORT,
      // A client that sends its request byte by byte holds a connection no longer than this.
      serverOptions: { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 65_000 },
    },
    ({ port }) => {
      log('listening', { port, database: store.dialect, node: process.version });
      schedule.start();
      if (!config.SLOERING_RELAY) return;
      relay.start();
      void resumeParked(store, now()).catch((thrown: unknown) =>
        log('relay_failed', { kind: kindOf(thrown) }),
      );
    },
  );
  server.on('error', (error) => {
    process.stderr.write(
      `The server cannot listen on port ${config.SLOERING_PORT} (${kindOf(error)}). Set SLOERING_PORT to a free one.\n`,
    );
    process.exit(1);
  });

  // Stop taking work, let calls to the register finish, then close. A killed process is covered by leases.
  const stop = async (signal: string): Promise<void> => {
    log('stopping', { signal });
    // A request under way gets its answer before the store closes under it; a connection that only waits is closed.
    const answered = new Promise<void>((done) => server.close(() => done()));
    if ('closeIdleConnections' in server) server.closeIdleConnections();
    await Promise.all([answered, relay.stop(), schedule.stop()]);
    await idsas.close();
    await store.close();
    log('stopped');
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(signal));
};

/** Starting the server is a person's act after something was put right: everything parked gets one more try. */
const resumeParked = async (store: Store, at: Instant): Promise<void> => {
  for (const { id } of await store.registry.listTenants()) {
    const settings = await store.forTenant(id).loadSettings();
    for (const { cvr } of settings?.cvrs ?? []) await store.outbox.resume({ tenant: id, cvr }, at);
  }
};

const output = openLogOutput(process.stdout.fd);
process.on('exit', () => output.flushSync());
const log = createLog(output);
const config = readStartConfig(log);
if (config) {
  await start(config, log).catch((thrown: unknown) => {
    process.stderr.write(
      `The server cannot start: ${thrown instanceof Error ? thrown.message : kindOf(thrown)}\n`,
    );
    process.exit(1);
  });
} else process.exitCode = 1;
