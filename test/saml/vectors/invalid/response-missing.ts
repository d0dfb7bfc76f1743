import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'no SAMLResponse',
  source: '6.1, 1',
  make: () => 'RelayState=x',
  wanted: { rule: 'form', page: 'failed' },
});
