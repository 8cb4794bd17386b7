import { readFileSync } from 'node:fs';
import { ConfigProblems, failed, FieldReader, ok, type ConfigProblem, type Result } from '@twinsite/domain';
import { readArrays, type ListedArray } from '@twinsite/xms-adapter';
import { parseDocument } from 'yaml';

export interface DrctlConfig {
  readonly arrays: readonly ListedArray[];
}

/** Reads drctl.yaml; every problem is in the answer. Its `arrays` have the same schema as the driver's. */
export function readDrctlConfig(path: string): Result<DrctlConfig, readonly ConfigProblem[]> {
  const problems = new ConfigProblems();
  const fields = new FieldReader(readYaml(path, problems), `${path}:`, problems);
  const arrays = readArrays(fields.any('arrays'), fields.path('arrays'), problems);
  fields.rejectUnknown();
  if (problems.list.length > 0) return failed(problems.list);
  if (arrays.length > 0) return ok({ arrays });
  problems.add(fields.path('arrays'), undefined, 'list at least one array');
  return failed(problems.list);
}

function readYaml(path: string, problems: ConfigProblems): unknown {
  try {
    const document = parseDocument(readFileSync(path, 'utf8'));
    for (const error of document.errors)
      problems.add(path, undefined, error.message.split('\n')[0] ?? 'is not YAML');
    return document.errors.length > 0 ? {} : (document.toJS() ?? {});
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'not YAML';
    problems.add(
      '--config',
      path,
      `the file cannot be read (${code}); name one with --config or DRCTL_CONFIG`,
    );
    return {};
  }
}
