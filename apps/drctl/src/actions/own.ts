import { ownGroup } from '@twinsite/domain';
import { OperationsDirectory } from '@twinsite/k8s-dr-adapter';
import { systemClock } from '@twinsite/xms-adapter';
import type { CommonOptions, DirectionOptions } from '../commands/options.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { epochsAnswer } from '../render/epochs-table.js';
import { print } from '../render/print.js';
import type { OpenArrays, Workbench } from '../workbench.js';
import { fingerprint } from './fingerprint.js';
import { gateSource } from './gates.js';
import { onArrays } from './on-arrays.js';
import { placeGroup } from './place-group.js';
import { readSet } from './read-set.js';
import { onGroup, type GroupSession } from './session.js';
import { stop } from './stop.js';

export type OwnOptions = CommonOptions & DirectionOptions;

/** `drctl own GROUP`: from now on the array itself says which cluster may write the group’s volumes. */
export const runOwn = (bench: Workbench, group: string, options: OwnOptions): Promise<ExitCode> =>
  onGroup(bench, { ...options, group }, (session) =>
    onArrays(bench, session, (arrays) => own(bench, session, { arrays, options })),
  );

async function own(
  bench: Workbench,
  session: GroupSession,
  { arrays, options }: { readonly arrays: OpenArrays; readonly options: OwnOptions },
): Promise<ExitCode> {
  const { terminal } = bench;
  const { source, signal, config, group } = session;
  const set = await readSet(session, source);
  if (!set.ok) return stop(terminal, [set.problem]);
  const placed = await placeGroup(arrays, set.value, signal);
  if (!placed.ok) return stop(terminal, [placed.problem]);
  const owner = source.settings.id;
  const operation = await new OperationsDirectory(config.state, systemClock).begin({
    verb: 'own',
    group: group.name,
    fingerprint: fingerprint(`own ${owner}`),
    facts: { owner },
  });
  if (!operation.ok) return stop(terminal, [operation.problem]);
  try {
    const order = { group: group.name, owner, operation: operation.value.id, volumes: placed.value };
    const owned = await ownGroup(order, signal);
    const outcome = owned.ok ? 'complete' : 'failed';
    const ended = await operation.value.journal.append({ type: 'end', outcome });
    if (!owned.ok) return stop(terminal, [owned.problem]);
    if (!ended.ok) return stop(terminal, [ended.problem]);
    const gate = await gateSource(bench, session, [set.value, 'active']);
    if (!gate.ok) return stop(terminal, [gate.problem]);
    print(terminal, options.output, epochsAnswer(owned.value));
    terminal.err(
      `cluster ${owner} owns group ${group.name}: ${placed.value.length} volumes are marked on the array, and the drivers of other clusters refuse them`,
    );
    return EXIT.ok;
  } finally {
    await operation.value.close();
  }
}
