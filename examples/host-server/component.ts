import { z } from 'zod';

const Manifest = z.array(z.object({ file: z.string().regex(/^[\w.-]+$/), integrity: z.string() })).min(1);

/** The component's current file and its hash, as the server publishes them: the page pins exactly that file (SRI). */
export const componentScript = async (server: string): Promise<{ component: string; integrity: string }> => {
  const response = await fetch(`${server}/widget/manifest.json`);
  const [first] = Manifest.parse(await response.json());
  if (!first) throw new Error('the manifest is empty');
  return { component: `${server}/widget/${first.file}`, integrity: first.integrity };
};
