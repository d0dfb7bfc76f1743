import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a Response of version 2.1',
  source: '6.1, 3',
  make: (kit) => kit.answer({}, { frame: { version: '2.1' } }),
  wanted: { rule: 'message_shape', page: 'failed' },
});
