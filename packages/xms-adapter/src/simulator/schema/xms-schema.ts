import { accessDefinitions } from './access-definitions.js';
import { accessOperations } from './access-operations.js';
import { authDefinitions } from './auth-definitions.js';
import { authOperations } from './auth-operations.js';
import { laterDefinitions } from './beyond-the-spec.js';
import { fileDefinitions } from './file-definitions.js';
import { fileOperations } from './file-operations.js';
import { infrastructureDefinitions } from './infrastructure-definitions.js';
import { infrastructureOperations } from './infrastructure-operations.js';
import { readDefinitions, readOperations } from './read-notation.js';
import type { Fields, Schema } from './shape.js';
import { statisticsDefinitions } from './statistics-definitions.js';
import { vipDefinitions } from './vip-definitions.js';
import { vipOperations } from './vip-operations.js';
import { volumesDefinitions } from './volumes-definitions.js';
import { volumesOperations } from './volumes-operations.js';

const declared = [
  authDefinitions,
  volumesDefinitions,
  accessDefinitions,
  vipDefinitions,
  fileDefinitions,
  infrastructureDefinitions,
  statisticsDefinitions,
];
const offered = [
  authOperations,
  volumesOperations,
  accessOperations,
  vipOperations,
  fileOperations,
  infrastructureOperations,
];

/** The facts of the swagger alone. */
export const declaredSchema: Schema = {
  definitions: readDefinitions(declared.join('\n')),
  operations: readOperations(offered.join('\n')),
};

/** The facts of the swagger, and what arrays are known to add to them. */
export const xmsSchema: Schema = {
  definitions: withLater(declaredSchema.definitions),
  operations: declaredSchema.operations,
};

function withLater(definitions: ReadonlyMap<string, Fields>): ReadonlyMap<string, Fields> {
  const later = readDefinitions(laterDefinitions);
  const merged = new Map(definitions);
  for (const [name, fields] of later) merged.set(name, new Map([...(merged.get(name) ?? []), ...fields]));
  return merged;
}
