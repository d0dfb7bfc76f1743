/** Units of the health service: organisation register (SOR) and the older hospital classification (SHAK). */

/** Dihedral group D5: multiplication and the position permutation (Verhoeff 1969, as SNOMED CT identifiers use it). */
const multiply = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
];
const permute = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];

/** Whether the last digit is the Verhoeff check digit of the ones before it. */
export const passesVerhoeff = (digits: string): boolean => {
  let check = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(permute[i % 8]?.[Number(digits[digits.length - 1 - i])]);
    check = Number(multiply[check]?.[digit]);
  }
  return check === 0;
};

/**
 * Whether the text is a SOR code: 11–18 digits with a Verhoeff check digit. The partition digits are not looked at: SOR uses `00`,
 * which a SNOMED CT validator would refuse.
 */
export const isSor = (text: string): boolean => /^[0-9]{11,18}$/.test(text) && passesVerhoeff(text);

/** Whether the text is a SHAK code: a hospital (four characters) with an optional department (two or three more). */
export const isShak = (text: string): boolean => /^[0-9]{4}(?:[0-9A-Z]{2,3})?$/.test(text);
