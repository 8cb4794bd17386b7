import { createRequire } from 'node:module';
import { afterEach, describe, expect, test } from 'vitest';
import { ScratchWorkspace } from './scratch-workspace.js';

/** A rule that never fires may be dead: each is watched failing on a violation of its own. */
let scratch: ScratchWorkspace | undefined;
afterEach(() => scratch?.remove());

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
};

function cruise(path: string, text: string): string {
  scratch = new ScratchWorkspace({ ...rooms, [path]: text });
  const args = ['--config', '.dependency-cruiser.cjs', 'packages', 'apps'];
  return scratch.run('dependency-cruiser/bin/dependency-cruise.mjs', args);
}

/** Rule, file that breaks it, what stands in the file. */
const violations: readonly (readonly [string, string, string])[] = [
  ['domain-is-pure', 'packages/domain/src/probe.ts', "import 'undici';\n"],
  ['domain-is-pure', 'packages/domain/src/probe.ts', "import 'node:fs';\n"],
  ['domain-is-pure', 'packages/domain/src/probe.ts', "import '../../iscsi-adapter/src/index.js';\n"],
  [
    'product-domain-does-not-use-its-test-kit',
    'packages/domain/src/probe.ts',
    "import './testing/index.js';\n",
  ],
  [
    'adapters-do-not-know-each-other',
    'packages/xms-adapter/src/probe.ts',
    "import '../../iscsi-adapter/src/index.js';\n",
  ],
  [
    'linux-host-is-a-floor-below-the-adapters',
    'packages/linux-host/src/probe.ts',
    "import '../../iscsi-adapter/src/index.js';\n",
  ],
  [
    'packages-do-not-import-apps',
    'packages/xms-adapter/src/probe.ts',
    "import '../../../apps/driver/src/index.js';\n",
  ],
  ['apps-do-not-import-the-lab', 'apps/driver/src/probe.ts', "import '../../../lab/src/index.js';\n"],
  [
    'product-does-not-ship-simulators',
    'apps/driver/src/probe.ts',
    "import '../../../packages/xms-adapter/src/simulator/index.js';\n",
  ],
  ['di-only-in-compositions', 'packages/xms-adapter/src/probe.ts', "import 'tsyringe';\n"],
  ['di-only-in-compositions', 'apps/driver/src/probe.ts', "import 'tsyringe';\n"],
  ['no-unresolvable', 'packages/xms-adapter/src/probe.ts', "import './nowhere.js';\n"],
  ['no-circular', 'packages/xms-adapter/src/index.ts', "export * from './index.js';\n"],
  ['declared-deps-only', 'packages/xms-adapter/src/probe.ts', "import 'undici';\n"],
];

describe('a wall is seen falling', () => {
  test.each(violations)('%s: %s', (rule, path, text) => {
    expect(cruise(path, text)).toContain(`error ${rule}`);
  });

  test('and none is left out', () => {
    const { forbidden } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
      readonly forbidden: readonly { readonly name: string }[];
    };
    expect(new Set(violations.map(([rule]) => rule))).toEqual(new Set(forbidden.map(({ name }) => name)));
  });

  test('but the composition may use the container, and nothing else is reported', () => {
    const report = cruise(
      'apps/driver/src/composition/wire.ts',
      "import 'tsyringe';\nimport '../index.js';\n",
    );
    expect(report).toContain('no dependency violations');
  });
});

test.each([
  [
    "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n",
    "Cannot find name 'node:fs'",
  ],
  ['export const later = setTimeout;\n', "Cannot find name 'setTimeout'"],
  ['export const log = console;\n', "Cannot find name 'console'"],
  ['export const stop = new AbortController();\n', "Cannot find name 'AbortController'"],
  ['export enum Colour { Red }\n', 'erasableSyntaxOnly'],
])('the compiler keeps the platform out of the domain: %s', (text, complaint) => {
  const tsconfig = {
    extends: '../../tsconfig.base.json',
    compilerOptions: { types: [], rootDir: 'src', outDir: 'dist' },
    include: ['src'],
  };
  scratch = new ScratchWorkspace({
    'packages/domain/tsconfig.json': JSON.stringify(tsconfig),
    'packages/domain/src/probe.ts': text,
  });
  const report = scratch.run('typescript/bin/tsc', ['-p', 'packages/domain', '--noEmit']);
  expect(report).toContain(complaint);
});

describe('the linter enforces', () => {
  const lines = (count: number, line: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => line(index)).join('\n');

  test.each([
    ['the file cap', 'max-lines', `${lines(201, (index) => `export const a${index} = ${index};`)}\n`],
    [
      'the function cap',
      'max-lines-per-function',
      `export function long(): number {\n  let n = 0;\n${lines(40, () => '  n += 1;')}\n  return n;\n}\n`,
    ],
    [
      'the parameter cap',
      'max-params',
      'export const five = (a: 1, b: 1, c: 1, d: 1, e: 1) => [a, b, c, d, e];\n',
    ],
    [
      'no mocked modules',
      'no-restricted-syntax',
      "declare const vi: { mock(x: string): void };\nvi.mock('x');\nexport {};\n",
    ],
    [
      'no skipped tests',
      'no-restricted-syntax',
      "declare const test: { skip(x: string): void };\ntest.skip('x');\nexport {};\n",
    ],
    ['no clock in the domain', 'no-restricted-syntax', 'export const now = Date.now();\n'],
    ['no forgotten promise', '@typescript-eslint/no-floating-promises', 'Promise.resolve(1);\nexport {};\n'],
    ['no any', '@typescript-eslint/no-explicit-any', 'export const x = (y: any): unknown => y;\n'],
    [
      'exhaustive switches',
      '@typescript-eslint/switch-exhaustiveness-check',
      "export function f(x: 'a' | 'b'): void { switch (x) { case 'a': break; } }\n",
    ],
  ])('%s', (_what, rule, text) => {
    const tsconfig = {
      extends: '../../tsconfig.base.json',
      compilerOptions: { rootDir: 'src' },
      include: ['src'],
    };
    scratch = new ScratchWorkspace({
      'packages/domain/tsconfig.json': JSON.stringify(tsconfig),
      'packages/domain/src/probe.ts': text,
    });
    expect(scratch.run('eslint/bin/eslint.js', ['packages'])).toContain(rule);
  });
});
