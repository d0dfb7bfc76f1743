/** Relative luminance of an opaque `rgb(…)`; undefined for what cannot be measured (WCAG 2.2, definition of contrast ratio). */
const luminance = (colour: string): number | undefined => {
  const parts = /^rgb\((\d+), (\d+), (\d+)\)$/.exec(colour)?.slice(1);
  if (!parts) return undefined;
  const [r = 0, g = 0, b = 0] = parts.map((part) => {
    const value = Number(part) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

/** 1 to 21. What cannot be measured counts as 1: nobody has shown that it can be read. */
const contrast = (first: string, second: string): number => {
  const a = luminance(first);
  const b = luminance(second);
  return a === undefined || b === undefined ? 1 : (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
};

/** Whether the colours the host asked for can be read. Texts 4.5:1, borders and focus 3:1. The probe wears every pair at once. */
export const isReadable = (probe: Element): boolean => {
  const worn = getComputedStyle(probe);
  const on = (colour: string): number => contrast(colour, worn.backgroundColor);
  return (
    [worn.color, worn.borderTopColor, worn.borderRightColor, worn.borderBottomColor].every(
      (text) => on(text) >= 4.5,
    ) &&
    contrast(worn.caretColor, worn.borderBottomColor) >= 4.5 &&
    on(worn.borderLeftColor) >= 3 &&
    on(worn.outlineColor) >= 3
  );
};
