import { CancelSource, type ObjectEvent, type Problem } from '@twinsite/domain';
import { ManualClock } from '@twinsite/domain/testing';
import { describe, expect, test } from 'vitest';
import { EventRecorder, resources } from '../../src/index.js';
import { anApi, type AnApi } from '../an-api.js';

const about = {
  apiVersion: 'sds.xsky.com/v1',
  kind: 'AccessPath',
  name: 'ap',
  namespace: 'default',
  uid: 'u1',
};
const event: ObjectEvent = { about, type: 'Warning', reason: 'GatewayInUse', message: 'node-1 uses gw-a' };

function aRecorder({ client }: AnApi) {
  const [clock, trouble, end] = [new ManualClock(), [] as Problem[], new CancelSource()];
  const reporter = { controller: 'iscsi.csi.xsky.com', instance: 'controller-0' };
  const onTrouble = (problem: Problem): void => void trouble.push(problem);
  const recorder = new EventRecorder({ client, clock, reporter, onTrouble, signal: end.signal });
  return { recorder, clock, trouble, end };
}

const eventsOf = ({ server }: AnApi) => server.objects(resources.events);

describe('event recorder', () => {
  test('an event says about what, by whom, when and why', async () => {
    const api = await anApi();
    const { recorder } = aRecorder(api);
    recorder.say(event);
    await recorder.settled();
    expect(eventsOf(api)).toMatchObject([
      {
        metadata: { namespace: 'default', name: expect.stringMatching(/^ap\.[0-9a-f]+$/) as string },
        eventTime: '2027-01-15T08:00:00.000000Z',
        reportingController: 'iscsi.csi.xsky.com',
        reportingInstance: 'controller-0',
        action: 'GatewayInUse',
        reason: 'GatewayInUse',
        regarding: about,
        note: 'node-1 uses gw-a',
        type: 'Warning',
      },
    ]);
  });

  test('an event of a cluster-scoped object stands in the namespace default', async () => {
    const api = await anApi();
    const { recorder } = aRecorder(api);
    recorder.say({ ...event, about: { apiVersion: 'v1', kind: 'Node', name: 'node-1', uid: 'u2' } });
    await recorder.settled();
    expect(eventsOf(api)[0]?.metadata.namespace).toBe('default');
  });

  test('what is said again and again is one event that counts, written once a minute at most', async () => {
    const api = await anApi();
    const { recorder, clock } = aRecorder(api);
    for (let second = 0; second < 130; second += 10) {
      recorder.say(event);
      await recorder.settled();
      clock.advance(10_000);
    }
    const lastObservedTime = '2027-01-15T08:02:00.000000Z';
    expect(eventsOf(api)).toMatchObject([{ series: { count: 13, lastObservedTime } }]);
    expect(api.server.requests.map(({ method }) => method)).toEqual(['POST', 'PATCH', 'PATCH']);
  });

  test('another message is another event, and so is the same one after half an hour of silence', async () => {
    const api = await anApi();
    const { recorder, clock } = aRecorder(api);
    recorder.say(event);
    recorder.say({ ...event, message: 'node-2 uses gw-a' });
    clock.advance(30 * 60_000);
    recorder.say(event);
    await recorder.settled();
    expect(eventsOf(api)).toHaveLength(3);
  });

  test('a repeat whose event the API server has dropped is made anew', async () => {
    const api = await anApi();
    const { recorder, clock } = aRecorder(api);
    recorder.say(event);
    await recorder.settled();
    for (const one of eventsOf(api)) api.server.delete(resources.events, one);
    clock.advance(60_000);
    recorder.say(event);
    await recorder.settled();
    expect(eventsOf(api)).toMatchObject([{ series: { count: 2 } }]);
  });

  test('an API server that is down costs the caller nothing, and the recorder no more than a hundred waiting events', async () => {
    const api = await anApi();
    const { recorder, trouble } = aRecorder(api);
    await api.server.down();
    for (let index = 0; index < 500; index += 1) recorder.say({ ...event, message: `message ${index}` });
    await recorder.settled();
    expect(trouble.length).toBeLessThanOrEqual(101);
    expect(new Set(trouble.map(({ kind }) => kind))).toEqual(new Set(['kubernetes-unreachable']));
    await api.server.up();
    recorder.say({ ...event, message: 'back' });
    await recorder.settled();
    expect(eventsOf(api)).toMatchObject([{ note: 'back' }]);
  });

  test('nothing is written after the end', async () => {
    const api = await anApi();
    const { recorder, end, trouble } = aRecorder(api);
    end.cancel();
    recorder.say(event);
    await recorder.settled();
    expect([api.server.requests, trouble]).toEqual([[], []]);
  });
});
