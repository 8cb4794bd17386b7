import { defaultSwitches, type Switches } from './switches.js';

/** Holds the switches; a change is partial, and `settling` is merged by kind. */
export class SwitchBoard {
  private switches: Switches = defaultSwitches;

  constructor(change: Partial<Switches> = {}) {
    this.change(change);
  }

  current(): Switches {
    return this.switches;
  }

  change(change: Partial<Switches>): void {
    const settling = { ...this.switches.settling, ...change.settling };
    const statusWords = change.statusWords ?? this.switches.statusWords;
    this.switches = { ...this.switches, ...change, settling, statusWords };
  }
}
