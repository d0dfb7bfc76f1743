import { randomUUID } from 'node:crypto';
import type { XmlElement } from 'libxml2-wasm';
import { at, elementsOf, NAMESPACES, readXml, xmlText, xmlTime } from '../national/xml.ts';
import type { Unit } from './entry.ts';
import { postSoap } from './soap.ts';

const SLOERING = 'http://sundhedsdatastyrelsen.dk/identitetssloering';
const LOOKUP = { path: '/idsas-lookup/20240124/lookup', namespace: `${SLOERING}/2024/01/24/` };
const SALT = { path: '/idsas-salt/20230601/salt', namespace: `${SLOERING}/2023/06/01/` };

/** The national questions a citizen-facing view depends on. Each throws when the register does not answer it in full. */
export type NationalLookup = {
  /** CVR numbers whose staff are blurred towards the citizen right now. */
  blurredOrganisations(cpr: string): Promise<string[]>;
  /** Units whose staff are blurred towards everyone right now. */
  blurredUnits(): Promise<Pick<Unit, 'id' | 'classification'>[]>;
  /** The current salt as Base64 text. */
  currentSalt(): Promise<string>;
};

type Service = { readonly path: string; readonly namespace: string };

/** Asks as the ticket service does; in reality it is the ticket service that looks up and puts the answer in a token. */
export const createNationalLookup = (url: string, currentCard: () => Promise<string>): NationalLookup => {
  const ask = async <T>(
    { path, namespace }: Service,
    operation: string,
    content: string,
    read: (response: XmlElement) => T,
  ): Promise<T> => {
    const message = envelope(
      await currentCard(),
      `<ids:${operation}Request xmlns:ids="${namespace}">${content}</ids:${operation}Request>`,
    );
    return readXml(await postSoap(url + path, `${namespace}#${operation}`, message), (root) => {
      const body = at(root, 'soap:Body');
      const [response, ...others] = body ? elementsOf(body) : [];
      // An answer that is not one would otherwise read as "nobody is blurred".
      if (response?.name !== `${operation}Response` || others.length > 0) throw notUnderstood(operation);
      return read(response);
    });
  };

  return {
    blurredOrganisations: (cpr) =>
      ask(
        LOOKUP,
        'GetBlurredOrganisations',
        `<patientId><id>${xmlText(cpr)}</id><classification>CPR</classification></patientId>`,
        (response) =>
          elementsOf(response).map((organisation) => {
            const { name, id, classification } = identified(organisation);
            if (name !== 'organisation' || classification !== 'CVR') throw notUnderstood('organisation');
            return id;
          }),
      ),
    blurredUnits: () =>
      ask(LOOKUP, 'ListAllBlurredOrgs', '', (response) =>
        elementsOf(response).map((org) => {
          const { name, id, classification } = identified(org);
          if (name !== 'org' || (classification !== 'SOR' && classification !== 'SHAK'))
            throw notUnderstood('org');
          return { id, classification };
        }),
      ),
    currentSalt: () =>
      ask(SALT, 'GetCurrentSalt', '', (response) => {
        const [salt] = elementsOf(response);
        if (salt?.name !== 'salt' || salt.content === '') throw notUnderstood('salt');
        return salt.content;
      }),
  };
};

const notUnderstood = (what: string): Error => new Error(`the register's answer is not understood: ${what}`);

/** `<…><id/><classification/></…>` */
const identified = (element: XmlElement) => {
  const [id, classification, ...others] = elementsOf(element);
  if (id?.name !== 'id' || classification?.name !== 'classification' || others.length > 0 || !id.content)
    throw notUnderstood(element.name);
  return { name: element.name, id: id.content.trim(), classification: classification.content.trim() };
};

const envelope = (card: string, request: string): string =>
  `<soap:Envelope xmlns:soap="${NAMESPACES.soap}" xmlns:wsse="${NAMESPACES.wsse}" xmlns:wsu="${NAMESPACES.wsu}" ` +
  `xmlns:medcom="${NAMESPACES.medcom}"><soap:Header><wsse:Security><wsu:Timestamp><wsu:Created>${xmlTime(Date.now())}` +
  `</wsu:Created></wsu:Timestamp>${card}</wsse:Security><medcom:Header><medcom:Linking>` +
  `<medcom:MessageID>${randomUUID()}</medcom:MessageID></medcom:Linking></medcom:Header></soap:Header>` +
  `<soap:Body>${request}</soap:Body></soap:Envelope>`;
