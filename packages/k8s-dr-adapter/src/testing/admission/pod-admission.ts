import type { CelInput } from '@bufbuild/cel';
import { isRecord, type KubeObject } from '../../client/kube-object.js';
import { ApiFault } from '../api-fault.js';
import type { ApiPath } from '../api-path.js';
import { sameJson, type Json } from '../json.js';
import type { Admit } from '../object-verbs.js';
import type { ObjectStore } from '../object-store.js';
import { celInput, evaluate } from './cel.js';

const GROUP = 'admissionregistration.k8s.io/v1';

/**
 * ValidatingAdmissionPolicies as the API server asks them of pods: bindings by the labels of the namespace, a ConfigMap as parameter,
 * variables, validations. Every policy is taken to be about pods that are made or changed.
 */
export const podAdmission =
  (store: ObjectStore): Admit =>
  (path, change) => {
    if (path.plural !== 'pods' || path.subresource !== undefined) return;
    const { before, object } = change;
    if (before !== undefined && sameJson({ ...before, status: 0 }, { ...object, status: 0 })) return;
    const namespace = store.find('v1/namespaces', { name: path.namespace ?? '', namespace: undefined });
    for (const binding of store.list(`${GROUP}/validatingadmissionpolicybindings`))
      if (isBound(binding, namespace)) ask(store, binding, { path, change });
  };

const member = (object: unknown, ...names: readonly string[]): unknown =>
  names.reduce((value, name) => (isRecord(value) ? value[name] : undefined), object);

function isBound(binding: KubeObject, namespace: KubeObject | undefined): boolean {
  const wanted = member(binding, 'spec', 'matchResources', 'namespaceSelector', 'matchLabels');
  const labels = namespace?.metadata.labels ?? {};
  return Object.entries(isRecord(wanted) ? wanted : {}).every(([name, value]) => labels[name] === value);
}

interface Asked {
  readonly path: ApiPath;
  readonly change: { readonly object: Json; readonly before?: KubeObject };
}

/** A binding whose policy is gone asks nothing. */
function ask(store: ObjectStore, binding: KubeObject, { path, change }: Asked): void {
  const name = String(member(binding, 'spec', 'policyName'));
  const policy = store.find(`${GROUP}/validatingadmissionpolicies`, { name, namespace: undefined });
  if (policy === undefined) return;
  const deny = (why: string): never => {
    const by = `ValidatingAdmissionPolicy '${name}' with binding '${binding.metadata.name}' denied request: ${why}`;
    throw new ApiFault(422, `pods "${path.name ?? ''}" is invalid: : ${by}`);
  };
  const params = parameterOf(store, binding);
  if (params === undefined) {
    if (member(binding, 'spec', 'paramRef', 'parameterNotFoundAction') === 'Allow') return;
    return deny(
      'failed to configure binding: no params found for policy binding with `Deny` parameterNotFoundAction',
    );
  }
  const operation = change.before === undefined ? 'CREATE' : 'UPDATE';
  const bindings: Record<string, CelInput> = {
    object: celInput(change.object),
    oldObject: celInput(change.before),
    params: celInput(params),
    request: celInput({ operation, namespace: path.namespace }),
  };
  judge(policy, bindings, deny);
}

function parameterOf(store: ObjectStore, binding: KubeObject): KubeObject | undefined {
  const [name, namespace] = ['name', 'namespace'].map((one) => member(binding, 'spec', 'paramRef', one));
  return store.find('v1/configmaps', { name: String(name), namespace: String(namespace) });
}

const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []);

const textOf = (value: CelInput): string => (typeof value === 'string' ? value : 'failed');

/** Variables see those before them; an expression that fails denies (failurePolicy: Fail). */
function judge(policy: KubeObject, bindings: Record<string, CelInput>, deny: (why: string) => never): void {
  const variables = new Map<string, CelInput>();
  const known = { ...bindings, variables };
  const value = (expression: unknown): CelInput => {
    try {
      return evaluate(String(expression), known);
    } catch (error) {
      return deny(`expression '${String(expression)}' resulted in error: ${String(error)}`);
    }
  };
  for (const { name, expression } of listOf(member(policy, 'spec', 'variables')))
    variables.set(String(name), value(expression));
  for (const { expression, messageExpression } of listOf(member(policy, 'spec', 'validations')))
    if (value(expression) !== true) deny(textOf(value(messageExpression)));
}
