import {
  FieldReader,
  parseLabelSelector,
  type ConfigProblems,
  type ExecAction,
  type HookAction,
} from '@twinsite/domain';
import { keyFile } from './key-file.js';
import type { pathFrom } from './paths.js';
import { readHeaders, urlOf } from './read-request.js';

export interface HookScope {
  readonly from: ReturnType<typeof pathFrom>;
  /** Of the group. */
  readonly namespaces: readonly string[];
}

const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'];

/** Exactly one of `exec`, `webhook` and `http`. */
export function readAction(
  hook: FieldReader,
  scope: HookScope,
  problems: ConfigProblems,
): HookAction | undefined {
  const given = (['exec', 'webhook', 'http'] as const).filter((kind) => hook.any(kind) !== undefined);
  const [kind] = given;
  if (kind === undefined || given.length > 1) {
    problems.add(hook.path('exec'), undefined, 'give exactly one of exec, webhook and http');
    return undefined;
  }
  const fields = new FieldReader(hook.any(kind), hook.path(kind), problems);
  const action =
    kind === 'exec'
      ? readExec(fields, scope, problems)
      : kind === 'webhook'
        ? readWebhook(fields, scope, problems)
        : readCheck(fields, problems);
  fields.rejectUnknown();
  return action;
}

function readExec(exec: FieldReader, { namespaces }: HookScope, problems: ConfigProblems): ExecAction {
  const [pod, selector] = [exec.text('pod'), exec.text('labelSelector')];
  if ((pod === undefined) === (selector === undefined))
    problems.add(exec.path('pod'), undefined, 'give exactly one of pod and labelSelector');
  if (selector !== undefined && parseLabelSelector(selector) === undefined)
    problems.add(
      exec.path('labelSelector'),
      selector,
      'give a selector as of kubectl --selector, e.g. app=shop',
    );
  const [only] = namespaces;
  const namespace = exec.text('namespace') ?? (namespaces.length === 1 ? only : undefined);
  if (namespace === undefined && namespaces.length > 1)
    problems.add(exec.path('namespace'), undefined, 'is required: the group has more than one');
  const container = exec.text('container');
  const command = exec.texts('command');
  if (command.length === 0)
    problems.add(
      exec.path('command'),
      undefined,
      'give the program and its arguments as a list, e.g. [sh, -c, sync]',
    );
  const choice = pod === undefined ? { selector: selector ?? '' } : { name: pod };
  return { kind: 'exec', namespace: namespace ?? '', pod: choice, container, command };
}

function readWebhook(webhook: FieldReader, { from }: HookScope, problems: ConfigProblems): HookAction {
  const method = webhook.text('method') ?? 'POST';
  if (!METHODS.includes(method))
    problems.add(webhook.path('method'), method, `give one of ${METHODS.join(', ')}`);
  return {
    kind: 'webhook',
    url: urlOf(webhook, problems),
    method,
    headers: readHeaders(webhook, problems),
    tokenFile: from(tokenFile(webhook, problems)),
    body: webhook.text('body'),
  };
}

/** A token in its place is refused, and not shown. */
function tokenFile(webhook: FieldReader, problems: ConfigProblems): string | undefined {
  const [name, where] = [webhook.text('tokenFile'), webhook.path('tokenFile')];
  if (name === undefined || !/\s|^eyJ|^[^/.]{41,}$/.test(name)) return keyFile(name, where, problems);
  problems.add(where, undefined, 'give the name of a file that holds the token, not the token itself');
  return undefined;
}

const readCheck = (http: FieldReader, problems: ConfigProblems): HookAction => ({
  kind: 'http',
  url: urlOf(http, problems),
  status: http.count('status', 200, [100, 599]),
  contains: http.text('contains'),
});
