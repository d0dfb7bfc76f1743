import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'sqlite',
  schema: './server/store/tables.sqlite.ts',
  out: './server/store/migrations/sqlite',
});
