import type { Switches } from './control.ts';
import { endpoints } from './operations.ts';

/** The settings of a client that calls this simulator, all but names, certificate and key. */
export const clientSettings = (
  base: string,
  stsCertificatePem: string,
  switches: Switches,
  choice: { readonly version: string; readonly gateway: boolean },
) => {
  const named = (path: string, name: string) => {
    const endpoint = endpoints[path];
    const [action] =
      Object.entries(endpoint?.operations ?? {}).find(([, operation]) => operation.name === name) ?? [];
    return { url: base + path, soapAction: action };
  };
  const operation = (path: string, version: string, name: string) => ({
    ...named(path, name),
    version,
    namespace: endpoints[path]?.namespace,
    childQualification: switches.strict,
  });
  const registration = (version: string): string => `/idsas-registration/${version}/registration`;
  const version = choice.version === '20230601' ? '20230601' : '20240124';
  const departments = registration('20240124');
  return {
    stsUrl: `${base}/sts/services/NewSecurityTokenService`,
    environment: 'simulator',
    trustedStsCertificates: [stsCertificatePem],
    ...(choice.gateway && { gatewayUrl: `${base}/decoupling/` }),
    operations: {
      CreateBlurring: operation(registration(version), version, 'CreateBlurring'),
      CreateOrgBlurring: operation(departments, '20240124', 'CreateOrgBlurring'),
      RemoveOrgBlurring: operation(departments, '20240124', 'RemoveOrgBlurring'),
      ListOrgBlurrings: {
        ...operation('/idsas-lookup/20240124/lookup', '20240124', 'ListOrgBlurringsForCVR'),
        enabled: true,
      },
    },
    nts: named('/nts/service', 'invoke'),
  };
};
