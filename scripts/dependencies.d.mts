interface Lock {
  packages: Record<string, { version?: string; optional?: boolean }>;
}
export function isInstalled(root: string): boolean;
export function agrees(lock: Lock, installed: Lock): boolean;
export function install(root: string): Promise<{ ok: true } | { ok: false; problem: string; output: string }>;
export function addLeftOut(root: string, node: string): Promise<void>;
export function explain(output: string, root: string): string;
