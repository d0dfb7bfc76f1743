import type { XmlElement } from 'libxml2-wasm';
import { elementsOf, readXml } from '../national/xml.ts';
import { Refused } from './refused.ts';

export const children = (parent: XmlElement, namespace: string, name: string): XmlElement[] =>
  elementsOf(parent).filter((element) => element.name === name && element.namespaceUri === namespace);

/** The only child of that name, or none when there are several. */
export const child = (parent: XmlElement, namespace: string, name: string): XmlElement | undefined => {
  const found = children(parent, namespace, name);
  return found.length === 1 ? found[0] : undefined;
};

export const attribute = (element: XmlElement | undefined, name: string): string | undefined =>
  element?.attr(name)?.value;

/** @throws Refused `xml` when it does not parse or has a document type. */
export const readMessage = <T>(source: string, use: (root: XmlElement) => T): T => {
  try {
    return readXml(source, use);
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refused('xml');
    throw error;
  }
};
