import { writeBundle, type ReadSet } from '@twinsite/domain';
import type { CommonOptions, DirectionOptions } from '../commands/options.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { print } from '../render/print.js';
import type { Terminal } from '../terminal.js';
import type { Workbench } from '../workbench.js';
import { VERSION } from '../version.js';
import { openKeys } from './keys.js';
import { readSet } from './read-set.js';
import { onGroup, type GroupSession } from './session.js';
import { refusalOfSource } from './source-owns.js';
import { stop, stopForConfig } from './stop.js';
import { openStore } from './store.js';

export type BackupOptions = CommonOptions & DirectionOptions;

/** `drctl backup GROUP`: the group as it is now, as the next bundle of the store. */
export const runBackup = (bench: Workbench, group: string, options: BackupOptions): Promise<ExitCode> =>
  onGroup(bench, { ...options, group }, async (session) => {
    const { terminal } = bench;
    const refusal = await refusalOfSource(bench, session);
    if (refusal !== undefined) return stop(terminal, [refusal]);
    const set = await readSet(session, session.source);
    if (!set.ok) return stop(terminal, [set.problem]);
    return backUp(terminal, session, set.value, options);
  });

/** Writes the set; `output` undefined: only the talk. */
export async function backUp(
  terminal: Terminal,
  { config, source, signal }: GroupSession,
  set: ReadSet,
  { output }: Partial<BackupOptions> = {},
): Promise<ExitCode> {
  const store = await openStore(config.store);
  if (!store.ok) return stopForConfig(terminal, [store.problem]);
  const keys = await openKeys(config.keys);
  if (!keys.ok) return stopForConfig(terminal, [keys.problem]);
  const createdAt = new Date().toISOString();
  const about = await source.facts.about(signal);
  const kubernetes = about.ok ? { kubernetes: about.value.version } : {};
  const versions = { drctl: VERSION, ...kubernetes };
  const order = { set, operation: `${createdAt}-backup`, createdAt, versions };
  const written = await writeBundle({ store: store.value, ...keys.value }, order, signal);
  if (!written.ok) return stop(terminal, [written.problem]);
  const manifest = written.value;
  const bundle = store.value.where({ group: set.group, counter: manifest.counter });
  if (output !== undefined) {
    print(terminal, output, {
      table: () => `${bundle}\nroot sha256:${manifest.root}`,
      names: () => [bundle],
      data: { bundle, ...manifest },
    });
  }
  const signed = manifest.signature === undefined ? 'not signed' : 'signed';
  const sealed =
    manifest.seal === undefined ? 'nothing to seal' : `sealed for ${manifest.seal.recipients.length}`;
  terminal.err(
    `bundle ${manifest.counter} of group ${set.group}: ${manifest.objects} objects, ${sealed}, ${signed}, at ${bundle}\nnext: drctl verify --group ${set.group}`,
  );
  return EXIT.ok;
}
