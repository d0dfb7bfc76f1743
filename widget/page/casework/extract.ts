import { html, nothing, type PropertyDeclarations } from 'lit';
import { live } from 'lit/directives/live.js';
import { extractFormats, extractPurposes } from '../../../shared/extract.ts';
import type { CaseFilter, ExtractRequest } from '../../../shared/cases-api.ts';
import type { DownloadedFile, PageFailure, PageReply } from '../api.ts';
import { save } from '../onboarding/saving.ts';
import { View } from '../view.ts';
import { caseworkTexts } from './pick.ts';
import { saveFile } from './save-file.ts';
import { isWhole } from './whole-file.ts';

type Progress = { rows: number; bytes: number; of: number };

/**
 * What the overview shows, as a file. It is saved only when it is whole.
 *
 * @element sloering-extract
 */
export class ExtractView extends View {
  static override properties: PropertyDeclarations = {
    ...View.properties,
    filter: { attribute: false },
    format: { state: true },
    purpose: { state: true },
    withCpr: { state: true },
    progress: { state: true },
    told: { state: true },
  };

  /** What the list shows now. */
  declare filter: CaseFilter;
  declare private format: ExtractRequest['format'];
  declare private purpose: ExtractRequest['purpose'] | '';
  declare private withCpr: boolean;
  declare private progress: Progress | undefined;
  /** How it ended; a fault is said in another way. */
  declare private told: { text: string; fault: boolean } | undefined;
  private stopping = new AbortController();

  constructor() {
    super();
    this.filter = {};
    this.format = 'xlsx';
    this.purpose = '';
    this.withCpr = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopping.abort();
  }

  private async take(event: Event): Promise<void> {
    event.preventDefault();
    const { extract: t } = caseworkTexts(this.page.locale);
    const { purpose, format, page } = this;
    if (purpose === '') {
      this.told = { text: t.choosePurpose, fault: true };
      return this.focusOn('#extract-purpose');
    }
    const request = { format, purpose, filter: this.filter, with_cpr: this.withCpr, locale: page.locale };
    this.told = undefined;
    const reply = await save(page, () => this.fetchFile({ ...request, purpose }));
    this.progress = undefined;
    if (reply.kind === 'saved') return this.keep(reply.value);
    if (reply.kind === 'refused') this.told = { text: this.why(reply.failure), fault: true };
  }

  private fetchFile(request: ExtractRequest): Promise<PageReply<DownloadedFile>> {
    this.stopping = new AbortController();
    this.progress = { rows: 0, bytes: 0, of: 0 };
    return this.page.api.download('/page/extracts', request, {
      signal: this.stopping.signal,
      onPiece: (piece, of) => {
        const { rows, bytes } = this.progress ?? { rows: 0, bytes: 0 };
        const lines =
          request.format === 'xlsx' ? 0 : piece.reduce((sum, byte) => sum + Number(byte === 10), 0);
        this.progress = { rows: rows + lines, bytes: bytes + piece.length, of };
      },
    });
  }

  private keep({ pieces, name, type, of }: DownloadedFile): void {
    const { extract: t } = caseworkTexts(this.page.locale);
    // A file without its last piece is not handed out, whoever cut it.
    if (!isWhole(this.format, pieces)) {
      this.told = { text: t.incomplete, fault: true };
      return;
    }
    saveFile(pieces, name, type);
    this.told = { text: t.done(of), fault: false };
    this.page.announce(t.done(of));
  }

  private why(failure: PageFailure): string {
    const { extract: t } = caseworkTexts(this.page.locale);
    if (failure.code === 'cancelled') return t.stopped;
    return failure.code === 'incomplete' ? t.incomplete : this.page.explain(failure);
  }

  protected override render(): unknown {
    const { extract: t } = caseworkTexts(this.page.locale);
    const { progress, told } = this;
    return html`<details class="case-extract no-print">
      <summary>${t.title}</summary>
      <p>${t.lead}</p>
      <form novalidate @submit=${(event: Event) => void this.take(event)}>
        <fieldset>
          <legend class="form-label">${t.format}</legend>
          ${extractFormats.map(
            (one) =>
              html`<div class="form-group-radio">
                <input
                  class="form-radio"
                  type="radio"
                  name="extract-format"
                  id="extract-${one}"
                  .checked=${live(this.format === one)}
                  @change=${() => (this.format = one)}
                /><label class="form-label" for="extract-${one}">${t.formats[one]}</label>
              </div>`,
          )}
        </fieldset>
        <div class="form-group">
          <label class="form-label" for="extract-purpose">${t.purpose}</label>
          <select
            class="form-select"
            id="extract-purpose"
            @change=${(event: Event) =>
              (this.purpose = (event.target as HTMLSelectElement).value as ExtractRequest['purpose'])}
          >
            <option value=""></option>
            ${extractPurposes.map(
              (one) =>
                html`<option value=${one} ?selected=${this.purpose === one}>${t.purposes[one]}</option>`,
            )}
          </select>
        </div>
        <div class="form-group">
          <div class="form-group-checkbox">
            <input
              class="form-checkbox"
              type="checkbox"
              id="extract-cpr"
              .checked=${live(this.withCpr)}
              aria-describedby="extract-cpr-hint"
              @change=${() => (this.withCpr = !this.withCpr)}
            /><label class="form-label" for="extract-cpr">${t.withCpr}</label>
          </div>
          <span class="form-hint" id="extract-cpr-hint">${t.withCprHint}</span>
        </div>
        ${progress ? this.running(progress) : html`<button class="button button-primary">${t.take}</button>`}
      </form>
      ${
        told
          ? html`<p
              class="alert ${told.fault ? 'alert-error' : 'alert-success'}"
              role=${told.fault ? 'alert' : 'status'}
            >
              ${told.text}
            </p>`
          : nothing
      }
    </details>`;
  }

  private running({ rows, bytes, of }: Progress): unknown {
    const { extract: t } = caseworkTexts(this.page.locale);
    const counted = this.format !== 'xlsx' && of > 0;
    return html`<div role="status">
      <p>${counted ? t.rows(Math.min(rows, of), of) : t.bytes(bytes)}</p>
      ${
        counted
          ? html`<progress
              class="case-progress"
              max=${of}
              value=${Math.min(rows, of)}
              aria-label=${t.title}
            ></progress>`
          : html`<progress class="case-progress" aria-label=${t.title}></progress>`
      }
      <button type="button" class="button button-secondary" @click=${() => this.stopping.abort()}>
        ${t.stop}
      </button>
    </div>`;
  }
}
