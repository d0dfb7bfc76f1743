/** Keys of a SMART style object and the custom property each one sets. */
const properties = {
  color_background: 'color-background',
  color_error: 'color-error',
  color_highlight: 'color-primary',
  color_success: 'color-success',
  color_text: 'color-text',
  dim_border_radius: 'radius',
  dim_font_size: 'font-size',
  dim_spacing_size: 'space',
  font_family_body: 'font',
  font_family_heading: 'font-heading',
} as const;

/** Look of the record system, as SMART on FHIR hands it over (`smart_style_url`). Unknown keys are ignored. */
export type Appearance = Partial<Record<keyof typeof properties, string>>;

/** The custom properties it stands for, as one rule. A value that could end the declaration is left out. */
export const appearanceRule = (appearance: Appearance): string =>
  `:host{${Object.entries(properties)
    .map(([key, name]) => [name, appearance[key as keyof Appearance]] as const)
    .filter(([, value]) => typeof value === 'string' && /^[\w#%.,'" ()-]{1,200}$/.test(value))
    .map(([name, value]) => `--sloering-${name}:${value};`)
    .join('')}}`;
