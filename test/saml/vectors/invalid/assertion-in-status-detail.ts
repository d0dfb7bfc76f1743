import { defineVector } from '../../forge/vector.ts';

export default defineVector({
  title: 'the only assertion in a StatusDetail',
  source: '6.1, 6',
  make: (kit) =>
    kit.plain(
      kit.response('', {
        status: kit
          .status('Success')
          .replace(
            '</samlp:Status>',
            `<samlp:StatusDetail>${kit.sign(kit.assertion())}</samlp:StatusDetail></samlp:Status>`,
          ),
      }),
    ),
  wanted: { rule: 'one_assertion', page: 'failed' },
});
