import { defineVector } from '../../forge/vector.ts';

// Attack: a municipality's own role, which its people can name as they like, sent on untranslated.
export default defineVector({
  title: 'a job role of the municipality gives nothing',
  source: '5, deny jobrole addresses',
  make: (kit) =>
    kit.answer({
      attributes: kit.attributes({
        [kit.names.privileges]: kit.privilegeList(
          kit.group(kit.privilege('http://sloering.example/roles/jobrole/godkender/1')),
        ),
      }),
    }),
  wanted: { accepted: { grants: [], dropped: [{ cvr: '29189366', reason: 'job_role' }] } },
});
