import { never } from '@twinsite/domain';
import { accessRightsContract, clusterFactsContract } from '@twinsite/domain/testing';
import { describe, expect, test } from 'vitest';
import { KubeFacts } from '../../src/index.js';
import { anApi } from '../an-api.js';
import { realClock } from '../real-clock.js';

const deps = { clock: realClock, random: () => 1 };

describe('KubeFacts', () => {
  test.each(clusterFactsContract)('of a server whose clock is ahead: $name', async ({ run }) => {
    const { client, server } = await anApi();
    server.identity.clockAheadMs = 90_000;
    const facts = new KubeFacts({ client, ...deps });
    await run({ facts, clock: realClock, namespace: 'shop', clockAheadMs: 90_000 });
  });

  test.each(accessRightsContract)('of an operator with few rights: $name', async ({ run }) => {
    const { client, server } = await anApi();
    server.identity.denied.add('patch deployments/scale');
    const granted = { verb: 'patch', group: 'apps', resource: 'deployments', namespace: 'shop' };
    const refused = { ...granted, resource: 'deployments/scale' };
    await run({ facts: new KubeFacts({ client, ...deps }), granted, refused });
  });

  test('the server gets the question whole, the namespace left out for kinds without one', async () => {
    const { client, server } = await anApi();
    const facts = new KubeFacts({ client, ...deps });
    await facts.may(
      { verb: 'patch', group: 'apps', resource: 'deployments/scale', namespace: 'shop' },
      never,
    );
    await facts.may({ verb: 'create', group: '', resource: 'persistentvolumes' }, never);
    const asked = server.requests.map(({ body }) => (JSON.parse(body) as { spec: object }).spec);
    const scale = { group: 'apps', resource: 'deployments', subresource: 'scale', namespace: 'shop' };
    expect(asked).toEqual([
      { resourceAttributes: { verb: 'patch', ...scale } },
      { resourceAttributes: { verb: 'create', group: '', resource: 'persistentvolumes' } },
    ]);
  });

  test('an answer without a version is no API server', async () => {
    const { client, server } = await anApi();
    Object.assign(server.identity, { version: undefined });
    const clock = { ...realClock, sleep: () => Promise.resolve() };
    const about = await new KubeFacts({ client, clock, random: () => 1 }).about(never);
    expect(about).toMatchObject({ problem: { kind: 'kubernetes-unreachable', operation: 'read /version' } });
  });
});
