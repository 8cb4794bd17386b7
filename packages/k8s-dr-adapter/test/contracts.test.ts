import { afterAll, beforeAll, describe, test } from 'vitest';
import { ApiTransport, defaultKubeTimings, KubeClient } from '../src/index.js';
import {
  FakeApiServer,
  fixedAccess,
  kubeClientContract,
  watchContract,
  type KubeClientSubject,
} from '../src/testing/index.js';

let server: FakeApiServer;
let transport: ApiTransport;
let serial = 0;

beforeAll(async () => {
  server = await FakeApiServer.start();
  transport = new ApiTransport(fixedAccess(server.url), defaultKubeTimings);
});

afterAll(async () => {
  await transport.close();
  await server.down();
});

const subject = (): KubeClientSubject => ({
  client: new KubeClient(transport),
  namespace: 'default',
  freshName: () => `twinsite-${(serial += 1)}`,
});

describe('client on the fake API server', () => {
  for (const { name, run } of [...kubeClientContract, ...watchContract]) test(name, () => run(subject()));
});
