import { cp, mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  describeProblem,
  examine,
  packSet,
  type ClusterObject,
  type Problem,
  type Result,
} from '@twinsite/domain';
import type { CommonOptions, DirectionOptions } from '../commands/options.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { OpenCluster, Workbench } from '../workbench.js';
import { VERSION } from '../version.js';
import { configData } from './config.js';
import { examinedFacts } from './examined-facts.js';
import { readSet } from './read-set.js';
import { onGroup, type GroupSession } from './session.js';

export interface GatherOptions extends CommonOptions, DirectionOptions {
  readonly into: string;
}

/**
 * `drctl gather GROUP`: findings, configuration, objects of the group on both clusters as a bundle has them (no secrets),
 * events, and journals. What cannot be read is told in `problems.json`; the rest is there.
 */
export const runGather = (bench: Workbench, group: string, options: GatherOptions): Promise<ExitCode> =>
  onGroup(bench, { ...options, group }, async (session) => {
    const { terminal } = bench;
    const { into } = options;
    try {
      await mkdir(into, { mode: 0o700 });
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? String(error);
      terminal.err(
        `--into = ${JSON.stringify(into)}: cannot be made (${code}); name a directory that is not there yet`,
      );
      return EXIT.usage;
    }
    const problems = await gather(bench, session, into);
    terminal.out(into);
    terminal.err(
      `gathered into ${into}, ${problems.length} things could not be read; no Secret and no credential is in it, look through it all the same`,
    );
    return EXIT.ok;
  });

async function gather(bench: Workbench, session: GroupSession, into: string): Promise<readonly string[]> {
  const problems: string[] = [];
  const facts = await examinedFacts(bench, session);
  await put(into, 'doctor.json', { findings: examine(facts) });
  await put(into, 'config.json', configData(session.config));
  await put(into, 'versions.json', {
    drctl: VERSION,
    node: process.version,
    clusters: [facts.source, facts.target].map(({ id, about }) => ({
      id,
      about: about.ok ? about.value : describeProblem(about.problem),
    })),
  });
  for (const cluster of [session.source, session.target])
    problems.push(...(await gatherCluster(session, cluster, join(into, `cluster-${cluster.settings.id}`))));
  const journals = join(session.config.state, session.group.name);
  const found = await stat(journals).catch(() => undefined);
  if (found !== undefined) await cp(journals, join(into, 'journals'), { recursive: true });
  await put(into, 'problems.json', { problems });
  return problems;
}

async function gatherCluster(
  session: GroupSession,
  cluster: OpenCluster,
  into: string,
): Promise<readonly string[]> {
  const set = await readSet(session, cluster);
  const events = await eventsOf(session, cluster);
  const problems: string[] = [];
  if (set.ok) for (const [path, text] of packSet(set.value).files) await putText(into, path, text);
  else problems.push(`cluster ${cluster.settings.id}: ${describeProblem(set.problem)}`);
  if (events.ok) await put(into, 'events.json', { events: events.value });
  else problems.push(`cluster ${cluster.settings.id}: ${describeProblem(events.problem)}`);
  return problems;
}

async function eventsOf(
  { group, signal }: GroupSession,
  { objects }: OpenCluster,
): Promise<Result<readonly ClusterObject[], Problem>> {
  const kinds = await objects.kinds(signal);
  if (!kinds.ok) return kinds;
  const kind = kinds.value.find((one) => one.kind === 'Event' && one.group === 'events.k8s.io');
  const events: ClusterObject[] = [];
  for (const namespace of kind === undefined ? [] : group.namespaces) {
    const list = kind && (await objects.list(kind, { namespace }, signal));
    if (list?.ok === false) return list;
    events.push(...(list?.value.items ?? []));
  }
  return { ok: true, value: events };
}

const put = (into: string, name: string, data: object): Promise<void> =>
  putText(into, name, `${JSON.stringify(data, null, 2)}\n`);

async function putText(into: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(into, path)), { recursive: true, mode: 0o700 });
  await writeFile(join(into, path), text, { mode: 0o600 });
}
