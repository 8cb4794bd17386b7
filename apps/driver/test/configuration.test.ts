import { expect, test } from 'vitest';
import { ENDPOINT, read } from './read-config.js';

const ARRAY = `arrays:
  - name: array-1
    managers: [10.0.0.1, "10.0.0.2:8051"]
    credentials: { userFile: DIR/user, passwordFile: DIR/password }
    sites: { a: [gw-a], b: [gw-b], arbiter: [witness] }
`;

test('a whole configuration is read, flags win over the environment', () => {
  const { result } = read(['--mode', 'node', ...ENDPOINT, '--state-dir', '/var/lib/twinsite'], ARRAY, {
    TWINSITE_MODE: 'all',
    TWINSITE_NODE_NAME: 'Worker-1',
  });
  expect(result).toMatchObject({
    ok: true,
    value: {
      mode: 'node',
      arrays: [
        {
          name: 'array-1',
          credentials: { kind: 'password', user: 'admin' },
          identityRule: { prefix: '6001405' },
          fence: { removalDrains: false },
        },
      ],
      node: { name: 'worker-1', stateDirectory: '/var/lib/twinsite' },
      timers: { noopTimeoutMs: 5000, replacementTimeoutMs: 10_000 },
    },
  });
});

test('the attach limit of a node is known in both modes', () => {
  const file = `${ARRAY}node: { maxVolumes: 7 }\n`;
  for (const mode of ['controller', 'node']) {
    const { result } = read(['--mode', mode, ...ENDPOINT, '--state-dir', '/var/lib/twinsite'], file);
    expect(result).toMatchObject({ ok: true, value: { maxVolumes: 7 } });
  }
});

test('the site of a node comes from the file or, first, from the command line', () => {
  const node = ['--mode', 'node', ...ENDPOINT, '--state-dir', '/var/lib/twinsite'];
  const file = `${ARRAY}node: { site: a }\n`;
  expect(read(node, file).result).toMatchObject({ ok: true, value: { node: { site: 'a' } } });
  expect(read([...node, '--site', 'b'], file).result).toMatchObject({
    ok: true,
    value: { node: { site: 'b' } },
  });
  expect(read([...node, '--site', 'moon'], file).text).toContain(
    '--site = "moon": give one of a, b, arbiter',
  );
});

test.each([
  [':9808', { host: '', port: 9808 }],
  ['[::1]:0', { host: '::1', port: 0 }],
  ['127.0.0.1:9808', { host: '127.0.0.1', port: 9808 }],
])('metrics can be served at %s', (address, metrics) => {
  const { result } = read(['--mode', 'controller', ...ENDPOINT, '--metrics', address], ARRAY);
  expect(result).toMatchObject({ ok: true, value: { metrics } });
});

test('metrics at no address, and INQUIRY strings that would break the file, are refused by name', () => {
  const { text } = read(
    ['--mode', 'controller', ...ENDPOINT, '--metrics', '9808'],
    `${ARRAY}multipath: { vendor: 'X"Y', noPathSeconds: 1 }\n`,
  );
  expect(text).toContain('--metrics = "9808": give host:port');
  expect(text).toMatch(/multipath.vendor = /);
  expect(text).toMatch(/multipath.noPathSeconds = "?1"?: give a whole number from 5 to 3600/);
});

test('an unknown flag is refused by name and does not hide what the others say', () => {
  const { text } = read(['--colour', '--mode', 'both', ...ENDPOINT]);
  expect(text).toMatch(/Unknown option '--colour'.*driver --help lists the flags/);
  expect(text).toContain('--mode = "both"');
  expect(text).not.toContain('--endpoint');
});

test('every mistake of flags, environment and file is reported at once', () => {
  const { text } = read(
    ['--mode', 'both', '--endpoint', 'csi.sock'],
    'arrays: [{ name: x, managers: [], colour: red, credentials: { tokenFile: DIR/none } }]\ntimers: { noopTimeoutMs: fast }\n',
    {
      TWINSITE_LOG_LEVEL: 'loud',
    },
  );
  for (const part of [
    '--mode = "both"',
    '--endpoint = "csi.sock"',
    'TWINSITE_LOG_LEVEL = "loud"',
    'arrays[0].managers',
    'arrays[0].colour',
    'tokenFile',
    'ENOENT',
    'timers.noopTimeoutMs = "fast"',
  ]) {
    expect(text).toContain(part);
  }
});

test('timers that fail a path before the array has fenced its gateway are refused', () => {
  const { text } = read(
    ['--mode', 'controller', ...ENDPOINT],
    'timers: { gatewayFenceMs: 10000, noopTimeoutMs: 1000, replacementTimeoutMs: 2000 }\n',
  );
  expect(text).toContain('must not be below gatewayFenceMs (10000)');
  expect(
    read(
      ['--mode', 'controller', ...ENDPOINT],
      'timers: { gatewayFenceMs: 3000, noopTimeoutMs: 1000, replacementTimeoutMs: 2000 }\n',
    ).text,
  ).toBe('');
});

test('a path whose connection is broken off never fails before the guarantee unless that is asked for (H15)', () => {
  const timersOf = (timers: string) =>
    read(['--mode', 'controller', ...ENDPOINT], `timers: ${timers}\n`).result;
  const stated = timersOf('{ gatewayFenceMs: 30000 }');
  expect(stated).toMatchObject({ ok: true, value: { timers: { replacementTimeoutMs: 30_000 } } });
  const none = timersOf('{ gatewayFenceMs: 0 }');
  expect(none).toMatchObject({ ok: true, value: { timers: { replacementTimeoutMs: 1000 } } });
  const asked = timersOf('{ replacementTimeoutMs: 5000 }');
  expect(asked).toMatchObject({ ok: true, value: { timers: { replacementTimeoutMs: 5000 } } });
});

test('a VIP is waited for 20 s by default, and never shorter than another path', () => {
  const timersOf = (timers: string) => read(['--mode', 'controller', ...ENDPOINT], `timers: ${timers}\n`);
  const { result } = timersOf('{}');
  expect(result).toMatchObject({ ok: true, value: { timers: { vipReplacementTimeoutMs: 20_000 } } });
  const long = timersOf('{ replacementTimeoutMs: 30000 }');
  expect(long.result).toMatchObject({ ok: true, value: { timers: { vipReplacementTimeoutMs: 30_000 } } });
  const { text } = timersOf('{ vipReplacementTimeoutMs: 4000 }');
  expect(text).toContain('timers.vipReplacementTimeoutMs = 4000');
  expect(text).toContain('at least replacementTimeoutMs (10000)');
});

test.each([
  ['a password in the file itself', '{ user: admin, password: canary-91c2 }'],
  ['half a pair', '{ userFile: DIR/user }'],
  ['an empty secret file', '{ tokenFile: DIR/empty }'],
  ['both forms', '{ tokenFile: DIR/user, userFile: DIR/user, passwordFile: DIR/password }'],
])('credentials: %s is refused and no secret is printed', (_what, credentials) => {
  const { result, text } = read(
    ['--mode', 'controller', ...ENDPOINT],
    `arrays: [{ name: x, managers: [h], credentials: ${credentials} }]\n`,
  );
  expect(result.ok).toBe(false);
  expect(text).toContain('arrays[0].credentials');
  expect(text).not.toContain('canary-91c2');
});

test.each(['{', '- a\n- b\n', 'arrays: 3\n', 'arrays: [1]\n', 'sites: {}\n'])(
  'rubbish in the file is a sentence, not a stack trace: %s',
  (file) => {
    const { result, text } = read(['--mode', 'controller', ...ENDPOINT], file);
    expect(result.ok).toBe(false);
    expect(text).not.toMatch(/\bat .*\.ts/);
  },
);

test('two arrays of one name or with one manager are refused', () => {
  const twice = `${ARRAY}${ARRAY.replace('arrays:\n', '')}`;
  expect(read(['--mode', 'controller', ...ENDPOINT], twice).text).toContain('two arrays have this name');
  expect(
    read(['--mode', 'controller', ...ENDPOINT], twice.replace('name: array-1', 'name: array-2')).text,
  ).toContain('has this manager too');
});
