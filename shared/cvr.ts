const weights = [2, 7, 6, 5, 4, 3, 2, 1];

/**
 * Whether the text is a CVR number: eight digits whose weighted sum is divisible by 11.
 * Unlike CPR, all CVR numbers satisfy it (Erhvervsstyrelsen, "Modulus 11"). Valid form is no right to act: registration decides.
 */
export const isCvr = (text: string): boolean =>
  /^[0-9]{8}$/.test(text) && weights.reduce((sum, weight, i) => sum + weight * Number(text[i]), 0) % 11 === 0;
