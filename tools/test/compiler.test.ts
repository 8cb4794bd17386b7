import { afterAll, expect, test } from 'vitest';
import { ScratchWorkspace } from './scratch-workspace.js';

/** What stands in a file of the domain, and what the compiler says to it. */
const cases: readonly (readonly [string, string])[] = [
  [
    "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n",
    "Cannot find name 'node:fs'",
  ],
  ['export const later = setTimeout;\n', "Cannot find name 'setTimeout'"],
  ['export const log = console;\n', "Cannot find name 'console'"],
  ['export const stop = new AbortController();\n', "Cannot find name 'AbortController'"],
  ['export enum Colour { Red }\n', 'erasableSyntaxOnly'],
];

const path = (index: number): string => `packages/domain/src/probe-${index}.ts`;
const tsconfig = {
  extends: '../../tsconfig.base.json',
  compilerOptions: { types: [], rootDir: 'src', outDir: 'dist' },
  include: ['src'],
};
const scratch = new ScratchWorkspace({
  'packages/domain/tsconfig.json': JSON.stringify(tsconfig),
  ...Object.fromEntries(cases.map(([text], index) => [path(index), text])),
});
const lines = scratch.run('typescript/bin/tsc', ['-p', 'packages/domain', '--noEmit']).split('\n');

afterAll(() => scratch.remove());

test.each(cases.map(([text, complaint], index) => [text, complaint, index] as const))(
  'the compiler keeps the platform out of the domain: %s',
  (_text, complaint, index) => {
    expect(lines.filter((line) => line.startsWith(path(index))).join('\n')).toContain(complaint);
  },
);
