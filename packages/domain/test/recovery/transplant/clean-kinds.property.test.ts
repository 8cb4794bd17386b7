import { canonicalJson, cleanObject, type ClusterObject } from '@twinsite/domain';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classes, contents, jobs, runningPods, services, snapshots } from './generated-kinds.js';
import { claims, volumes } from './generated-objects.js';

type Members = Readonly<Record<string, unknown>>;
const specOf = (object: ClusterObject) => object['spec'] as Members;
const kinds = fc.oneof(classes, contents, jobs, runningPods, services, snapshots);
/** `field: value` of every member, however deep. */
const membersWithin = (value: unknown): readonly string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([name, inner]) => [
        `${name}: ${JSON.stringify(inner)}`,
        ...membersWithin(inner),
      ]);

test('cleaning any kind again changes nothing, and nothing of its own cluster stays in its metadata', () => {
  fc.assert(
    fc.property(kinds, (object) => {
      const cleaned = cleanObject(object);
      expect(canonicalJson(cleanObject(cleaned))).toBe(canonicalJson(cleaned));
      expect(Object.keys(cleaned.metadata).sort()).toEqual(
        ['annotations', 'labels', 'name', 'namespace'].filter((name) => name in cleaned.metadata),
      );
      expect('status' in cleaned).toBe(false);
    }),
  );
});

test('nothing that stands for data is ever deleted with its object, and nothing refers to a uid (D9)', () => {
  fc.assert(
    fc.property(fc.oneof(volumes, claims, contents, classes), (object) => {
      const { metadata, ...cleaned } = cleanObject(object);
      const seen = membersWithin(cleaned);
      expect(metadata.uid).toBeUndefined();
      expect(seen.filter((member) => /^(uid|resourceVersion): /.test(member))).toEqual([]);
      expect(seen.filter((member) => /(reclaim|deletion)Policy: "(?!Retain)/i.test(member))).toEqual([]);
    }),
  );
});

test('no selector or label of a Job names the uid of a controller', () => {
  fc.assert(
    fc.property(jobs, (job) => {
      const seen = membersWithin(cleanObject(job));
      expect(seen.filter((member) => /^(batch\.kubernetes\.io\/)?controller-uid: /.test(member))).toEqual([]);
    }),
  );
});

test('a Service brings no address but None, and no port that nobody chose (D30)', () => {
  fc.assert(
    fc.property(services, (service) => {
      const spec = specOf(cleanObject(service));
      expect(['None', undefined]).toContain(spec['clusterIP']);
      expect(spec['healthCheckNodePort']).toBeUndefined();
      expect(membersWithin(spec).filter((member) => member.startsWith('nodePort'))).toEqual([]);
      expect(spec['ipFamilyPolicy']).toBe(specOf(service)['ipFamilyPolicy']);
    }),
  );
});

test('a snapshot of the array stays the same snapshot, kept for the one object that has it', () => {
  fc.assert(
    fc.property(contents, (content) => {
      const [before, after] = [specOf(content), specOf(cleanObject(content))];
      expect(after['source']).toEqual(before['source']);
      const { namespace, name } = before['volumeSnapshotRef'] as Members;
      expect(after['volumeSnapshotRef']).toEqual({ namespace, name });
    }),
  );
});

test('a bare pod is on no node, and lacks none of its own volumes', () => {
  fc.assert(
    fc.property(runningPods, (pod) => {
      const spec = specOf(cleanObject(pod));
      for (const gone of ['nodeName', 'priority', 'ephemeralContainers'])
        expect(spec).not.toHaveProperty(gone);
      expect(JSON.stringify(spec)).not.toContain('kube-api-access');
      expect(JSON.stringify(spec).includes('"data"')).toBe(JSON.stringify(pod).includes('"data"'));
    }),
  );
});
