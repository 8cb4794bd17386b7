import type { EventSink, EventSubject, ObjectEvent } from '../../../kubernetes/event-sink.port.js';
import { expectEqual, expectSoon, expectTrue } from '../../check.js';
import type { ContractCase } from '../../contract.js';

export interface EventSinkSubject {
  readonly sink: EventSink;
  /** An object nobody has spoken of yet. */
  readonly freshObject: () => EventSubject;
  /** What has arrived about it by now; each call gives the sink a moment. */
  readonly seen: (about: EventSubject) => Promise<readonly Omit<ObjectEvent, 'about'>[]>;
}

const MOST = 1024;

export const eventSinkContract: readonly ContractCase<EventSinkSubject>[] = [
  {
    name: 'an event arrives at its object',
    run: async ({ sink, freshObject, seen }) => {
      const [about, other] = [freshObject(), freshObject()];
      const event = { type: 'Warning', reason: 'GatewayInUse', message: 'node node-1 uses gw-a' } as const;
      sink.say({ about, ...event });
      await expectSoon(() => seen(about), [event], 'events', 1000);
      expectEqual(await seen(other), [], 'of another object');
    },
  },
  {
    name: 'a long message arrives cut to what the API server takes',
    run: async ({ sink, freshObject, seen }) => {
      const about = freshObject();
      const message = `${'gw-ä '.repeat(500)}end`;
      sink.say({ about, type: 'Normal', reason: 'Long', message });
      await expectSoon(async () => (await seen(about)).length, 1, 'events', 1000);
      const arrived = (await seen(about))[0]?.message ?? '';
      expectTrue(arrived.length <= MOST && arrived.length > MOST / 2, `${arrived.length} characters`);
      expectTrue(message.startsWith(arrived.slice(0, MOST / 2)), 'its beginning is there');
    },
  },
];
