export function runsTypeScript(version: string): boolean;
export function runsBootstrap(version: string): boolean;
export function chooseNode(
  current: { version: string; path: string },
  bundled: string | undefined,
): { path: string } | { problem: string };
export function bundledNodePackage(platform: string, arch: string): string | undefined;
