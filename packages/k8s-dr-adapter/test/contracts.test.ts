import { CancelSource } from '@twinsite/domain';
import { afterAll, afterEach, beforeAll, beforeEach, describe, test } from 'vitest';
import { ApiTransport, defaultKubeTimings, KubeClient } from '../src/index.js';
import { FakeApiServer, fixedAccess, kubeCases } from '../src/testing/index.js';
import { served } from '../src/testing/binder/cluster-kinds.js';
import { realClock } from './real-clock.js';

let server: FakeApiServer;
let transport: ApiTransport;
let end: CancelSource;
let serial = 0;

beforeAll(async () => {
  server = await FakeApiServer.start();
  server.served.push(...served);
  transport = new ApiTransport(fixedAccess(server.url), defaultKubeTimings);
});

afterAll(async () => {
  await transport.close();
  await server.down();
});

beforeEach(() => {
  end = new CancelSource();
});

afterEach(() => end.cancel());

const freshName = (): string => `twinsite-${(serial += 1)}`;

describe('on the fake API server', () => {
  for (const { port, name, run } of kubeCases)
    test(`${port}: ${name}`, () => {
      const client = new KubeClient(transport);
      return run({
        client,
        clock: realClock,
        namespace: 'default',
        freshName,
        signal: end.signal,
      });
    });
});
