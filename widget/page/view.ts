import { LitElement, type PropertyDeclarations } from 'lit';
import type { PageContext } from './context.ts';

/** A view of the hosted page: rendered into the document itself, so that the design system's style sheet reaches it. */
export class View extends LitElement {
  static override properties: PropertyDeclarations = { page: { attribute: false } };

  declare page: PageContext;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Moves focus to an element of the view once it is there. */
  protected async focusOn(selector: string): Promise<void> {
    await this.updateComplete;
    this.querySelector<HTMLElement>(selector)?.focus();
  }
}
