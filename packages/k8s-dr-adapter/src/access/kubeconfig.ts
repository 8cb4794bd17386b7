import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { failed, ok, type Clock, type ConfigProblem, type Result } from '@twinsite/domain';
import type { ApiAccess } from './api-access.js';
import { Entry } from './kubeconfig-entries.js';
import { tlsOf, tokenOf } from './kubeconfig-identity.js';

export interface KubeconfigChoice {
  readonly path: string;
  /** Instead of `current-context`. */
  readonly context?: string;
}

/** The API server and the user of one context of a kubeconfig file. */
export async function kubeconfigAccess(
  choice: KubeconfigChoice,
  clock: Clock,
): Promise<Result<ApiAccess, ConfigProblem>> {
  const file = await readConfig(choice.path);
  if (!file.ok) return file;
  const name = choice.context ?? file.value.text('current-context');
  if (name === undefined) {
    return failed({ where: `${choice.path} current-context`, remedy: 'is not set; name a context' });
  }
  const context = file.value.named('contexts', name, 'context');
  if (!context.ok) return context;
  const cluster = file.value.named('clusters', context.value.text('cluster') ?? '', 'cluster');
  if (!cluster.ok) return cluster;
  const user = file.value.named('users', context.value.text('user') ?? '', 'user');
  if (!user.ok) return user;
  return accessOf(cluster.value, user.value, { directory: dirname(choice.path), clock });
}

async function readConfig(path: string): Promise<Result<Entry, ConfigProblem>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    return failed({ where: path, remedy: `the file cannot be read (${code})` });
  }
  const { parseDocument } = await import('./parse-yaml.js');
  const document = parseDocument(text);
  const mistake = document.errors[0];
  if (mistake !== undefined) {
    // The parser's own words quote the file, which holds secrets.
    const line = mistake.linePos?.[0].line ?? 0;
    return failed({ where: path, remedy: `is no valid YAML (line ${line}: ${mistake.code})` });
  }
  return Entry.of(document.toJS(), path);
}

interface Place {
  readonly directory: string;
  readonly clock: Clock;
}

function accessOf(
  cluster: Entry,
  user: Entry,
  { directory, clock }: Place,
): Result<ApiAccess, ConfigProblem> {
  const text = cluster.text('server');
  const [, server, prefix = ''] = /^(https?:\/\/[^/?#]+)((?:\/[^/?#]+)*)\/?$/.exec(text ?? '') ?? [];
  if (server === undefined) {
    const value = text === undefined ? {} : { value: text };
    return failed({ where: `${cluster.where}.server`, ...value, remedy: 'give https://HOST:PORT' });
  }
  if (cluster.has('proxy-url')) {
    return failed({
      where: `${cluster.where}.proxy-url`,
      remedy: 'is not supported; reach the server directly',
    });
  }
  const token = tokenOf(user, directory, clock);
  if (!token.ok) return token;
  return ok({ server, prefix, tls: tlsOf(cluster, user, directory), token: token.value });
}
