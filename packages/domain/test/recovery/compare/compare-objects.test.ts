import { compareObjects, type ClusterObject } from '@twinsite/domain';
import { describe, expect, it } from 'vitest';

const deployment = (spec: object, metadata: object = {}): ClusterObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop', ...metadata },
  spec,
});

/** As the API server tells it of what drctl applied. */
const managed = (fieldsV1: object) => ({
  managedFields: [{ manager: 'drctl', operation: 'Apply', fieldsType: 'FieldsV1', fieldsV1 }],
});

describe('what an apply would change', () => {
  it('is nothing where the live object has more: defaults, status, fields of others', () => {
    const wanted = deployment({ replicas: 2, template: { spec: { containers: [{ name: 'web' }] } } });
    const live = {
      ...deployment({
        replicas: 2,
        revisionHistoryLimit: 10,
        template: { spec: { containers: [{ name: 'sidecar' }, { name: 'web', tty: false }] } },
      }),
      status: { readyReplicas: 2 },
    };
    expect(compareObjects(wanted, live)).toEqual([]);
  });

  it('tells a field that is missing from one that somebody else has set', () => {
    const wanted = deployment({ replicas: 2, paused: true });
    expect(compareObjects(wanted, deployment({ replicas: 5 }))).toEqual([
      { path: 'spec.replicas', kind: 'theirs' },
      { path: 'spec.paused', kind: 'missing' },
    ]);
  });

  it('knows its own value of before by the managed fields', () => {
    const live = deployment({ replicas: 5 }, managed({ 'f:spec': { 'f:replicas': {} } }));
    expect(compareObjects(deployment({ replicas: 2 }), live)).toEqual([
      { path: 'spec.replicas', kind: 'ours' },
    ]);
  });

  it('sees what was applied and is no longer wanted, and nothing else that is not wanted', () => {
    const owned = managed({
      'f:metadata': { 'f:annotations': { 'f:old/note': {} } },
      'f:data': { 'f:a': {} },
    });
    const live: ClusterObject = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'c', annotations: { 'old/note': '1', 'their/note': '2' }, ...owned },
      data: { a: '1', b: '2' },
    };
    const wanted: ClusterObject = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'c' },
      data: { b: '2' },
    };
    expect(compareObjects(wanted, live)).toEqual([
      { path: 'metadata.annotations[old/note]', kind: 'dropped' },
      { path: 'data.a', kind: 'dropped' },
    ]);
  });

  it('sees an item of a list that was applied and is no longer wanted', () => {
    const owned = managed({
      'f:spec': { 'f:schedulingGates': { 'k:{"name":"dr"}': { '.': {}, 'f:name': {} } } },
    });
    const live = deployment({ schedulingGates: [{ name: 'dr' }, { name: 'other' }] }, owned);
    expect(compareObjects(deployment({ schedulingGates: [] }), live)).toEqual([
      { path: 'spec.schedulingGates', kind: 'dropped' },
    ]);
  });

  it('takes lists of plain values whole: one argument more is another command', () => {
    const wanted = deployment({ args: ['a', 'b'] });
    expect(compareObjects(wanted, deployment({ args: ['a', 'b', 'c'] }))).toEqual([
      { path: 'spec.args', kind: 'theirs' },
    ]);
  });

  it('takes no notes of tools for a difference', () => {
    const note = { 'kubectl.kubernetes.io/last-applied-configuration': '{}' };
    expect(compareObjects(deployment({}, { annotations: note }), deployment({}))).toEqual([]);
  });
});
