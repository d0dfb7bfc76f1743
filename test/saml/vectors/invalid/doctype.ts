import { defineVector } from '../../forge/vector.ts';

// Attack: whatever a DOCTYPE declares, another reader may believe.
export default defineVector({
  title: 'a DOCTYPE in front',
  source: '7.4, DOCTYPE in front',
  make: (kit) => kit.plain(`<!DOCTYPE Response>${kit.response(kit.sign(kit.assertion()))}`),
  wanted: { rule: 'xml_declaration', page: 'failed' },
});
