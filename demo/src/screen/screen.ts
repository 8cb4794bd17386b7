import { picture, type View } from './picture.js';

/** Where the story is shown: redrawn in place on a terminal, one line per event elsewhere. */
export interface Screen {
  /** An event, kept on the screen. */
  say(line: string): void;
  /** The state of now; drawn only where it can be redrawn. */
  show(view: View): void;
  /** Leaves the picture standing. */
  end(): void;
}

export function openScreen(stream: NodeJS.WriteStream): Screen {
  return stream.isTTY ? new LiveScreen(stream) : new PlainScreen(stream);
}

class PlainScreen implements Screen {
  readonly #stream: NodeJS.WriteStream;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  say(line: string): void {
    this.#stream.write(`${line}\n`);
  }

  show(): void {
    // Without a terminal the events tell the story.
  }

  end(): void {
    // Nothing is redrawn, so nothing has to be left standing.
  }
}

const CLEAR_BELOW = '\u001b[0J';
const up = (lines: number): string => `\u001b[${lines}A\r`;

class LiveScreen implements Screen {
  readonly #stream: NodeJS.WriteStream;
  #drawn = 0;
  #last: View | undefined;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  say(line: string): void {
    this.#wipe();
    this.#stream.write(`${line}\n`);
    if (this.#last !== undefined) this.show(this.#last);
  }

  show(view: View): void {
    this.#wipe();
    const text = picture(view);
    this.#stream.write(`${text}\n`);
    this.#drawn = text.split('\n').length;
    this.#last = view;
  }

  end(): void {
    this.#drawn = 0;
    this.#last = undefined;
  }

  #wipe(): void {
    if (this.#drawn > 0) this.#stream.write(up(this.#drawn) + CLEAR_BELOW);
    this.#drawn = 0;
  }
}
