import { SloeringRequest } from './request/request.ts';

/**
 * Registers `<{prefix}-request>`; the prefix is `sloering` unless another is given. Where a page has loaded the component twice, the
 * first copy stays and the console says so.
 */
export const defineSloering = ({ prefix = 'sloering' }: { prefix?: string } = {}): void => {
  const name = `${prefix}-request`;
  const known = customElements.get(name);
  if (known === undefined) {
    // A class can carry one name only; a second prefix gets a class of its own.
    customElements.define(name, class extends SloeringRequest {});
    return;
  }
  const first = 'version' in known ? String(known.version) : 'unknown';
  // eslint-disable-next-line no-console -- the reader is the integrator, who has no other place to look
  console.warn(
    `<${name}> is already defined (version ${first}); ${SloeringRequest.version} is not used. Load it once.`,
  );
};
