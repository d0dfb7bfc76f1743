import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'base64 in lines of 76',
  source: '6.1, 1; .NET and MIME encoders wrap',
  make: (kit) => {
    const base64 = kit.base64(kit.response(kit.encrypt(kit.sign(kit.assertion()))));
    return `SAMLResponse=${encodeURIComponent(base64.replace(/(.{76})/g, '$1\r\n'))}&RelayState=x`;
  },
  wanted: 'accepted',
});
