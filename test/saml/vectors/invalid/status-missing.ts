import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a Response without status',
  source: '6.1, 4',
  make: (kit) => kit.answer({}, { frame: { status: '' } }),
  wanted: { rule: 'message_shape', page: 'failed' },
});
