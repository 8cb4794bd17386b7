import { bytes, MIB } from '../../../shared/bytes.js';
import { never } from '../../../shared/cancel-signal.js';
import type { VolumeName } from '../../../volume/volume-name.js';
import { expectEqual, expectOk, expectProblem } from '../../check.js';
import type { ContractCase } from '../../contract.js';
import { aShare, aTree, theFolder, TREE_SIZE, type FileSubject } from './file-subject.js';

const found = async ({ array }: FileSubject, name: VolumeName) =>
  expectOk(await array.files.trees.find(name, never), 'find');

export const quotaTreesContract: readonly ContractCase<FileSubject>[] = [
  {
    name: 'a created tree is ready, has the size asked for, and is found by its exact name alone',
    run: async (subject) => {
      const name = subject.freshName();
      expectEqual(await found(subject, name), undefined, 'before');
      const folder = await theFolder(subject);
      const spec = { name, folder, size: TREE_SIZE };
      const created = expectOk(await subject.array.files.trees.create(spec, never), 'create');
      expectEqual([created.state, created.size], [{ kind: 'ready' }, TREE_SIZE], 'state and size');
      expectEqual(created.folder, { id: folder.id, name: folder.name }, 'folder');
      expectEqual(created.array, subject.array.name, 'array');
      expectEqual((await found(subject, name))?.id, created.id, 'id');
      expectEqual(await found(subject, name.slice(0, -1) as VolumeName), undefined, 'prefix');
      expectOk(await subject.array.files.trees.settle(created, never), 'settle');
    },
  },
  {
    name: 'creating a name that the folder has makes no second tree',
    run: async (subject) => {
      const { name, id } = await aTree(subject);
      const spec = { name, folder: await theFolder(subject), size: TREE_SIZE };
      expectProblem(await subject.array.files.trees.create(spec, never), 'volume-differs', 'create again');
      expectEqual((await found(subject, name))?.id, id, 'id');
    },
  },
  {
    name: 'a name that two folders have is ambiguous',
    run: async (subject) => {
      const { name } = await aTree(subject);
      const spec = { name, folder: await theFolder(subject, 1), size: TREE_SIZE };
      expectOk(await subject.array.files.trees.create(spec, never), 'create in the other folder');
      expectProblem(await subject.array.files.trees.find(name, never), 'volume-ambiguous', 'find');
    },
  },
  {
    name: 'a tree that the folder has no room for is not made',
    run: async (subject) => {
      const folder = await theFolder(subject);
      const spec = { name: subject.freshName(), folder, size: bytes(folder.size + MIB) };
      expectProblem(await subject.array.files.trees.create(spec, never), 'folder-full', 'create');
      expectEqual(await found(subject, spec.name), undefined, 'tree');
    },
  },
  {
    name: 'a resized tree shows the size asked for, also when it is asked for again',
    run: async (subject) => {
      const tree = await aTree(subject);
      const size = bytes(2n * TREE_SIZE);
      for (const time of ['resize', 'again']) {
        expectEqual(
          expectOk(await subject.array.files.trees.resize(tree, size, never), time).size,
          size,
          time,
        );
      }
      expectEqual((await found(subject, tree.name))?.size, size, 'size read back');
    },
  },
  {
    name: 'a tree is not resized past the room of its folder',
    run: async (subject) => {
      const tree = await aTree(subject);
      const size = bytes((await theFolder(subject)).size + MIB);
      expectProblem(await subject.array.files.trees.resize(tree, size, never), 'folder-full', 'resize');
      expectEqual((await found(subject, tree.name))?.size, TREE_SIZE, 'size');
    },
  },
  {
    name: 'a deleted tree is not found, and deleting it again is success',
    run: async (subject) => {
      const tree = await aTree(subject);
      expectOk(await subject.array.files.trees.delete(tree, never), 'delete');
      expectEqual(await found(subject, tree.name), undefined, 'tree');
      expectOk(await subject.array.files.trees.delete(tree, never), 'delete again');
    },
  },
  {
    name: 'a tree that is shared is in use until the share is gone',
    run: async (subject) => {
      const { shares, trees } = subject.array.files;
      const share = await aShare(subject);
      const all = expectOk(await trees.list(never), 'list');
      const tree = all.find(({ id }) => id === share.tree);
      if (tree === undefined) throw new Error('the shared tree is not listed');
      expectProblem(await trees.delete(tree, never), 'volume-in-use', 'delete');
      expectEqual((await found(subject, tree.name))?.id, tree.id, 'tree');
      expectOk(await shares.remove(share, never), 'remove the share');
      expectOk(await trees.delete(tree, never), 'delete');
    },
  },
  {
    name: 'trees are listed in the order of their ids, and only while they exist',
    run: async (subject) => {
      const [first, second] = [await aTree(subject), await aTree(subject)];
      const mine = async () => {
        const all = expectOk(await subject.array.files.trees.list(never), 'list');
        return all.filter(({ id }) => id === first.id || id === second.id).map(({ name }) => name);
      };
      expectEqual(await mine(), [first.name, second.name], 'trees');
      expectOk(await subject.array.files.trees.delete(first, never), 'delete');
      expectEqual(await mine(), [second.name], 'trees after a deletion');
    },
  },
];
