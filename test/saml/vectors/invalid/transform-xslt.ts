import { defineVector } from '../../forge/vector.ts';

// Attack: a transform is a program that chooses what was signed.
export default defineVector({
  title: 'an XSLT transform in the Reference',
  source: '6.1, 8',
  make: (kit) =>
    kit.plain(
      kit.response(
        kit.swap(
          kit.sign(kit.assertion()),
          '</ds:Transforms>',
          '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"/></ds:Transforms>',
        ),
      ),
    ),
  wanted: { rule: 'signature_algorithm', page: 'failed' },
});
