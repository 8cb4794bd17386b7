/** The safeguards of a move, and how each is taken out of a build. A text that is no longer there is an error: nothing was proved. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './install.mjs';

const ownership = 'packages/domain/src/ownership';
const attachment = 'packages/domain/src/attachment';

/** `edits`: file, and what stands there instead of what. */
export const mutants = [
  {
    name: 'epoch',
    what: 'the drivers’ look at who owns the group',
    edits: [
      [
        `${ownership}/require-owner.ts`,
        'if (owner === cluster) return ok(undefined);',
        'return ok(undefined);',
      ],
    ],
  },
  {
    name: 'second-look',
    what: 'the driver’s second look, after it has granted',
    edits: [
      [
        `${attachment}/attach-volume.ts`,
        'const owned = await requireOwner(request, sight.value.volume, signal);',
        'const owned: Result<void, Problem> = ok(undefined);',
      ],
    ],
  },
  {
    name: 'drain',
    what: 'the wait until nothing old can be executed any more',
    edits: [
      [
        `${attachment}/assess-fence.ts`,
        'const silent = gateways.filter((gateway) => !gateway.answers);',
        "if (quorumHeld || !quorumHeld) return { kind: 'fenced', evidence: '' };\n  const silent = gateways.filter((gateway) => !gateway.answers);",
      ],
    ],
  },
  {
    name: 'removal',
    what: 'the removal of access, and its proof',
    edits: [
      [
        `${ownership}/fence-volume.ts`,
        "return placed.kind === 'file'\n    ? fenceFile",
        "if (placed.kind === 'block') return ok([]);\n  return placed.kind === 'file'\n    ? fenceFile",
      ],
      [
        `${ownership}/fence-group.ts`,
        'const [node] = others.value;',
        'const [node] = others.value.slice(0, 0);',
      ],
    ],
  },
  {
    name: 'receiver',
    what: 'the proof that the receiving cluster is at rest',
    edits: [
      [
        `${ownership}/receiver-at-rest.ts`,
        'if (owners.value.every(({ current }) => current?.owner === id)) return ok(undefined);',
        'return ok(undefined);',
      ],
    ],
  },
];

/** An esbuild plugin that builds without the safeguard. */
export const taking = ({ name, edits }) => ({
  name: `without ${name}`,
  setup: (build) => {
    for (const [file, text, instead] of edits)
      build.onLoad({ filter: new RegExp(`${file.replaceAll(/[./]/g, '\\$&')}$`) }, async ({ path }) => {
        if (path !== join(root, file)) return undefined;
        const source = await readFile(path, 'utf8');
        if (!source.includes(text)) throw new Error(`${file} has no ${JSON.stringify(text)} any more`);
        return { contents: source.replace(text, instead), loader: 'ts' };
      });
  },
});
