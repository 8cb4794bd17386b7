import { ok, type AccessPathNames, type AccessPathObjects } from '@twinsite/domain';
import { arrayNameIn, clusterInfoIn } from './cluster-info.js';

/** Names as the AccessPath objects of the cluster have them now; one that says nothing of its path names none. */
export const namesOfObjects = (objects: Pick<AccessPathObjects, 'list'>): AccessPathNames => ({
  called: (wanted) => {
    const listed = objects.list();
    if (!listed.ok) return listed;
    const called = listed.value.filter(({ key }) => key.name === wanted);
    return ok(
      called.flatMap(({ key, spec }) => {
        const [name, info] = [arrayNameIn(spec), clusterInfoIn(spec)];
        return name === undefined || info === undefined
          ? []
          : [{ object: key, name, managers: info.managers }];
      }),
    );
  },
});
