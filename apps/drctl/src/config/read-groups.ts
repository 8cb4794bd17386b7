import { FieldReader, parseLabelSelector, type ConfigProblems, type SuspendRule } from '@twinsite/domain';
import { isDnsLabel } from './dns-label.js';
import type { GroupSettings } from './drctl-config.js';
import { listIn } from './list-in.js';
import type { pathFrom } from './paths.js';
import { readHooks } from './read-hooks.js';

type From = ReturnType<typeof pathFrom>;

export function readGroups(
  fields: FieldReader,
  from: From,
  problems: ConfigProblems,
): readonly GroupSettings[] {
  const groups = listIn(fields, 'groups', problems).map(({ entry, where }) =>
    readGroup(new FieldReader(entry, where, problems), from, problems),
  );
  groups.forEach(({ name }, index) => {
    if (name !== '' && groups.findIndex((one) => one.name === name) < index)
      problems.add(`${fields.path('groups')}[${index}].name`, name, 'another group has this name');
  });
  return groups;
}

function readGroup(group: FieldReader, from: From, problems: ConfigProblems): GroupSettings {
  const name = group.requiredText('name');
  if (name !== '' && !isDnsLabel(name))
    problems.add(group.path('name'), name, 'give at most 63 of a-z, 0-9 and -');
  const namespaces = group.texts('namespaces');
  if (namespaces.length === 0)
    problems.add(group.path('namespaces'), undefined, 'name at least one namespace');
  const settings: GroupSettings = {
    name,
    namespaces,
    labelSelector: selectorOf(group, problems),
    pods: group.texts('pods'),
    namespaceMapping: mappingOf(group, 'namespaceMapping', problems),
    storageClassMapping: mappingOf(group, 'storageClassMapping', problems),
    suspendRules: listIn(group, 'suspendRules', problems).map(({ entry, where }) =>
      readRule(new FieldReader(entry, where, problems), problems),
    ),
    hooks: readHooks(group, { from, namespaces }, problems),
  };
  group.rejectUnknown();
  return settings;
}

function selectorOf(group: FieldReader, problems: ConfigProblems): string | undefined {
  const text = group.text('labelSelector');
  if (text !== undefined && parseLabelSelector(text) === undefined)
    problems.add(
      group.path('labelSelector'),
      text,
      'give a selector as of kubectl --selector, e.g. app=shop',
    );
  return text;
}

function mappingOf(group: FieldReader, key: string, problems: ConfigProblems): ReadonlyMap<string, string> {
  const value = group.any(key) ?? {};
  if (typeof value === 'object' && !Array.isArray(value)) {
    const pairs = Object.entries(value);
    if (pairs.every((pair): pair is [string, string] => typeof pair[1] === 'string')) return new Map(pairs);
  }
  problems.add(group.path(key), value, 'give names and what they are called on the other cluster');
  return new Map();
}

function readRule(rule: FieldReader, problems: ConfigProblems): SuspendRule {
  const read = {
    group: rule.requiredText('group'),
    kind: rule.requiredText('kind'),
    path: rule.requiredText('path'),
    standby: rule.any('standby'),
  };
  if (read.standby === undefined)
    problems.add(rule.path('standby'), undefined, 'give the value with which the resource starts no pods');
  if (read.path !== '' && !/^[A-Za-z]\w*(\.\w+)*$/.test(read.path))
    problems.add(rule.path('path'), read.path, 'give members with dots between, e.g. spec.instances');
  rule.rejectUnknown();
  return read;
}
