import type { ClusterObject } from '../recovery/objects/cluster-object.js';
import { STANDBY_GATE } from '../recovery/transplant/dr-names.js';
import { GATE_POLICY } from './gate-names.js';

const API = 'admissionregistration.k8s.io/v1';
const gatedIn = (pod: string): string =>
  `has(${pod}.spec.schedulingGates) && ${pod}.spec.schedulingGates.exists(g, g.name == '${STANDBY_GATE}')`;

/**
 * CEL sees the pod, the request and the parameter (KEP-3488). A pod that waits at drctl's scheduling gate writes nothing and may be
 * made; taking the gate away is asked like making a pod.
 */
const VARIABLES = {
  gated: gatedIn('object'),
  begins: `request.operation == 'CREATE' || (${gatedIn('oldObject')})`,
  active: "has(params.data) && 'state' in params.data && params.data.state == 'active'",
  guarded:
    "has(params.data) && ('claims.' + request.namespace) in params.data ? params.data['claims.' + request.namespace].split('\\n') : []",
  mounted:
    'has(object.spec.volumes) ? object.spec.volumes.filter(v, has(v.persistentVolumeClaim)).map(v, v.persistentVolumeClaim.claimName) : []',
  hit: 'variables.mounted.filter(c, c in variables.guarded)',
};

const RULE = 'variables.active || variables.gated || !variables.begins || variables.hit.size() == 0';
const MESSAGE =
  "'group ' + params.data.group + ' is not active on cluster ' + params.data.cluster + ', and claim ' + variables.hit[0] + ' is its: another cluster may be writing it; look with drctl status ' + params.data.group";

/** ValidatingAdmissionPolicy (Kubernetes 1.30), the same for every group. */
export const gatePolicy = (): ClusterObject => ({
  apiVersion: API,
  kind: 'ValidatingAdmissionPolicy',
  metadata: { name: GATE_POLICY },
  spec: {
    failurePolicy: 'Fail',
    paramKind: { apiVersion: 'v1', kind: 'ConfigMap' },
    matchConstraints: {
      resourceRules: [
        { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['pods'] },
      ],
    },
    variables: Object.entries(VARIABLES).map(([name, expression]) => ({ name, expression })),
    validations: [{ expression: RULE, messageExpression: MESSAGE }],
  },
});
