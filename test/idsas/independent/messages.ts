import { randomUUID } from 'node:crypto';
import type { TestContext } from 'node:test';
import type { OperationSettings } from '../../../server/idsas/client.ts';
import { aCall, credentialOf, EKSEMPELBY, startNational } from '../national.ts';
import { startRecorder } from './recorder.ts';

/** What an organisation or a vendor could be called by somebody who means harm, or by somebody who is just Danish. */
export const HOSTILE = `Sløring <&"'> ]]> Æøå ÅØÆ 🙂 e\u0301 &amp; <!-- x -->`;

const NAMESPACES = {
  '20230601': 'http://sundhedsdatastyrelsen.dk/identitetssloering/2023/06/01/',
  '20240124': 'http://sundhedsdatastyrelsen.dk/identitetssloering/2024/01/24/',
} as const;
export type Form = {
  readonly version: keyof typeof NAMESPACES;
  readonly children: 'qualified' | 'unqualified';
};
export const FORMS: readonly Form[] = (['20230601', '20240124'] as const).flatMap((version) =>
  (['qualified', 'unqualified'] as const).map((children) => ({ version, children })),
);

type Names = { readonly itSystemName: string; readonly organisationName: string };

/** A client of the simulator behind a recorder, every name in its messages hostile. */
export const startRecorded = async (
  t: Pick<TestContext, 'after'>,
  { version, children }: Form,
  onTheWay?: (message: Buffer) => Buffer,
) => {
  const national = await startNational(t);
  await national.control({ strict: children });
  const recorder = await startRecorder(t, national.url, onTheWay);
  const operation = (name: string, at = 'registration'): OperationSettings => ({
    url: `${recorder.url}/idsas-${at}/${version}/${at}`,
    version,
    namespace: NAMESPACES[version],
    soapAction: version === '20230601' ? name : `${NAMESPACES[version]}#${name}`,
    childQualification: children,
  });
  const clientCalled = ({ itSystemName, organisationName }: Names) =>
    national.client(
      {
        stsUrl: `${recorder.url}/sts/services/NewSecurityTokenService`,
        itSystemName,
        operations: {
          CreateBlurring: operation('CreateBlurring'),
          CreateOrgBlurring: operation('CreateOrgBlurring'),
          RemoveOrgBlurring: operation('RemoveOrgBlurring'),
          ListOrgBlurrings: { ...operation('ListOrgBlurringsForCVR', 'lookup'), enabled: true },
        },
        nts: { url: `${recorder.url}/nts/service`, soapAction: 'http://nspop.dk/nts/2013/05#invoke' },
      },
      async (cvr) => ({ ...(await credentialOf(cvr)), organisationName }),
    );
  const client = await clientCalled({ itSystemName: HOSTILE, organisationName: HOSTILE });

  /** The one message sent with this action; the quotes of the header are part of SOAP 1.1. */
  const sent = (action: string): Buffer => {
    const found = recorder.sent.filter(({ soapAction }) => new RegExp(`["#]${action}"$`).test(soapAction));
    if (found.length !== 1 || !found[0]) throw new Error(`${found.length} × ${action}`);
    return found[0].body;
  };
  return { national, client, clientCalled, sent, all: recorder.sent };
};

const hostileIds = () => ({
  cvr: EKSEMPELBY,
  flowId: HOSTILE,
  messageId: `${randomUUID()} ${HOSTILE}`,
});

/** The question to the ticket service and one `CreateBlurring`, as they were sent. */
export const captureCreateBlurring = async (t: Pick<TestContext, 'after'>, form: Form) => {
  const recorded = await startRecorded(t, form);
  const outcome = await recorded.client.createBlurring(aCall(hostileIds()));
  return {
    ...recorded,
    outcome,
    issue: recorded.sent('Issue'),
    createBlurring: recorded.sent('CreateBlurring'),
  };
};

/** Every further message we can send, by its action, as it was sent, and how each was answered. */
export const captureOthers = async (t: Pick<TestContext, 'after'>, children: Form['children']) => {
  const { client, sent } = await startRecorded(t, { version: '20240124', children });
  const sor = { id: '440081000016006', classification: 'SOR' } as const;
  const shak = { id: '130101A', classification: 'SHAK' } as const;
  const answers = [
    await client.createOrgBlurring({ ...hostileIds(), department: sor }),
    await client.removeOrgBlurring({ ...hostileIds(), department: shak }),
    await client.listOrgBlurrings(hostileIds()),
    await client.testTicket(hostileIds()),
  ].map(({ kind }) => kind);
  const actions = ['CreateOrgBlurring', 'RemoveOrgBlurring', 'ListOrgBlurringsForCVR', 'invoke'] as const;
  return { answers, messages: actions.map((action) => ({ action, message: sent(action) })) };
};
