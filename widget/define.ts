import { defineSloering } from './define-sloering.ts';
import type { SloeringRequest } from './request/request.ts';

defineSloering();

declare global {
  interface HTMLElementTagNameMap {
    'sloering-request': SloeringRequest;
  }
}
