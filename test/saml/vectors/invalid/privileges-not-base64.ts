import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'privileges as XML instead of base64',
  source: '4',
  make: (kit) =>
    kit.answer({ attributes: kit.attributes({ [kit.names.privileges]: '&lt;PrivilegeList/&gt;' }) }),
  wanted: { rule: 'privileges', page: 'failed' },
});
