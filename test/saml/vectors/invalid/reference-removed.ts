import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'a signature without Reference',
  source: '7.4, removed Reference',
  make: (kit) =>
    kit.plain(kit.response(kit.sign(kit.assertion()).replace(/<ds:Reference [^]*<\/ds:Reference>/, ''))),
  wanted: { rule: 'signature_shape', page: 'failed' },
});
