import { XmlC14NMode, XmlCData, XmlDocument, XmlElement, XmlText } from 'libxml2-wasm';
import { must, Refusal, refuse } from './rules.ts';

/** Largest message after base64, bytes: an assertion with two thousand privilege groups, encrypted, and room. */
export const MAX_MESSAGE_BYTES = 512 * 1024;

/**
 * Parses strictly, hands the root to `use`, and frees the document whatever happens (libxml2 memory is not collected).
 * @throws Refusal when too large, not UTF-8, declaring anything, carrying instructions, complained about by the parser, or holding
 * one ID value twice.
 */
export const withXml = <T>(
  source: Uint8Array | string,
  use: (root: XmlElement) => T,
  maxBytes = MAX_MESSAGE_BYTES,
): T => {
  must(Buffer.byteLength(source) <= maxBytes, 'size');
  const text = typeof source === 'string' ? source : utf8(source);
  refuseDeclarations(text);
  const document = parse(text);
  try {
    must(document.warnings.length === 0, 'xml_syntax');
    must(document.version === '1.0', 'xml_syntax');
    must(document.dtd === null, 'xml_declaration');
    must(document.encoding === null || document.encoding.toUpperCase() === 'UTF-8', 'encoding');
    must(Number(document.eval('count(//*)')) <= MAX_ELEMENTS, 'size');
    refuseRepeatedIds(document.root);
    return use(document.root);
  } finally {
    document.dispose();
  }
};

export const utf8 = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse('encoding');
  }
};

/** Whatever declares entities or steers the program that reads has no place in a message (contract 6.1, step 2). */
const refuseDeclarations = (text: string): void => {
  // A NUL is how UTF-16 looks to a reader of UTF-8: every second byte of a hidden DOCTYPE.
  must(!text.includes('\0'), 'encoding');
  must(!/<!(?:doctype|entity|element|attlist|notation)/i.test(text), 'xml_declaration');
  must(!text.includes('<?', /^\s*<\?xml\s/.test(text) ? text.indexOf('<?') + 2 : 0), 'xml_declaration');
};

const parse = (text: string): XmlDocument => {
  try {
    return XmlDocument.fromString(text);
  } catch {
    return refuse('xml_syntax');
  }
};

/** Most elements in one document: a privilege list with two thousand groups, and room. */
const MAX_ELEMENTS = 20_000;

/** Attack: two elements with one ID, the signature covers the one and the reader takes the other. Every spelling of ID counts. */
const refuseRepeatedIds = (root: XmlElement): void => {
  const ids = root.find("descendant-or-self::*/@*[translate(local-name(), 'ID', 'id') = 'id']");
  const values = ids.map(({ content }) => content);
  must(new Set(values).size === values.length, 'xml_id');
};

export const children = (parent: XmlElement): XmlElement[] => {
  const found: XmlElement[] = [];
  for (let node = parent.firstChild; node !== null; node = node.next) {
    if (node instanceof XmlElement) found.push(node);
  }
  return found;
};

/** How many elements below have one of these names, whatever their namespace: what a careless reader would find. */
export const countBelow = (parent: XmlElement, ...names: readonly string[]): number =>
  parent.find(`.//*[${names.map((name) => `local-name() = '${name}'`).join(' or ')}]`).length;

/** Whether the element has this name in this namespace. */
export const is = (element: XmlElement, namespace: string, name: string): boolean =>
  element.name === name && element.namespaceUri === namespace;

export const named = (parent: XmlElement, namespace: string, name: string): XmlElement[] =>
  children(parent).filter((child) => is(child, namespace, name));

/** The only child of that name, or undefined when there is none or more than one. */
export const only = (parent: XmlElement, namespace: string, name: string): XmlElement | undefined => {
  const found = named(parent, namespace, name);
  return found.length === 1 ? found[0] : undefined;
};

/** An attribute without namespace; undefined when absent. */
export const attribute = (element: XmlElement, name: string): string | undefined =>
  element.attrs.find((one) => one.name === name && !one.namespaceUri)?.value;

/**
 * The element's own text, untrimmed; undefined when it holds anything but text. A comment too: readers disagree on whether text
 * before and after it is one text (CVE-2017-11427 and its kin, CVE-2025-29775).
 */
export const rawText = (element: XmlElement | undefined): string | undefined => {
  if (element === undefined) return undefined;
  let text = '';
  for (let node = element.firstChild; node !== null; node = node.next) {
    if (!(node instanceof XmlText || node instanceof XmlCData)) return undefined;
    text += node.content;
  }
  return text;
};

export const plainText = (element: XmlElement | undefined): string | undefined => rawText(element)?.trim();

/** Exclusive canonical XML without comments: what a signature covers, independent of the surrounding document. */
export const canonical = (element: XmlElement): string => {
  try {
    return element.canonicalizeToString({ mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0 });
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return refuse('xml_syntax');
  }
};

// XML 1.0 has no way to write these characters, not even escaped (XML 1.0, production 2).
// eslint-disable-next-line no-control-regex
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Text for element content or a quoted attribute. */
export const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    .replace(unwritable, '\ufffd')
    .replace(/[&<>"'\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
