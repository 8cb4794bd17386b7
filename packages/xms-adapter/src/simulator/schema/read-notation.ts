import type { Field, Fields, Operation, Shape } from './shape.js';

const simple: Record<string, Shape> = {
  string: { kind: 'string' },
  int: { kind: 'int' },
  num: { kind: 'number' },
  bool: { kind: 'bool' },
  time: { kind: 'time' },
  any: { kind: 'any' },
};

/** Reads `Name = field field!:type …` lines; a line that starts with a blank continues the one above. */
export function readDefinitions(text: string): Map<string, Fields> {
  const found = new Map<string, Fields>();
  for (const line of logicalLines(text)) {
    const [name, equals, ...words] = line;
    if (name === undefined || equals !== '=')
      throw new Error(`schema: '${line.join(' ')}' is not 'Name = …'`);
    found.set(name, readFields(words));
  }
  return found;
}

/** Reads `METHOD path ?query… <Body -> status=Name status …` lines. */
export function readOperations(text: string): Map<string, Operation> {
  const found = new Map<string, Operation>();
  for (const [method = '', path = '', ...words] of logicalLines(text)) {
    const arrow = words.indexOf('->');
    const asked = words.slice(0, arrow);
    found.set(`${method} ${path}`, {
      query: readFields(asked.filter((word) => word.startsWith('?')).map((word) => word.slice(1))),
      request: asked.find((word) => word.startsWith('<'))?.slice(1),
      replies: new Map(words.slice(arrow + 1).map(readReply)),
    });
  }
  return found;
}

function readReply(word: string): [number, string | undefined] {
  const [status = '', name] = word.split('=');
  return [Number(status), name];
}

function readFields(words: readonly string[]): Fields {
  return new Map(words.map(readField));
}

function readField(word: string): [string, Field] {
  const [label = '', type = 'string'] = word.split(':');
  const required = label.endsWith('!');
  return [required ? label.slice(0, -1) : label, { shape: readShape(type), required }];
}

function readShape(type: string): Shape {
  if (type.startsWith('[')) return { kind: 'list', of: readShape(type.slice(1, -1)) };
  return simple[type] ?? { kind: 'object', name: type };
}

function logicalLines(text: string): string[][] {
  const lines = text.replaceAll(/\n +/g, ' ').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => line.trim().split(/ +/));
}
