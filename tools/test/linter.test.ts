import { afterAll, expect, test } from 'vitest';
import { ScratchWorkspace } from './scratch-workspace.js';

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

/** What is enforced, by which rule, and a file of the domain that breaks it. */
const cases: readonly (readonly [string, string, string])[] = [
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
];

interface LintedFile {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string | null }[];
}

const path = (index: number): string => `packages/domain/src/probe-${index}.ts`;
const tsconfig = {
  extends: '../../tsconfig.base.json',
  compilerOptions: { rootDir: 'src' },
  include: ['src'],
};
const scratch = new ScratchWorkspace({
  'packages/domain/tsconfig.json': JSON.stringify(tsconfig),
  ...Object.fromEntries(cases.map(([, , text], index) => [path(index), text])),
});
const linted = JSON.parse(
  scratch.run('eslint/bin/eslint.js', ['packages', '--format', 'json']),
) as LintedFile[];

afterAll(() => scratch.remove());

test.each(cases.map(([what, rule], index) => [what, rule, index] as const))(
  'the linter enforces %s',
  (_what, rule, index) => {
    const file = linted.find(({ filePath }) => filePath.endsWith(path(index)));
    expect(file?.messages.map(({ ruleId }) => ruleId)).toContain(rule);
  },
);
