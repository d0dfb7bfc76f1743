/**
 * Every colour of the design system's sheet, by its own notation: as it is, and what it becomes where the person prefers dark. Its one
 * neutral theme is turned over as a whole (paper dark, ink light), so that pairs keep their contrast; status colours are chosen anew.
 */
export const colours: Readonly<Record<string, readonly [light: string, dark: string]>> = {
  fff: ['#ffffff', '#161616'],
  f5f5f5: ['#f5f5f5', '#242424'],
  dcdcdc: ['#dcdcdc', '#3d3d3d'],
  bfbfbf: ['#bfbfbf', '#6b6b6b'],
  '8e8e8e': ['#757575', '#9a9a9a'],
  '707070': ['#6b6b6b', '#b0b0b0'],
  '454545': ['#454545', '#d6d6d6'],
  '1a1a1a': ['#1a1a1a', '#f2f2f2'],
  c00: ['#cc0000', '#ff9a9a'],
  ffe0e0: ['#ffe0e0', '#4a1616'],
  fec: ['#ffeecc', '#473700'],
  febb30: ['#febb30', '#febb30'],
  e2f2fb: ['#e2f2fb', '#0d3448'],
  '1b86c3': ['#1b86c3', '#6cc0f0'],
  '004d99': ['#004d99', '#8ec5ff'],
  ddf7ce: ['#ddf7ce', '#1b3d10'],
  '358000': ['#358000', '#8fdc5c'],
  '0000': ['transparent', 'transparent'],
  '0003': ['#00000033', '#00000080'],
  '0006': ['#00000066', '#000000aa'],
  fff3: ['#ffffff33', '#00000033'],
};
