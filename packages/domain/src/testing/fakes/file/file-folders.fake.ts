import type { FileFolder } from '../../../file/file-folder.js';
import type { FileFolders } from '../../../file/file-folders.port.js';
import type { GatewayGroup } from '../../../file/gateway-group.js';
import type { Problem } from '../../../shared/problem.js';
import { ok, type Result } from '../../../shared/result.js';
import { answerFile, withPromised, type FileArrayState } from './file-array-state.js';

export class FakeFileFolders implements FileFolders {
  private readonly state: FileArrayState;

  constructor(state: FileArrayState) {
    this.state = state;
  }

  find(name: string): Promise<Result<FileFolder | undefined, Problem>> {
    return answerFile(this.state, 'find a folder', () => {
      const folder = this.state.folders.find((candidate) => candidate.name === name);
      return ok(folder === undefined ? undefined : withPromised(this.state, folder));
    });
  }

  list(): Promise<Result<readonly FileFolder[], Problem>> {
    return answerFile(this.state, 'list folders', () =>
      ok(this.state.folders.map((folder) => withPromised(this.state, folder))),
    );
  }

  gatewayGroups(): Promise<Result<readonly GatewayGroup[], Problem>> {
    return answerFile(this.state, 'list gateway groups', () => ok([...this.state.gatewayGroups]));
  }
}
