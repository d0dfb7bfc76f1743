import { randomUUID } from 'node:crypto';
import type { TestContext } from 'node:test';
import type { OperationSettings } from '../../../server/idsas/client.ts';
import { aCall, credentialOf, EKSEMPELBY, startNational } from '../national.ts';
import { startRecorder } from './recorder.ts';

/** What an organisation or a vendor could be called by somebody who means harm, or by somebody who is just Danish. */
export const HOSTILE = `Sløring <&"'> ]]> Æøå ÅØÆ 🙂 e\u0301 &amp; <!-- x -->`;

export const VERSIONS = { '20230601': '2023/06/01', '20240124': '2024/01/24' } as const;
export type Form = {
  readonly version: keyof typeof VERSIONS;
  readonly children: 'qualified' | 'unqualified';
};
export const FORMS: readonly Form[] = (['20230601', '20240124'] as const).flatMap((version) =>
  (['qualified', 'unqualified'] as const).map((children) => ({ version, children })),
);

/** A client of the simulator behind a recorder, every name in its messages hostile. */
export const startRecorded = async (
  t: Pick<TestContext, 'after'>,
  { version, children }: Form,
  onTheWay?: (message: Buffer) => Buffer,
) => {
  const national = await startNational(t);
  await national.control({ strict: children });
  const recorder = await startRecorder(t, national.url, onTheWay);
  const namespace = `http://sundhedsdatastyrelsen.dk/identitetssloering/${VERSIONS[version]}/`;
  const operation = (name: string): OperationSettings => ({
    url: `${recorder.url}/idsas-registration/${version}/registration`,
    version,
    namespace,
    soapAction: version === '20230601' ? name : `${namespace}#${name}`,
    childQualification: children,
  });
  const client = await national.client(
    {
      stsUrl: `${recorder.url}/sts/services/NewSecurityTokenService`,
      itSystemName: HOSTILE,
      operations: { CreateBlurring: operation('CreateBlurring') },
    },
    async (cvr) => ({ ...(await credentialOf(cvr)), organisationName: HOSTILE }),
  );
  const sent = (path: string): Buffer => {
    const found = recorder.sent.filter((each) => each.path.includes(path));
    if (found.length !== 1 || !found[0]) throw new Error(`${found.length} messages to ${path}`);
    return found[0].body;
  };
  return { national, client, sent };
};

/** The question to the ticket service and one `CreateBlurring`, as they were sent. */
export const captureCreateBlurring = async (t: Pick<TestContext, 'after'>, form: Form) => {
  const recorded = await startRecorded(t, form);
  const outcome = await recorded.client.createBlurring(
    aCall({ cvr: EKSEMPELBY, flowId: HOSTILE, messageId: `${randomUUID()} ${HOSTILE}` }),
  );
  return {
    ...recorded,
    outcome,
    issue: recorded.sent('/sts/'),
    createBlurring: recorded.sent('/registration'),
  };
};
