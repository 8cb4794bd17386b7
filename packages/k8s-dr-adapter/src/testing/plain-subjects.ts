import { never } from '@twinsite/domain';
import { expectOk } from '@twinsite/domain/testing';
import type {
  ArraySecretsSubject,
  ClassSecretsSubject,
  EventSinkSubject,
  NodeReportsSubject,
  VolumeRecordsSubject,
} from '@twinsite/domain/testing';
import type { KubeObject } from '../client/kube-object.js';
import { configMaps, csiNodes, events, secrets } from '../client/resources.js';
import { EventRecorder } from '../events/event-recorder.js';
import { KubeArraySecrets } from '../ports/kube-array-secrets.js';
import { KubeClassSecrets } from '../ports/kube-class-secrets.js';
import { KubeNodeReports } from '../ports/kube-node-reports.js';
import { KubeVolumeRecords } from '../ports/kube-volume-records.js';
import { recordIn, textIn } from '../wire/fields.js';
import type { KubeWorld } from './kube-world.js';

const OURS = { 'app.kubernetes.io/managed-by': 'twinsite' };

export function volumeRecordsSubject({ client, namespace, freshName }: KubeWorld): VolumeRecordsSubject {
  const put = async (pv: string, labels: Record<string, string>, text: string): Promise<void> => {
    const metadata = { namespace, name: `csi-iscsi-vid-${pv}`, labels };
    expectOk(await client.create(configMaps, { metadata, data: { 'volume.json': text } }, never), 'create');
  };
  return {
    records: new KubeVolumeRecords(client, namespace),
    freshPv: freshName,
    putForeign: (pv) => put(pv, {}, '{"id":0}'),
    putUnreadable: (pv) => put(pv, OURS, JSON.stringify({ version: 99, pv })),
  };
}

export function arraySecretsSubject({ client, namespace, freshName }: KubeWorld): ArraySecretsSubject {
  return {
    secrets: new KubeArraySecrets(client),
    freshKey: () => ({ namespace, name: freshName() }),
    put: async (key, values) => {
      const encoded = Object.entries(values).map(([name, text]) => [
        name,
        Buffer.from(text).toString('base64'),
      ]);
      expectOk(await client.delete(secrets, key, never), 'delete');
      const object = { metadata: key, data: Object.fromEntries(encoded) as Record<string, string> };
      expectOk(await client.create(secrets, object, never), 'create');
    },
  };
}

export function classSecretsSubject({ client, namespace, freshName }: KubeWorld): ClassSecretsSubject {
  const place = { namespace, name: freshName() };
  const make = async (labels: Record<string, string>, data: Record<string, string>): Promise<void> => {
    const object = { metadata: { ...place, labels }, data };
    expectOk(await client.create(secrets, object, never), 'create');
  };
  return {
    secrets: new KubeClassSecrets(client, place),
    putUnreadable: (name) => make(OURS, { [name]: Buffer.from('{"version":99}').toString('base64') }),
    putForeign: () => make({}, {}),
  };
}

export function nodeReportsSubject({ client, freshName }: KubeWorld): NodeReportsSubject {
  return {
    reports: new KubeNodeReports(client),
    freshNode: async () => {
      const name = freshName();
      expectOk(await client.create(csiNodes, { metadata: { name }, spec: { drivers: [] } }, never), 'create');
      return name;
    },
  };
}

export function eventSinkSubject({
  client,
  clock,
  namespace,
  freshName,
  signal,
}: KubeWorld): EventSinkSubject {
  const reporter = { controller: 'iscsi.csi.xsky.com', instance: 'test' };
  const onTrouble = (problem: unknown): never => {
    throw new Error(`the recorder has trouble: ${JSON.stringify(problem)}`);
  };
  const sink = new EventRecorder({ client, clock, reporter, onTrouble, signal });
  return {
    sink,
    freshObject: () => {
      const name = freshName();
      return { apiVersion: 'v1', kind: 'ConfigMap', name, namespace, uid: `uid-${name}` };
    },
    seen: async (about) => {
      await sink.settled();
      const { items } = expectOk(await client.list(events, { namespace }, never), 'list');
      return items
        .filter((event) => textIn(recordIn(event, 'regarding') ?? {}, 'uid') === about.uid)
        .map(saidIn);
    },
  };
}

const saidIn = (event: KubeObject): { type: 'Normal' | 'Warning'; reason: string; message: string } => ({
  type: textIn(event, 'type') === 'Warning' ? 'Warning' : 'Normal',
  reason: textIn(event, 'reason') ?? '',
  message: textIn(event, 'note') ?? '',
});
