// eslint-disable-next-line no-control-regex -- control characters are what this takes out
const STEERING = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]+/g;

/** The end of what a command writes, of both its streams as it comes. */
export class OutputTail {
  private readonly most: number;
  private held: Buffer = Buffer.alloc(0);

  /** Bytes that are kept. */
  constructor(most: number) {
    this.most = most;
  }

  add(bytes: Buffer): void {
    this.held = Buffer.concat([this.held, bytes]).subarray(-this.most);
  }

  /** Lines, without what could steer a terminal. */
  text(): string {
    return this.held.toString('utf8').replace(STEERING, ' ').trim();
  }
}
