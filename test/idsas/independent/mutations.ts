import { XMLSerializer, type Element } from '@xmldom/xmldom';
import { allElements, elementsIn, parse } from './dom.ts';

/** A message with one thing wrong, and what. */
export type Mutation = { readonly what: string; readonly xml: string };

const nextElement = (element: Element): Element | undefined => {
  const siblings = element.parentNode ? elementsIn(element.parentNode as Element) : [];
  return siblings[siblings.indexOf(element) + 1];
};

const isDeclaration = (name: string): boolean => /^xmlns(:|$)/.test(name);

/** Gives the element another name or namespace, keeping its content. */
const renamed = (element: Element, namespace: string | null, name: string): void => {
  const document = element.ownerDocument;
  if (!document) return;
  const other = document.createElementNS(namespace, name);
  // The serialiser writes the declarations anew where they are needed.
  for (const { name: own, value } of [...element.attributes])
    if (!isDeclaration(own)) other.setAttribute(own, value);
  while (element.firstChild) other.appendChild(element.firstChild);
  element.parentNode?.replaceChild(other, element);
};

const changes: Readonly<Record<string, (element: Element) => boolean | void>> = {
  missing: (element) => void element.parentNode?.removeChild(element),
  doubled: (element) => void element.parentNode?.insertBefore(element.cloneNode(true), element),
  renamed: (element) =>
    renamed(element, element.namespaceURI, element.prefix ? `${element.prefix}:other` : 'other'),
  'in another namespace': (element) => renamed(element, 'urn:other', `other:${element.localName}`),
  'in no namespace, or in the one around it': (element) => {
    if (element.namespaceURI) return renamed(element, null, element.localName ?? '');
    let around = element.parentNode as Element;
    while (!around.namespaceURI) around = around.parentNode as Element;
    return renamed(element, around.namespaceURI, `x:${element.localName}`);
  },
  'swapped with the next': (element) => {
    const next = nextElement(element);
    if (!next || next.nodeName === element.nodeName) return false;
    element.parentNode?.insertBefore(next, element);
    return true;
  },
};

/** Every way to make one element of the message wrong, and every attribute that is no declaration left out. */
export const mutationsOf = (message: string | Buffer): Mutation[] => {
  const mutations: Mutation[] = [];
  const count = allElements(parse(message)).length;
  for (let index = 1; index < count; index += 1) {
    for (const [how, change] of Object.entries(changes)) {
      const document = parse(message);
      const element = allElements(document)[index];
      if (!element || change(element) === false) continue;
      mutations.push({
        what: `${element.localName} ${how}`,
        xml: new XMLSerializer().serializeToString(document),
      });
    }
  }
  for (let index = 0; index < count; index += 1) {
    const names = [...(allElements(parse(message))[index]?.attributes ?? [])].map(({ name }) => name);
    for (const name of names.filter((each) => !isDeclaration(each))) {
      const document = parse(message);
      const element = allElements(document)[index];
      element?.removeAttribute(name);
      mutations.push({
        what: `${element?.localName}@${name} missing`,
        xml: new XMLSerializer().serializeToString(document),
      });
    }
  }
  return mutations;
};
