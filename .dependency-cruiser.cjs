// Who may import whom (ARCHITECTURE.md). test/architecture.test.ts proves that every rule below can fail.

const own = '^(shared|server|widget|examples|test|scripts)/';
const store = '^server/store/(store|open)[.]ts$';
const register = '^server/idsas/port[.]ts$';
const everywhere = '^server/(log|errors|config)[.]ts$';
const pack = (...names) => `(^|/)node_modules/(${names.join('|')})/`;

/** What each part of the server may import of our own code, besides itself, `shared` and log, errors, config. */
const parts = {
  store: ['^server/domain/'],
  idsas: ['^server/domain/'],
  relay: ['^server/domain/', store, register],
  session: ['^server/domain/', store],
  launch: ['^server/domain/', '^server/session/', store],
  saml: ['^server/domain/', '^server/session/', store],
  credentials: ['^server/domain/', store, register],
  schedule: ['^server/domain/', '^server/(command|run-retention)[.]ts$', store],
  notices: ['^server/domain/', store],
  operations: ['^server/domain/', store, register],
  reports: ['^server/domain/', '^server/command[.]ts$', store],
};

/** One vendor, one folder: replacing a package is a folder's work. */
const vendors = {
  hono: { packages: ['hono', '@hono/[^/]+'], in: '^server/(api/|operations/|app[.]ts$|listen[.]ts$)' },
  drizzle: { packages: ['drizzle-orm', 'drizzle-kit'], in: '^server/store/' },
  databases: { packages: ['better-sqlite3', 'postgres'], in: '^server/store/' },
  jose: { packages: ['jose'], in: '^(server/launch|examples)/' },
  xml: { packages: ['libxml2-wasm'], in: '^(server/(idsas|saml)|examples)/' },
  saml: { packages: ['@node-saml/[^/]+', 'xml-crypto', 'xml-encryption'], in: '^(server/saml|examples)/' },
  lit: { packages: ['lit', 'lit-html', 'lit-element', '@lit/[^/]+'], in: '^widget/' },
  zod: {
    packages: ['zod'],
    in: '^((shared|examples)/|server/(config|onboarding|municipality)[^/]*[.]ts$|server/(api|operations)/)',
  },
  pino: { packages: ['pino'], in: '^server/log[.]ts$' },
  mail: { packages: ['nodemailer'], in: '^server/notices/' },
  catcher: { packages: ['smtp-server'], in: '^examples/' },
  metrics: { packages: ['prom-client'], in: '^server/operations/' },
  charts: { packages: ['chart.js'], in: '^widget/page/figures/' },
  zip: { packages: ['fflate'], in: '^server/reports/' },
  pkcs12: { packages: ['node-forge'], in: '^server/credentials/' },
};

const forbidden = [
  {
    name: 'no-circular',
    comment: 'Files that import each other in a ring can only be understood together.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-unresolvable',
    comment: 'The target does not exist.',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'nothing-imports-test',
    comment: 'The product does not depend on its proof.',
    from: { path: own, pathNot: '^test/' },
    to: { path: '^test/' },
  },
  {
    name: 'only-test-imports-examples',
    comment: 'Examples are for reading and for tests.',
    from: { path: own, pathNot: '^(test|examples)/' },
    to: { path: '^examples/' },
  },
  {
    name: 'examples-use-published-entry-points',
    comment: 'An example shows what an integrator can do, so it sees no more than an integrator.',
    from: { path: '^examples/' },
    to: { path: '^(server|widget)/' },
  },
  {
    name: 'shared-stands-alone',
    comment: 'Shared code runs in the browser and on the server; its only package is the schema library.',
    from: { path: '^shared/' },
    to: { pathNot: ['^shared/', pack('zod')] },
  },
  {
    name: 'widget-knows-only-shared-and-lit',
    comment: 'The component is loaded into foreign pages: no server code, no Node, no other package.',
    from: { path: '^widget/' },
    to: { pathNot: ['^(widget|shared)/', pack(...vendors.lit.packages, 'dkfds', 'chart.js')] },
  },
  {
    name: 'widget-carries-no-schema-library',
    comment: 'Schemas would quadruple the size of the component; their types cost nothing.',
    from: { path: '^widget/' },
    to: { path: '^shared/api[.]ts$', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'domain-is-pure',
    comment: 'Rules of law and policy depend on nothing: no Node, no package, no clock, no randomness.',
    from: { path: '^server/domain/' },
    to: { pathNot: '^(server/domain|shared)/' },
  },
  {
    name: 'domain-does-not-know-the-wire',
    comment: 'What the law and the municipality decide does not follow from how requests are written.',
    from: { path: '^server/domain/' },
    to: { path: '^shared/api[.]ts$', dependencyTypesNot: ['type-only'] },
  },
  ...Object.entries(parts).map(([part, allowed]) => ({
    name: `${part}-keeps-to-its-neighbours`,
    comment: `server/${part} may import only itself, shared, and what the table above allows.`,
    from: { path: `^server/${part}/` },
    to: { path: own, pathNot: [`^server/${part}/`, '^shared/', everywhere, ...allowed] },
  })),
  {
    name: 'register-client-decides-nothing',
    comment: 'server/idsas may know the types of the domain, not call it.',
    from: { path: '^server/idsas/' },
    to: { path: '^server/domain/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'a-click-cannot-reach-the-register',
    comment: 'Only the relay talks to the register, after the commit.',
    from: { path: '^server/(api/|app[.]ts$|command[.]ts$)' },
    to: { path: '^server/(relay|idsas|operations)/' },
  },
  {
    name: 'command-does-not-know-http',
    comment: 'The one path that changes state is the same whoever calls it.',
    from: { path: '^server/command[.]ts$' },
    to: { path: own, pathNot: ['^server/domain/', '^shared/', store, everywhere] },
  },
  {
    name: 'foundation-imports-only-shared',
    comment:
      'Log, errors and configuration are imported from everywhere, so they import next to nothing; ' +
      'errors.ts translates the codes of the domain.',
    from: { path: everywhere },
    to: { path: own, pathNot: ['^shared/', '^server/domain/errors[.]ts$', everywhere] },
  },
  {
    name: 'store-has-one-door',
    comment: 'Only the store knows SQL; others import its port (store.ts) or open it (open.ts).',
    from: { path: '^(server|scripts)/', pathNot: '^server/store/' },
    to: { path: '^server/store/', pathNot: store },
  },
  ...Object.entries(vendors).map(([vendor, { packages, in: home }]) => ({
    name: `${vendor}-stays-in-its-folder`,
    comment: `Only ${home} may import ${packages.join(', ')}.`,
    from: { path: own, pathNot: ['^test/', home] },
    to: { path: pack(...packages) },
  })),
  {
    name: 'product-uses-no-development-package',
    comment: 'A package listed in devDependencies is absent where the server runs.',
    from: { path: '^(server|shared|widget)/', pathNot: '[.]config[.]ts$' },
    to: { dependencyTypes: ['npm-dev', 'npm-optional', 'npm-no-pkg'] },
  },
];

module.exports = {
  forbidden: forbidden.map((rule) => ({ ...rule, severity: 'error' })),
  options: {
    // Imports of types count too: they are removed before running, but not before reading.
    tsPreCompilationDeps: 'specify',
    doNotFollow: { path: 'node_modules' },
    exclude: {
      path: ['^test/architecture/fixtures/', '^examples/[^/]+/public/', '^server/store/migrations/'],
    },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default', 'node'],
    },
  },
};
