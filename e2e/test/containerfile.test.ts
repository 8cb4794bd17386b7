import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { DRIVER_IMAGE } from '../src/image/driver-image.js';
import { NODE_VERSION } from '../src/image/node-base.js';

const text = (await readFile(new URL('../../Containerfile', import.meta.url), 'utf8')).replaceAll('\\\n', '');

/** The words of every line that begins with this instruction. */
const instructions = (name: string): string[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith(`${name} `))
    .map((line) => line.slice(name.length + 1));

test('both stages begin with the Node that the lab’s image has', () => {
  const base = `docker.io/library/node:${NODE_VERSION}-bookworm-slim`;
  expect(instructions('FROM')).toEqual([`${base} AS build`, base]);
});

test('the lab starts the same program, as the same user, with the same environment and labels', () => {
  expect(instructions('ENTRYPOINT').map((words) => JSON.parse(words) as unknown)).toEqual([
    DRIVER_IMAGE.entrypoint,
  ]);
  expect(instructions('USER')).toEqual([DRIVER_IMAGE.user]);
  const environment = Object.entries(DRIVER_IMAGE.environment).map(([name, value]) => `${name}=${value}`);
  expect(instructions('ENV')).toEqual([environment.join(' ')]);
  for (const [name, value] of Object.entries(DRIVER_IMAGE.labels))
    expect(text).toContain(`${name}="${value}"`);
});
