import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a signed assertion, encrypted as the Context Handler does',
  source: '7.4, encrypted: AES-256-GCM with rsa-oaep-mgf1p',
  make: (kit) => kit.answer(),
  wanted: {
    accepted: {
      level: 'Substantial',
      grants: [{ cvr: '29189366', role: 'employee', units: null }],
      dropped: [],
    },
  },
});
