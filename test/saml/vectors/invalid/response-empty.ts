import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'an empty SAMLResponse',
  source: '6.1, 1',
  make: () => 'SAMLResponse=&RelayState=x',
  wanted: { rule: 'encoding', page: 'failed' },
});
