import {
  FieldReader,
  type ConfigProblems,
  type Hook,
  type HookAction,
  type HookMoment,
} from '@twinsite/domain';
import { listIn } from './list-in.js';
import { readAction, type HookScope } from './read-hook-action.js';

const MOMENTS: readonly HookMoment[] = ['before-stop', 'after-stop', 'before-start', 'after-ready'];
const HOUR_S = 3600;
const TIMEOUT_S = 30;

/** What is run in moves of a group, in the order of the list. */
export function readHooks(group: FieldReader, scope: HookScope, problems: ConfigProblems): readonly Hook[] {
  const hooks = listIn(group, 'hooks', problems).map(({ entry, where }) =>
    readHook(new FieldReader(entry, where, problems), scope, problems),
  );
  hooks.forEach((hook, index) => {
    if (hook !== undefined && hooks.findIndex((one) => one?.name === hook.name) < index)
      problems.add(
        `${group.path('hooks')}[${index}].name`,
        hook.name,
        'another hook of the group has this name',
      );
  });
  return hooks.filter((hook) => hook !== undefined);
}

/** Undefined after a problem that leaves nothing to run. */
function readHook(hook: FieldReader, scope: HookScope, problems: ConfigProblems): Hook | undefined {
  const name = hook.requiredText('name');
  if (name !== '' && !/^[\w.-]{1,63}$/.test(name))
    problems.add(hook.path('name'), name, 'give at most 63 of A-Z, a-z, 0-9, _, . and -');
  const when = oneOf(hook, 'when', MOMENTS, problems);
  const action = readAction(hook, scope, problems);
  const timeoutMs = hook.count('timeout', TIMEOUT_S, [1, HOUR_S]) * 1000;
  const retryForMs = hook.count('retryFor', 0, [0, HOUR_S]) * 1000;
  const onError =
    hook.any('onError') === undefined ? 'stop' : oneOf(hook, 'onError', ['stop', 'continue'], problems);
  rejectMisfits(hook, { when, kind: action?.kind, retries: retryForMs > 0 }, problems);
  hook.rejectUnknown();
  if (name === '' || when === undefined || action === undefined || onError === undefined) return undefined;
  return { name, when, action, timeoutMs, retryForMs, onError };
}

interface Fit {
  readonly when: HookMoment | undefined;
  readonly kind: HookAction['kind'] | undefined;
  readonly retries: boolean;
}

function rejectMisfits(hook: FieldReader, { when, kind, retries }: Fit, problems: ConfigProblems): void {
  if (retries && kind !== undefined && kind !== 'http')
    problems.add(hook.path('retryFor'), undefined, 'is for http alone: what it asks for changes nothing');
  if (when === 'before-start' && kind === 'exec')
    problems.add(
      hook.path('exec'),
      undefined,
      'is not possible before-start: no pod of the group runs then; use http or webhook',
    );
}

function oneOf<Word extends string>(
  fields: FieldReader,
  key: string,
  words: readonly Word[],
  problems: ConfigProblems,
): Word | undefined {
  const text = fields.requiredText(key);
  const word = words.find((one) => one === text);
  if (word === undefined && text !== '')
    problems.add(fields.path(key), text, `give one of ${words.join(', ')}`);
  return word;
}
