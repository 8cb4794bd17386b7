import { DRCTL_NAMESPACE, gateBindingName, gateLabel, gateParameterName } from '../../../gate/gate-names.js';
import { STANDBY_GATE } from '../../../recovery/transplant/dr-names.js';
import { never } from '../../../shared/cancel-signal.js';
import { expectEqual, expectOk, expectTrue } from '../../check.js';
import type { ContractCase } from '../../contract.js';
import {
  aNamespace,
  gated,
  KEPT,
  kindOf,
  pod,
  trying,
  untilTaken,
  type AdmissionGateSubject,
} from './gated-namespace.js';

/** What an API server (Kubernetes 1.30 and later) makes of drctl's policy, binding and parameter. */
export const admissionGateContract: readonly ContractCase<AdmissionGateSubject>[] = [
  {
    name: 'a passive group: a pod that mounts its claim is refused, with the group, the cluster and the claim',
    run: async (subject) => {
      const stand = await gated(subject, 'passive');
      const refused = await stand.tries(stand.claim);
      expectTrue(!refused.ok && refused.problem.kind === 'kubernetes-refused', 'refused');
      const detail =
        !refused.ok && refused.problem.kind === 'kubernetes-refused' ? refused.problem.detail : '';
      for (const word of [stand.gate.group, 'cluster b', stand.claim])
        expectTrue(detail.includes(word), `${word} in: ${detail}`);
      await stand.clear();
    },
  },
  {
    name: 'a passive group: pods beside it, pods that wait at the gate, and pods of other namespaces are taken',
    run: async (subject) => {
      const stand = await gated(subject, 'passive');
      expectOk(await stand.tries('of-nobody'), 'another claim');
      expectOk(await stand.tries(undefined), 'no claim');
      const waiting = { spec: { schedulingGates: [{ name: STANDBY_GATE }] } };
      expectOk(await stand.tries(stand.claim, waiting), 'a pod that waits');
      const elsewhere = await aNamespace(subject);
      expectOk(await trying(subject, { namespace: elsewhere, name: stand.claim }), 'another namespace');
      await stand.clear();
    },
  },
  {
    name: 'a pod that waits at the gate of a passive group is not let through by taking the gate away',
    run: async (subject) => {
      const stand = await gated(subject, 'passive');
      const pods = await kindOf(subject, 'Pod');
      const made = pod({ namespace: stand.namespace, name: stand.claim });
      const spec = { ...(made['spec'] as object), schedulingGates: [{ name: STANDBY_GATE }] };
      expectOk(await subject.objects.apply(pods, { ...made, spec }, KEPT, never), 'a pod that waits');
      const opened = await subject.objects.patch(
        pods,
        made.metadata,
        { spec: { schedulingGates: [] } },
        never,
      );
      expectTrue(!opened.ok, 'the gate cannot be taken away');
      const noted = { metadata: { annotations: { seen: 'yes' } } };
      expectOk(await subject.objects.patch(pods, made.metadata, noted, never), 'any other change');
      await stand.set('active');
      const free = { spec: { schedulingGates: [] } };
      expectOk(await subject.objects.patch(pods, made.metadata, free, never), 'when the group is active');
      await stand.clear();
    },
  },
  {
    name: 'an active group: its pods are taken; made passive, they are not; the same again writes nothing',
    run: async (subject) => {
      const stand = await gated(subject, 'active');
      expectOk(await stand.tries(stand.claim), 'active');
      expectEqual(await stand.set('active'), 'unchanged', 'again');
      expectEqual(await stand.set('passive'), 'set', 'passive');
      expectTrue(!(await stand.tries(stand.claim)).ok, 'passive');
      expectEqual(await stand.set('passive'), 'unchanged', 'again');
      expectEqual(await stand.set('active'), 'set', 'active again');
      expectOk(await stand.tries(stand.claim), 'active again');
      await stand.clear();
    },
  },
  {
    name: 'a parameter that is gone blocks no pod of another namespace, and opens the gate to nobody',
    run: async (subject) => {
      const stand = await gated(subject, 'passive');
      const configs = await kindOf(subject, 'ConfigMap');
      const place = { namespace: DRCTL_NAMESPACE, name: gateParameterName(stand.gate.group) };
      const parameter = expectOk(await subject.objects.get(configs, place, never), 'parameter');
      const { uid = '' } = parameter?.metadata ?? {};
      expectOk(await subject.objects.remove(configs, { ...place, uid }, never), 'removed');
      const elsewhere = await aNamespace(subject);
      expectOk(await trying(subject, { namespace: elsewhere, name: stand.claim }), 'another namespace');
      expectTrue(!(await stand.tries(stand.claim)).ok, 'its own namespace');
      expectEqual(await stand.set('active'), 'set', 'made again');
      expectOk(await stand.tries(stand.claim), 'made again');
      await stand.clear();
    },
  },
  {
    name: 'a gate that was removed leaves neither binding, parameter nor label, and blocks nobody',
    run: async (subject) => {
      const stand = await gated(subject, 'passive');
      await stand.clear();
      const bindings = await kindOf(subject, 'ValidatingAdmissionPolicyBinding');
      const binding = await subject.objects.get(bindings, { name: gateBindingName(stand.gate.group) }, never);
      expectEqual(expectOk(binding, 'binding'), undefined, 'binding');
      const namespaces = await kindOf(subject, 'Namespace');
      const found = expectOk(
        await subject.objects.get(namespaces, { name: stand.namespace }, never),
        'namespace',
      );
      expectEqual(found?.metadata.labels?.[gateLabel(stand.gate.group)], undefined, 'label');
      await untilTaken(subject, () => stand.tries(stand.claim));
    },
  },
];
