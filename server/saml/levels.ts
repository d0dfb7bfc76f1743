import { type Attributes, valueOf } from './attributes.ts';
import { LEVEL_ADDRESS } from './names.ts';
import { levels, type Level } from './port.ts';
import { refuse } from './rules.ts';

/** Whether `level` is at or above `lowest`. */
export const reaches = (level: Level, lowest: Level): boolean =>
  levels.indexOf(level) >= levels.indexOf(lowest);

export const levelAddress = (level: Level): string => `${LEVEL_ADDRESS}${level}`;

const nist = new Map<string, Level>([
  ['2', 'Low'],
  ['3', 'Substantial'],
  ['4', 'High'],
]);

/**
 * The level the person logged in at, from the signed attribute (the word, not the address). The NIST number counts only where there is
 * no NSIS level and the environment accepts it. An AuthnContextClassRef that names an NSIS level must name the same one.
 * @throws Refusal
 */
export const readLevel = (attributes: Attributes, classRef: string, acceptNistLevels: boolean): Level => {
  const level = nsis(attributes) ?? (acceptNistLevels ? older(attributes) : undefined);
  if (level === undefined) return refuse('level_missing');
  if (classRef.startsWith(LEVEL_ADDRESS) && classRef !== levelAddress(level)) refuse('level_contradicted');
  return level;
};

const nsis = (attributes: Attributes): Level | undefined => {
  const word = valueOf(attributes, 'nsisLevel');
  if (word === undefined) return undefined;
  return levels.find((level) => level === word) ?? refuse('level_unknown');
};

const older = (attributes: Attributes): Level | undefined => {
  const number = valueOf(attributes, 'nistLevel');
  if (number === undefined || number === '1') return undefined;
  return nist.get(number) ?? refuse('level_unknown');
};
