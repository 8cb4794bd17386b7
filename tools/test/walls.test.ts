import { createRequire } from 'node:module';
import { afterAll, describe, expect, test } from 'vitest';
import { ScratchWorkspace } from './scratch-workspace.js';

/** A rule that never fires may be dead: each is watched failing on a violation of its own. */
const innocent = 'export const innocent = 1;\n';
const rooms = {
  'packages/iscsi-adapter/src/index.ts': innocent,
  'packages/xms-adapter/src/index.ts': innocent,
  'packages/domain/src/index.ts': innocent,
  'packages/linux-host/src/index.ts': innocent,
  'apps/driver/src/index.ts': innocent,
  'packages/domain/src/testing/index.ts': innocent,
  'packages/xms-adapter/src/simulator/index.ts': innocent,
  'packages/xms-adapter/package.json': '{ "name": "@twinsite/xms-adapter", "dependencies": {} }\n',
  'apps/driver/package.json': '{ "name": "@twinsite/driver", "dependencies": { "tsyringe": "1" } }\n',
  'lab/src/index.ts': innocent,
  'e2e/src/index.ts': innocent,
};

/** Rule, file that breaks it, what stands in the file. */
const violations: readonly (readonly [string, string, string])[] = [
  ['domain-is-pure', 'packages/domain/src/probe-1.ts', "import 'undici';\n"],
  ['domain-is-pure', 'packages/domain/src/probe-2.ts', "import 'node:fs';\n"],
  ['domain-is-pure', 'packages/domain/src/probe-3.ts', "import '../../iscsi-adapter/src/index.js';\n"],
  [
    'product-domain-does-not-use-its-test-kit',
    'packages/domain/src/probe-4.ts',
    "import './testing/index.js';\n",
  ],
  [
    'adapters-do-not-know-each-other',
    'packages/xms-adapter/src/probe-5.ts',
    "import '../../iscsi-adapter/src/index.js';\n",
  ],
  [
    'linux-host-is-a-floor-below-the-adapters',
    'packages/linux-host/src/probe-6.ts',
    "import '../../iscsi-adapter/src/index.js';\n",
  ],
  [
    'packages-do-not-import-apps',
    'packages/xms-adapter/src/probe-7.ts',
    "import '../../../apps/driver/src/index.js';\n",
  ],
  ['apps-do-not-import-the-lab', 'apps/driver/src/probe-8.ts', "import '../../../lab/src/index.js';\n"],
  ['the-lab-does-not-know-who-builds-on-it', 'lab/src/probe-14.ts', "import '../../e2e/src/index.js';\n"],
  [
    'product-does-not-ship-simulators',
    'apps/driver/src/probe-9.ts',
    "import '../../../packages/xms-adapter/src/simulator/index.js';\n",
  ],
  ['di-only-in-compositions', 'packages/xms-adapter/src/probe-10.ts', "import 'tsyringe';\n"],
  ['di-only-in-compositions', 'apps/driver/src/probe-11.ts', "import 'tsyringe';\n"],
  ['no-unresolvable', 'packages/xms-adapter/src/probe-12.ts', "import './nowhere.js';\n"],
  ['no-circular', 'packages/xms-adapter/src/index.ts', "export * from './index.js';\n"],
  ['declared-deps-only', 'packages/xms-adapter/src/probe-13.ts', "import 'undici';\n"],
];

interface Report {
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}

const allowed = 'apps/driver/src/composition/wire.ts';
const scratch = new ScratchWorkspace({
  ...rooms,
  ...Object.fromEntries(violations.map(([, path, text]) => [path, text])),
  [allowed]: "import 'tsyringe';\nimport '../index.js';\n",
});
const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'packages', 'apps', 'lab'];
const report = JSON.parse(scratch.run('dependency-cruiser/bin/dependency-cruise.mjs', args)) as Report;
const broken = (path: string): readonly string[] =>
  report.summary.violations.filter(({ from }) => from === path).map(({ rule }) => rule.name);

afterAll(() => scratch.remove());

describe('a wall is seen falling', () => {
  test.each(violations)('%s: %s', (rule, path) => {
    expect(broken(path)).toContain(rule);
  });

  test('and none is left out', () => {
    const { forbidden } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
      readonly forbidden: readonly { readonly name: string }[];
    };
    expect(new Set(violations.map(([rule]) => rule))).toEqual(new Set(forbidden.map(({ name }) => name)));
  });

  test('but the composition may use the container', () => {
    expect(broken(allowed)).toEqual([]);
  });
});
