import { storeContract } from './contract.ts';
import { freshPostgres } from './databases.ts';

storeContract('Postgres', freshPostgres);
