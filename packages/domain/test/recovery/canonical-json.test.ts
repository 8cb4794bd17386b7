import { canonicalJson } from '@twinsite/domain';
import fc from 'fast-check';
import { expect, test } from 'vitest';

test('one value has one text, however its members were ordered', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(backwards(JSON.parse(text)))).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('a member called __proto__ stays a member', () => {
  expect(canonicalJson(JSON.parse('{"b":1,"__proto__":{"a":2}}'))).toBe(
    '{\n  "__proto__": {\n    "a": 2\n  },\n  "b": 1\n}\n',
  );
});

test('a member that is undefined is no member', () => {
  expect(canonicalJson({ b: undefined, a: [1] })).toBe('{\n  "a": [\n    1\n  ]\n}\n');
});

function backwards(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(backwards);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, backwards(member)]),
  );
}
