import { allRoutes } from '../routes/all-routes.js';
import type { Handler } from '../routes/route.js';
import type { Operation, Schema } from '../schema/shape.js';

export interface Route {
  /** `METHOD path`, as in the schema. */
  readonly key: string;
  readonly handler: Handler;
  readonly operation: Operation;
}

export interface Match {
  readonly route: Route;
  /** The id in the path, 0 when there is none. */
  readonly id: number;
}

/** Finds the operation for a path, with or without the collection's closing slash. */
export class RouteTable {
  private readonly routes: ReadonlyMap<string, Route>;

  constructor(schema: Schema) {
    this.routes = new Map(
      Object.entries(allRoutes).map(([key, handler]) => {
        const operation = schema.operations.get(key);
        if (!operation) throw new Error(`the schema has no operation '${key}'`);
        return [key, { key, handler, operation }];
      }),
    );
  }

  /** `path` without the `/v1` prefix. Undefined: there is no such operation here. */
  match(method: string, path: string): Match | undefined {
    const id = /^\/[^/]+\/(\d+)(?=[/:]|$)/.exec(path)?.[1];
    const pattern = id === undefined ? path : path.replace(`/${id}`, '/{id}');
    const route = this.routes.get(`${method} ${pattern}`) ?? this.routes.get(`${method} ${pattern}/`);
    return route && { route, id: Number(id ?? 0) };
  }
}
