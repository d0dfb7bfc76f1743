/**
 * Which Node runs the programs. The only file of the project, with bootstrap.mjs and dependencies.mjs, that an
 * older Node must be able to read, hence plain JavaScript.
 */

/** Can this version run `.ts` files without a flag? 22.18 and 23.6 were the first of their lines. */
export function runsTypeScript(version) {
  const [major = 0, minor = 0] = parse(version);
  if (major === 22) return minor >= 18;
  if (major === 23) return minor >= 6;
  return major >= 24;
}

/** Can this version run the bootstrap itself and the npm that installs the packages? */
export function runsBootstrap(version) {
  return (parse(version)[0] ?? 0) >= 20;
}

/**
 * Decides which Node binary runs the program.
 *
 * @param current `{ version: 'v20.20.2', path: '/usr/bin/node' }`
 * @param bundled path of the Node that came with the packages and was seen to start, or undefined
 * @returns `{ path }` or `{ problem }`, a sentence for the person at the keyboard
 */
export function chooseNode(current, bundled) {
  if (runsTypeScript(current.version)) return { path: current.path };
  if (bundled !== undefined) return { path: bundled };
  return {
    problem:
      'This project needs Node 22.18 or newer and found ' +
      `${current.version}. Install Node 24 (https://nodejs.org/en/download) and run the command again.`,
  };
}

/** npm name of the package that carries Node for this machine; undefined where none is published. */
export function bundledNodePackage(platform, arch) {
  return platform === 'linux' && (arch === 'x64' || arch === 'arm64') ? `node-linux-${arch}` : undefined;
}

function parse(version) {
  return version.replace(/^v/, '').split('.').map(Number);
}
