import type { Switches } from './control.ts';
import type { Endpoint } from './operations.ts';

const children: Readonly<Record<string, string>> = {
  CreateBlurring:
    '<xs:element name="patientId"><xs:complexType><xs:sequence><xs:element name="id" type="xs:string"/>' +
    '<xs:element name="classification" type="xs:string" fixed="CPR"/></xs:sequence></xs:complexType></xs:element>' +
    '<xs:element name="endDateTime" type="xs:dateTime"/>',
  GetBlurredOrganisations:
    '<xs:element name="patientId"><xs:complexType><xs:sequence><xs:element name="id" type="xs:string"/>' +
    '<xs:element name="classification" type="xs:string"/></xs:sequence></xs:complexType></xs:element>',
  ...Object.fromEntries(
    ['CreateOrgBlurring', 'RemoveOrgBlurring'].map((name) => [
      name,
      '<xs:element name="org"><xs:complexType><xs:sequence><xs:element name="id" type="xs:string"/>' +
        '<xs:element name="classification" type="xs:string"/></xs:sequence></xs:complexType></xs:element>',
    ]),
  ),
};

/** A WSDL of our own for one interface, so that a tool can be pointed at the simulator. The real one is not public. */
export const wsdlOf = (endpoint: Endpoint, address: string, switches: Switches): string => {
  const { namespace } = endpoint;
  const operations = Object.entries(endpoint.operations).map(([action, { name }]) => ({ action, name }));
  const elements = operations
    .map(
      ({ name }) =>
        `<xs:element name="${name}Request"><xs:complexType><xs:sequence>${children[name] ?? ''}</xs:sequence></xs:complexType></xs:element>` +
        `<xs:element name="${name}Response"/>`,
    )
    .join('');
  const messages = operations
    .flatMap(({ name }) => [`${name}Request`, `${name}Response`])
    .map((name) => `<message name="${name}"><part name="body" element="tns:${name}"/></message>`)
    .join('');
  const port = operations
    .map(
      ({ name }) =>
        `<operation name="${name}"><input message="tns:${name}Request"/><output message="tns:${name}Response"/></operation>`,
    )
    .join('');
  const binding = operations
    .map(
      ({ action, name }) =>
        `<operation name="${name}"><soap:operation soapAction="${action}"/>` +
        `<input><soap:body use="literal"/></input><output><soap:body use="literal"/></output></operation>`,
    )
    .join('');
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n` +
    `<!-- Uofficiel: skrevet til simulatoren ud fra NSP's beskrivelse. Unofficial: written for the simulator from NSP's description. -->\n` +
    `<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:tns="${namespace}" targetNamespace="${namespace}">` +
    `<types><xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="${namespace}" elementFormDefault="${switches.strict}">${elements}</xs:schema></types>` +
    `${messages}<portType name="Port">${port}</portType>` +
    `<binding name="Binding" type="tns:Port"><soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>${binding}</binding>` +
    `<service name="Service"><port name="Port" binding="tns:Binding"><soap:address location="${address}"/></port></service></definitions>\n`
  );
};
