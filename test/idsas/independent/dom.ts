import { DOMParser, type Document, type Element } from '@xmldom/xmldom';

/** Reads XML with a library that shares no code with ours. @throws at the first thing it finds wrong. */
export const parse = (xml: string | Buffer): Document =>
  new DOMParser({
    onError: (level, message) => {
      // The character we write for one that XML cannot carry; elsewhere it hints at a wrong encoding.
      if (level !== 'warning' || !message.startsWith('Unicode replacement character'))
        throw new Error(`${level}: ${message}`);
    },
  }).parseFromString(xml.toString(), 'text/xml');

/** Every element of a document in its order, the root first. */
export const allElements = (document: Document): Element[] => [...document.getElementsByTagName('*')];

export const elementsIn = (parent: Element): Element[] =>
  [...parent.childNodes].filter((node): node is Element => node.nodeType === node.ELEMENT_NODE);

/** The one descendant with this name in this namespace. @throws when there are none or several. */
export const only = (parent: Document | Element, namespace: string, name: string): Element => {
  const found = [...parent.getElementsByTagNameNS(namespace, name)];
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} × ${name}`);
  return found[0];
};
