import { never } from '@twinsite/domain';
import { describe, expect, test } from 'vitest';
import { KubeNodeReports, resources } from '../../src/index.js';
import { anApi, type AnApi } from '../an-api.js';

const report = { bootId: 'b', observedAt: '2027-01-15T08:00:00.000Z' };

async function anApiWith(...nodes: readonly string[]): Promise<AnApi> {
  const api = await anApi();
  for (const name of nodes) api.server.add(resources.csiNodes, { metadata: { name } });
  return api;
}

describe('node reports', () => {
  test('the report of a node that has left the cluster is not listed', async () => {
    const { client, server } = await anApiWith('here');
    for (const name of ['here', 'gone'])
      server.add(resources.nodePaths, { metadata: { name }, report: { ...report, paths: [] } });
    const reports = await new KubeNodeReports(client).list(never);
    expect(reports.ok && reports.value.map(({ node }) => node)).toEqual(['here']);
  });

  test('when the nodes of the cluster cannot be listed nothing is known', async () => {
    const { client, server } = await anApiWith('here');
    server.faults.answer({ plural: 'csinodes', status: 403 });
    const reports = await new KubeNodeReports(client).list(never);
    expect(reports).toMatchObject({ problem: { kind: 'kubernetes-denied' } });
  });

  test('what a report does not say is never read as well', async () => {
    const { client, server } = await anApiWith('new', 'bare');
    const path = { volume: 'v', iqn: 'iqn.a', portal: '10.0.0.1:3260' };
    const paths = [
      { ...path, state: 'word-of-a-later-version' },
      { ...path, portal: 'no portal : at all' },
    ];
    server.add(resources.nodePaths, { metadata: { name: 'new' }, report: { ...report, paths } });
    server.add(resources.nodePaths, { metadata: { name: 'bare' } });
    const reports = await new KubeNodeReports(client).list(never);
    expect(reports.ok && reports.value).toMatchObject([
      { node: 'bare', observedAt: 0, paths: [] },
      { node: 'new', paths: [{ iqn: 'iqn.a', state: 'not-in-map' }] },
    ]);
  });
});
