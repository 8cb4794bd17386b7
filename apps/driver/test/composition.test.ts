import { fixedAccess } from '@twinsite/k8s-dr-adapter/testing';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { compose } from '../src/composition/compose.js';
import { TOKENS } from '../src/composition/tokens.js';
import type { DriverConfig, Mode } from '../src/config/driver-config.js';

const config = (mode: Mode): DriverConfig => ({
  driver: 'iscsi',
  mode,
  endpoint: { kind: 'unix', path: '/tmp/twinsite-never-bound.sock' },
  logLevel: 'error',
  arrays: [],
  defaultAccessPath: undefined,
  timers: { loginTimeoutMs: 5000, noopIntervalMs: 5000, noopTimeoutMs: 5000, replacementTimeoutMs: 5000 },
  maxVolumes: 10,
  clusterId: undefined,
  kubernetes: undefined,
  node:
    mode === 'controller'
      ? undefined
      : { name: 'node-1', stateDirectory: '/var/lib/twinsite', hostPrefix: [] },
});

const NODE_ONLY = ['node', 'nodeHost', 'nodePorts', 'knownTargets'];
const KUBERNETES_ONLY = ['cluster', 'electionTimings', 'events'];

test.each(['controller', 'node', 'all'] as const)('every part that mode %s uses can be made', (mode) => {
  const container = compose(config(mode), pino({ enabled: false }));
  const unused =
    mode === 'controller' ? NODE_ONLY : mode === 'node' ? ['arrays', 'arrayWatch', 'controller'] : [];
  for (const [name, token] of Object.entries(TOKENS)) {
    if (![...unused, ...KUBERNETES_ONLY].includes(name))
      expect(container.resolve<unknown>(token as symbol), name).toBeDefined();
  }
});

test.each(['controller', 'node', 'all'] as const)('with Kubernetes, too: mode %s', (mode) => {
  const log = pino({ enabled: false });
  const access = { api: fixedAccess('http://127.0.0.1:1'), namespace: 'storage' };
  const container = compose({ ...config(mode), clusterId: 'a' }, log, access);
  for (const name of ['cluster', 'electionTimings', 'events', 'server'] as const) {
    expect(container.resolve<unknown>(TOKENS[name] as symbol), name).toBeDefined();
  }
});

test('the node part without node settings is a mistake of ours, said at once', () => {
  const container = compose(config('controller'), pino({ enabled: false }));
  expect(() => container.resolve(TOKENS.node)).toThrow('node settings');
});
