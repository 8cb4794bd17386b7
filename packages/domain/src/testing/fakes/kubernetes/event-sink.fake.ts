import type { EventSink, ObjectEvent } from '../../../kubernetes/event-sink.port.js';

const MOST = 1024;

export class FakeEventSink implements EventSink {
  readonly said: ObjectEvent[] = [];

  say(event: ObjectEvent): void {
    this.said.push({ ...event, message: event.message.slice(0, MOST) });
  }
}
