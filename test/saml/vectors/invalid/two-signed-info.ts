import { defineVector } from '../../forge/vector.ts';

// Attack: the reader takes the digest from one SignedInfo and the verifier checks the other.
export default defineVector({
  title: 'two SignedInfo in one signature',
  source: 'CVE-2025-29774; 7.4',
  make: (kit) => {
    const signed = kit.sign(kit.assertion());
    const info = /<ds:SignedInfo>[^]*<\/ds:SignedInfo>/.exec(signed)?.[0] ?? '';
    const forged = info.replace(/<ds:DigestValue>[^<]*/, `<ds:DigestValue>${kit.base64(Buffer.alloc(32))}`);
    return kit.plain(kit.response(kit.swap(signed, info, forged + info)));
  },
  wanted: { rule: 'signature_shape', page: 'failed' },
});
