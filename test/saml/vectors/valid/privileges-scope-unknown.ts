import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'other kinds of scope, and CVR numbers that are none, give nothing',
  source: '4, Scope must match',
  make: (kit) =>
    kit.answer({
      attributes: kit.attributes({
        [kit.names.privileges]: kit.privilegeList(
          [
            'urn:dk:gov:saml:productionUnitIdentifier:1003388390',
            'urn:dk:gov:saml:seNumberIdentifier:29189366',
            'urn:dk:gov:saml:cprNumberIdentifier:0101700001',
            'urn:dk:gov:saml:cvrNumberIdentifier:2918936',
            'urn:dk:gov:saml:cvrNumberIdentifier:291893660',
            'URN:dk:gov:saml:cvrNumberIdentifier:29189366',
            'xurn:dk:gov:saml:cvrNumberIdentifier:29189366',
          ]
            .map((scope) => kit.grant('godkender', '', scope))
            .join(''),
        ),
      }),
    }),
  wanted: { accepted: { grants: [], dropped: [{ cvr: null, reason: 'scope_unknown' }] } },
});
