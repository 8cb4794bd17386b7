export type Settings = ReadonlyMap<string, string>;
/** Every value of a key that may be given often. */
export type Lists = ReadonlyMap<string, readonly string[]>;

export interface MultipathConfiguration {
  readonly defaults: Settings;
  readonly overrides: Settings;
  /** `device` entries of `devices`. */
  readonly devices: readonly Settings[];
  /** `device` entries of `blacklist` and `blacklist_exceptions`. */
  readonly blacklisted: readonly Settings[];
  readonly excepted: readonly Settings[];
  /** Their other entries: `devnode`, `wwid`, `property`, `protocol`. */
  readonly blacklist: Lists;
  readonly exceptions: Lists;
}

interface Section {
  readonly settings: Map<string, string>;
  readonly lists: Map<string, readonly string[]>;
  readonly devices: Map<string, string>[];
}

/**
 * `multipathd show config local` (multipath-tools 0.9.4, dict.c and print.c). It forgets the closing brace of a
 * blacklisted device without product, so a `device {` inside a device begins the next one.
 */
export function parseMultipathConfig(text: string): MultipathConfiguration {
  const reader = new SectionReader();
  for (const line of text.split('\n')) reader.take(line.trim());
  return {
    defaults: reader.section('defaults').settings,
    overrides: reader.section('overrides').settings,
    devices: reader.section('devices').devices,
    blacklisted: reader.section('blacklist').devices,
    excepted: reader.section('blacklist_exceptions').devices,
    blacklist: reader.section('blacklist').lists,
    exceptions: reader.section('blacklist_exceptions').lists,
  };
}

class SectionReader {
  private readonly sections = new Map<string, Section>();
  private current: Section | undefined;
  private device: Map<string, string> | undefined;

  section(name: string): Section {
    return this.sections.get(name) ?? emptySection();
  }

  take(line: string): void {
    const opened = /^(\w+) \{$/.exec(line)?.[1];
    if (opened !== undefined) this.open(opened);
    else if (line === '}') this.close();
    else this.set(line);
  }

  private open(name: string): void {
    this.device = undefined;
    if (name === 'device' && this.current !== undefined) {
      this.device = new Map();
      this.current.devices.push(this.device);
      return;
    }
    this.current = emptySection();
    this.sections.set(name, this.current);
  }

  private close(): void {
    if (this.device === undefined) this.current = undefined;
    this.device = undefined;
  }

  private set(line: string): void {
    const [, key, value = ''] = /^(\w+) "?(.*?)"?$/.exec(line) ?? [];
    if (key === undefined) return;
    (this.device ?? this.current?.settings)?.set(key, value);
    if (this.device === undefined)
      this.current?.lists.set(key, [...(this.current.lists.get(key) ?? []), value]);
  }
}

const emptySection = (): Section => ({ settings: new Map(), lists: new Map(), devices: [] });
