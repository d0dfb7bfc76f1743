import { XmlC14NMode, XmlDocument, XmlElement, XmlText, XmlCData, XmlComment } from 'libxml2-wasm';

/** Largest document read from the outside, in bytes. Replies are some kilobytes; an ID card about seven. */
export const MAX_XML_BYTES = 256 * 1024;

export class UnreadableXml extends Error {}

// XML 1.0 has no way to write these characters, not even escaped (XML 1.0, production 2).
// eslint-disable-next-line no-control-regex
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/**
 * Text for element content or a quoted attribute. Characters XML cannot carry become U+FFFD; line breaks and tabs
 * are written as references so that neither end-of-line handling nor attribute normalisation changes them.
 */
export const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    .replace(unwritable, '\ufffd')
    .replace(/[&<>"'\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);

/**
 * Parses, hands the root to `use`, and frees the document whatever happens (libxml2 memory is not collected).
 * @throws UnreadableXml when too large, not well-formed, not UTF-8, or carrying a DOCTYPE: entity declarations are
 * how a document reads files or grows without bound, and no SOAP 1.1 message may have one (SOAP 1.1, section 3).
 */
export const withXml = <T>(source: Uint8Array | string, use: (root: XmlElement) => T): T => {
  if (Buffer.byteLength(source) > MAX_XML_BYTES) throw new UnreadableXml('too large');
  const text = typeof source === 'string' ? source : decode(source);
  if (text.includes('<!DOCTYPE')) throw new UnreadableXml('document type declaration');
  const document = parse(text);
  try {
    if (document.dtd !== null) throw new UnreadableXml('document type declaration');
    if (document.encoding !== null && document.encoding.toUpperCase() !== 'UTF-8') {
      throw new UnreadableXml('encoding');
    }
    return use(document.root);
  } finally {
    document.dispose();
  }
};

/** Only UTF-8: another encoding could hide a DOCTYPE from the search for it. */
const decode = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableXml('encoding');
  }
};

const parse = (text: string): XmlDocument => {
  try {
    return XmlDocument.fromString(text);
  } catch {
    throw new UnreadableXml('not well-formed');
  }
};

export const childElements = (parent: XmlElement): XmlElement[] => {
  const children: XmlElement[] = [];
  for (let node = parent.firstChild; node !== null; node = node.next) {
    if (node instanceof XmlElement) children.push(node);
  }
  return children;
};

/** The only child of that local name, or undefined when there is none or more than one. */
export const onlyChild = (parent: XmlElement | undefined, localName: string): XmlElement | undefined => {
  const matches =
    parent === undefined ? [] : childElements(parent).filter((child) => child.name === localName);
  return matches.length === 1 ? matches[0] : undefined;
};

/** The element's own text without surrounding white space, or undefined when it holds anything but text. */
export const plainText = (element: XmlElement | undefined): string | undefined => {
  if (element === undefined) return undefined;
  let text = '';
  for (let node = element.firstChild; node !== null; node = node.next) {
    if (node instanceof XmlComment) return undefined;
    if (!(node instanceof XmlText || node instanceof XmlCData)) return undefined;
    text += node.content;
  }
  return text.trim();
};

/**
 * Exclusive canonical XML without comments: the bytes a signature covers, independent of the surrounding document.
 * @throws UnreadableXml for a document without canonical form, such as one with a relative namespace name.
 */
export const canonicalize = (element: XmlElement): string => {
  try {
    return element.canonicalizeToString({ mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0 });
  } catch {
    throw new UnreadableXml('no canonical form');
  }
};
