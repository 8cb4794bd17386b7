import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { ConfigProblems, failed, FieldReader, ok, type ConfigProblem, type Result } from '@twinsite/domain';
import { readArrays } from '@twinsite/xms-adapter';
import { LineCounter, parseDocument, type Document } from 'yaml';
import type { DrctlConfig } from './drctl-config.js';
import { withArrayPaths } from './array-paths.js';
import { pathFrom } from './paths.js';
import { readClusters } from './read-clusters.js';
import { readGroups } from './read-groups.js';
import { readKeys, readStore } from './read-store.js';
import { withLines } from './with-lines.js';

/** Reads drctl.yaml; every problem is in the answer, with its line. Its `arrays` have the same schema as the driver's. */
export function readDrctlConfig(
  path: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Result<DrctlConfig, readonly ConfigProblem[]> {
  const text = readText(path);
  if (!text.ok) return failed([text.problem]);
  const lines = new LineCounter();
  const document = parseDocument(text.value, { lineCounter: lines });
  if (document.errors.length > 0) return failed(syntaxProblems(path, document));
  const problems = new ConfigProblems();
  const value: unknown = document.toJS() ?? {};
  const fields = new FieldReader(value, `${path}:`, problems);
  const from = pathFrom(dirname(path));
  const arrays = withArrayPaths(fields.any('arrays'), from);
  const config: DrctlConfig = {
    arrays: arrays === undefined ? [] : readArrays(arrays, fields.path('arrays'), problems),
    clusters: readClusters(fields, from, problems),
    groups: readGroups(fields, from, problems),
    store: readStore(fields, from, problems),
    keys: readKeys(fields, from, problems),
    state: from(fields.text('state')) ?? defaultState(env),
  };
  fields.rejectUnknown();
  if (problems.list.length === 0) return ok(config);
  return failed(withLines(problems.list, { path, document, lines }));
}

const defaultState = ({ XDG_STATE_HOME }: Readonly<Record<string, string | undefined>>): string =>
  join(XDG_STATE_HOME ?? join(homedir(), '.local', 'state'), 'drctl');

function readText(path: string): Result<string, ConfigProblem> {
  try {
    return ok(readFileSync(path, 'utf8'));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    const remedy = `the file cannot be read (${code}); make one with drctl init, or name one with --config or DRCTL_CONFIG`;
    return failed({ where: '--config', value: JSON.stringify(path), remedy });
  }
}

/** Without the parser's own words, which quote the file. */
const syntaxProblems = (path: string, { errors }: Document.Parsed): readonly ConfigProblem[] =>
  errors.map(({ code, linePos }) => ({
    where: `${path}:${linePos?.[0].line ?? 1}`,
    remedy: `is no valid YAML (${code.toLowerCase().replaceAll('_', ' ')})`,
  }));
