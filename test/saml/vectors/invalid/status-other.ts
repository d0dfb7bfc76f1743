import { defineVector } from '../../forge/vector.ts';

// Attack: a status of the sender's own words, to get them into a log or a page.
export default defineVector({
  title: 'a status code that is not in the standard',
  source: '6.4',
  make: (kit) =>
    kit.form(
      kit.response('', {
        status:
          '<samlp:Status><samlp:StatusCode Value="&lt;script&gt;"><samlp:StatusCode Value="0101700001"/></samlp:StatusCode><samlp:StatusMessage>0101700001</samlp:StatusMessage></samlp:Status>',
      }),
    ),
  wanted: { rule: 'status', page: 'failed' },
});
