import { reasonTextLimit } from '../../shared/blurring.ts';
import { refuse, type Refusal } from './errors.ts';

/**
 * C0 and C1 controls except tab and line breaks; the bidirectional controls that can make a text read as another; and halves of
 * characters (lone surrogates), which no UTF-8 storage can keep.
 */
const unwanted = new RegExp(
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  '[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\p{Cs}]',
  'u',
);

/** Nothing a reader could see: white space and format characters only. Such a text counts as none. */
export const isBlank = (text: string): boolean => /^[\s\p{Cf}]*$/u.test(text);

/** Whether a text holds a character that has no place in it. */
export const hasUnwanted = (text: string): boolean => unwanted.test(text);

/** A note that must be there: why something was rejected, renewed or ended. */
export const checkNote = (text: string, pointer: string): Refusal | undefined => {
  if (isBlank(text)) return refuse('note_required', pointer);
  if (text.length > reasonTextLimit)
    return refuse('reason_text_too_long', pointer, { maxLength: reasonTextLimit });
  return hasUnwanted(text) ? refuse('reason_text_control_characters', pointer) : undefined;
};
