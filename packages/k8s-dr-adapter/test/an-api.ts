import { afterEach } from 'vitest';
import { ApiTransport, defaultKubeTimings, KubeClient, type KubeTimings } from '../src/index.js';
import { FakeApiServer, fixedAccess } from '../src/testing/index.js';
import type { ApiAccess } from '../src/index.js';

export interface AnApi {
  readonly server: FakeApiServer;
  readonly client: KubeClient;
  readonly transport: ApiTransport;
}

const open: AnApi[] = [];

/** A fake API server and a client of it; both end with the test. */
export async function anApi(
  timings: Partial<KubeTimings> = {},
  accessTo: (url: string) => ApiAccess = fixedAccess,
): Promise<AnApi> {
  const server = await FakeApiServer.start();
  const quick = { connectMs: 500, callMs: 5_000, watchMs: 60_000, watchGraceMs: 1_000 };
  const transport = new ApiTransport(accessTo(server.url), { ...defaultKubeTimings, ...quick, ...timings });
  const api = { server, transport, client: new KubeClient(transport) };
  open.push(api);
  return api;
}

afterEach(async () => {
  for (const { server, transport } of open.splice(0)) {
    await transport.close();
    await server.down();
  }
});
