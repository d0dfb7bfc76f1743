import { randomUUID } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { createRateLimit } from './api/middleware/rate-limit.ts';
import { pageCookies } from './api/page/cookies.ts';
import { loadPage } from './api/page-files.ts';
import { loadWidget } from './api/widget-files.ts';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { createCredentials } from './credentials/credentials.ts';
import { installCredential, removeCredential } from './credentials/install.ts';
import { watchCertificates } from './credentials/watch.ts';
import { blurringId, cvr as toCvr } from './domain/ids.ts';
import { createIdsasClient } from './idsas/client.ts';
import { checkIssuerKeys } from './launch/check-issuer.ts';
import { createLaunchVerifier } from './launch/context-token.ts';
import { readDecryptionKeys } from './launch/decryption-keys.ts';
import { listen } from './listen.ts';
import { setUpLogin } from './login-setup.ts';
import { createLog, kindOf, openLogOutput, type Log } from './log.ts';
import { setUpNotices } from './notices-setup.ts';
import { createMetrics } from './operations/metrics.ts';
import { createOperations } from './operations/operations.ts';
import { parseOperators } from './operations/operators.ts';
import { createDepartmentRelay } from './relay/departments.ts';
import { reconcileDepartments } from './relay/reconcile.ts';
import { createRelay, relaySettings } from './relay/relay.ts';
import { createAnchoring } from './schedule/anchor.ts';
import { rollUpFigures } from './schedule/roll-up.ts';
import { createRetentionJob } from './schedule/retention.ts';
import { createNoticeJob } from './schedule/notices.ts';
import { createSchedule } from './schedule/schedule.ts';
import { createSessions } from './session/session.ts';
import {
  deriveKey,
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
  const credentials = createCredentials({
    folder: config.SLOERING_CREDENTIALS,
    findStored: (cvr) => store.credentials.find(toCvr(cvr)),
    now,
  });
  const certificates = watchCertificates({ store, credentials, now, log });
  const idsas = createIdsasClient({
    settings: nsp,
    credentials: async (cvr) => {
      const found = await credentials.find(cvr);
      return typeof found === 'string' ? found : found.credential;
    },
    now,
    newId: randomUUID,
    log: (event) => {
      metrics.observe(event);
      const { cvr, outcome = null, code = null } = event;
      if (event.event === 'idsas.id-card') log('id_card', { cvr, outcome, code });
    },
  });
  const metrics = createMetrics({ store, tickets: idsas.tickets, certificates: certificates.states, now });
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
  const calls = { store, idsas, now, newId: randomUUID, log };
  const departments = createDepartmentRelay({ ...calls, random: Math.random, callTimeoutMs });
  const { SLOERING_SAML_FILE: samlFile, SLOERING_ISSUER: origin } = config;
  const login =
    samlFile === undefined
      ? null
      : await setUpLogin({ file: samlFile, origin, store, now, log, random: secureRandom });
  const anchor = createAnchoring({ store, now, log, append: anchorFile(config.SLOERING_ANCHORS) });
  const notices = await setUpNotices({
    ...{ file: config.SLOERING_SMTP_FILE, origin, random: secureRandom },
    key: () => deriveKey(config, 'notices'),
  });
  const schedule = createSchedule({
    store,
    now,
    log,
    further: {
      anchor,
      figures: () => rollUpFigures(store),
      retention: createRetentionJob({ store, now, log, newId: sortableId }),
      certificates: certificates.look,
      ...(login && { login: login.keepCurrent }),
      ...(config.SLOERING_RELAY && { departments: () => reconcileDepartments(calls) }),
      ...(notices && { notices: createNoticeJob({ store, now, log, send: notices.sendDigest }) }),
    },
  });
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
    certificates: certificates.states,
    page: await loadPage(config.SLOERING_PAGE),
    cookies: pageCookies(origin),
    logins: { store, random: secureRandom, newId: sortableId },
    saml: login?.door ?? null,
    random: secureRandom,
    newSecret: () => secureRandom(32).toString('base64url'),
    handleKey: deriveKey(config, 'citizen handle'),
    municipalities: {
      certificates: certificates.states,
      lookAtCertificates: certificates.look,
      installCertificate: async (scope, file, by) => {
        const installed = await installCredential({ store, now, credentials }, scope, file, by);
        if (typeof installed === 'string') return { ok: false, code: installed };
        return { ok: true, code: installed.inUse ? 'ok' : 'credential_in_file' };
      },
      removeCertificate: async (scope, by) => {
        const { removed, remains } = await removeCredential({ store, now, credentials }, scope, by);
        if (remains) return { ok: false, code: 'credential_in_file' };
        return { ok: true, code: removed ? 'ok' : 'none' };
      },
      testCall: async (cvr) => {
        const answer = await idsas.testTicket({ cvr, messageId: randomUUID(), flowId: randomUUID() });
        if (answer.kind === 'accepted') return { ok: true, code: 'ok' };
        return { ok: false, code: 'code' in answer ? answer.code : answer.kind };
      },
      checkKeys: (issuer) =>
        checkIssuerKeys(issuer, { allowInsecureLoopback: config.SLOERING_ALLOW_LOOPBACK }),
      allowLoopback: config.SLOERING_ALLOW_LOOPBACK,
    },
    notices,
  });

  const openOperations = async () => {
    const {
      SLOERING_OPERATIONS_PORT: port,
      SLOERING_OPERATIONS_HOST: hostname,
      SLOERING_OPERATORS: file,
    } = config;
    if (port === undefined) return undefined;
    const operators = parseOperators(file === undefined ? '' : await readFile(file, 'utf8'));
    const side = createOperations({
      store,
      platform: idsas,
      certificates: certificates.states,
      operators,
      install: (scope, file, by) => installCredential({ store, now, credentials }, scope, file, by),
      remove: (scope, by) => removeCredential({ store, now, credentials }, scope, by),
      metrics,
      log,
      now,
      newId: randomUUID,
      delayAlarmMs: config.SLOERING_DELAY_ALARM_MINUTES * 60_000,
    });
    const opened = await listen(side.fetch, { hostname, port }).catch(
      cannotListen('SLOERING_OPERATIONS_PORT', port),
    );
    log('operations_listening', { port: opened.port });
    return opened;
  };

  const server = await listen(app.fetch, {
    hostname: config.SLOERING_HOST,
    port: config.SLOERING_PORT,
  }).catch(cannotListen('SLOERING_PORT', config.SLOERING_PORT));
  const operations = await openOperations();
  log('listening', { port: server.port, database: store.dialect, node: process.version });
  schedule.start();
  if (config.SLOERING_RELAY) {
    relay.start();
    departments.start();
  }

  // Stop taking work, let calls to the register finish, then close. A killed process is covered by leases.
  const stop = async (signal: string): Promise<void> => {
    log('stopping', { signal });
    // A request under way gets its answer before the store closes under it.
    await Promise.all([
      server.close(),
      operations?.close(),
      relay.stop(),
      departments.stop(),
      schedule.stop(),
    ]);
    await idsas.close();
    await store.close();
    log('stopped');
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(signal));
};

/** Appends to the anchor file, and answers when the line is on disk. */
const anchorFile = (path: string | undefined): ((line: string) => Promise<void>) | null =>
  path === undefined
    ? null
    : async (line) => {
        const file = await open(path, 'a', 0o600);
        try {
          await file.appendFile(line);
          await file.datasync();
        } finally {
          await file.close();
        }
      };

const cannotListen =
  (variable: string, port: number) =>
  (thrown: unknown): never => {
    throw new Error(`it cannot listen on port ${port} (${kindOf(thrown)}). Set ${variable} to a free one.`);
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
