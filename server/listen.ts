import { serve } from '@hono/node-server';

export type Listener = {
  port: number;
  /** Stops accepting; resolves when requests under way have been answered. A connection that only waits is closed. */
  close(): Promise<void>;
};

type Fetch = Parameters<typeof serve>[0]['fetch'];

/** Answers HTTP at an address. Rejects with the system's error when it cannot, such as EADDRINUSE. */
export const listen = (fetch: Fetch, at: { hostname: string; port: number }): Promise<Listener> =>
  new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch,
        ...at,
        // A client that sends its request byte by byte holds a connection no longer than this.
        serverOptions: { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 65_000 },
      },
      ({ port }) => {
        server.off('error', reject);
        const close = (): Promise<void> => {
          const answered = new Promise<void>((done) => server.close(() => done()));
          if ('closeIdleConnections' in server) server.closeIdleConnections();
          return answered;
        };
        resolve({ port, close });
      },
    );
    server.once('error', reject);
  });
