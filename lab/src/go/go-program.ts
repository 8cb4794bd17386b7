/** Commands of one Go module at one version. */
export interface GoProgram {
  /** Its name in the cache. */
  readonly kind: string;
  readonly module: string;
  readonly version: string;
  /** Folders below cmd/ of the module, and the names of the programs. */
  readonly commands: readonly string[];
  /** String variables that the linker sets (`go tool link -X`). */
  readonly variables: Readonly<Record<string, string>>;
}

/** `go build -ldflags`: no symbol tables, and the version that the program shall tell. */
export function linkerFlags({ variables }: GoProgram): string {
  return ['-s', '-w', ...Object.entries(variables).map(([name, value]) => `-X ${name}=${value}`)].join(' ');
}

export const packagesOf = ({ module, commands }: GoProgram): string[] =>
  commands.map((command) => `${module}/cmd/${command}`);

/** The part of `go mod edit -json` (go.dev/ref/mod) that is read here. */
export interface GoModFile {
  readonly Replace?:
    | readonly {
        readonly Old: { readonly Path: string };
        readonly New: { readonly Path: string; readonly Version?: string };
      }[]
    | null;
}

/**
 * A module with replace lines cannot be installed by `go install`; a small module of our own repeats them. Kubernetes
 * replaces its libraries by folders of its own repository (`./staging/src/...`), which are published as v0.MINOR.PATCH.
 */
export function replacements({ version }: GoProgram, { Replace }: GoModFile): string[] {
  return (Replace ?? []).map(({ Old, New }) => {
    const target =
      New.Version === undefined
        ? `${Old.Path}@${version.replace(/^v1\./, 'v0.')}`
        : `${New.Path}@${New.Version}`;
    return `-replace=${Old.Path}=${target}`;
  });
}

/** Names the commands as imports, so that the module's requirements are complete. */
export function toolsFile(program: GoProgram): string {
  const imports = packagesOf(program).map((path) => `import _ "${path}"`);
  return ['//go:build tools', '', 'package tools', '', ...imports, ''].join('\n');
}
