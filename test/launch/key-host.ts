import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createOrganisationCertificate } from '../../examples/simulators/certificate.ts';

/** A host of key sets on this machine. */
export type KeyHost = { port: number; requests: () => number; close: () => Promise<void> };

const listen = async (server: Server, count: () => number): Promise<KeyHost> => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const close = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return { port: (server.address() as AddressInfo).port, requests: count, close };
};

/** Plain HTTP. */
export const startKeyHost = (answer: RequestListener): Promise<KeyHost> => {
  let count = 0;
  const server = createServer((request, response) => {
    count += 1;
    answer(request, response);
  });
  return listen(server, () => count);
};

/** HTTPS with a certificate for `localhost`, which is returned for trusting. */
export const startTlsKeyHost = async (answer: RequestListener): Promise<KeyHost & { ca: string }> => {
  const { certificatePem, privateKeyPem } = await createOrganisationCertificate({
    cvr: '29190623',
    organisation: 'Kommune A',
    commonName: 'localhost',
    notBefore: new Date('2020-01-01'),
    notAfter: new Date('2049-01-01'),
  });
  let count = 0;
  const server = createTlsServer({ cert: certificatePem, key: privateKeyPem }, (request, response) => {
    count += 1;
    answer(request, response);
  });
  return { ...(await listen(server, () => count)), ca: certificatePem };
};
