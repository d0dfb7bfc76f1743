import type { IdsasSettings } from './port.ts';

/** @throws for settings with which no call could be made, whoever wrote them. */
export const checkSettings = (settings: IdsasSettings): void => {
  const named = [...Object.values(settings.operations), ...(settings.nts ? [settings.nts] : [])];
  for (const url of [settings.stsUrl, ...named.map((one) => one.url)]) checkAddress(url);
  if (settings.gatewayUrl !== undefined) checkAddress(settings.gatewayUrl);
  if (!/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(settings.issuerName)) throw new Error('issuerName is not an NCName');
  // A line break would let a setting write further headers.
  if (named.some(({ soapAction }) => /["\r\n]/.test(soapAction)))
    throw new Error('soapAction holds a quote or line break');
};

const checkAddress = (url: string): void => {
  const { protocol } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') throw new Error('the address is neither https nor http');
};
