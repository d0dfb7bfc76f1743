import { storeContract } from './contract.ts';
import { freshSqlite } from './databases.ts';

storeContract('SQLite', freshSqlite);
