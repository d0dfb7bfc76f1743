import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'privileges that are no XML',
  source: '4',
  make: (kit) =>
    kit.answer({ attributes: kit.attributes({ [kit.names.privileges]: kit.base64('godkender') }) }),
  wanted: { rule: 'xml_syntax', page: 'failed' },
});
