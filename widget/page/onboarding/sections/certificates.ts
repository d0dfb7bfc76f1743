import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { CheckResult } from '../../../../shared/page-api.ts';
import { textField } from '../fields.ts';
import { put } from '../lines.ts';
import { alertBox, stateBadge } from '../messages.ts';
import { explained } from '../pick.ts';
import { Section } from '../section.ts';

type Draft = { cvr: string; file: File | undefined; password: string };
/** Bytes the server takes. */
const largest = 64 * 1024;

/** One organisation certificate for each CVR number. The file and its password leave the browser only in the body of one call. */
export class CertificateSection extends Section<Draft> {
  static override properties: PropertyDeclarations = { ...Section.properties, refused: { state: true } };
  readonly name = 'certificates';
  /** What went wrong, or, where it was kept, why it is not used. */
  declare refused: { cvr: string; code: string; kept: boolean } | undefined;

  protected override now(): readonly string[] {
    return this.municipality.cvrs.map(
      ({ cvr, certificate }) => `${cvr}: ${explained(this.t, certificate.code)[0]}`,
    );
  }

  private draftFor(cvr: string): Draft {
    return this.draft?.cvr === cvr ? this.draft : { cvr, file: undefined, password: '' };
  }

  private async upload(cvr: string): Promise<void> {
    const { file, password } = this.draftFor(cvr);
    const t = this.t.certificates;
    if (!file) return this.showFaults({ [`/${cvr}/file`]: t.noFile });
    if (file.size > largest) return this.showFaults({ [`/${cvr}/file`]: t.tooLarge });
    const body = { cvr, file: await base64Of(file), ...(password !== '' && { password }) };
    await this.checked(cvr, `${this.base}/certificates`, body, put(t.installed, cvr));
  }

  private async checked(cvr: string, path: string, body: object, said: string): Promise<void> {
    const result = await this.send(() => this.page.api.post<CheckResult>(path, body));
    if (!result) return;
    const unused = result.code === 'credential_in_file';
    this.refused = result.ok && !unused ? undefined : { cvr, code: result.code, kept: result.ok };
    if (!result.ok) {
      await this.focusOn(`#certificate-refused-${cvr}`);
      return;
    }
    this.discard();
    for (const input of this.querySelectorAll<HTMLInputElement>('input[type=file]')) input.value = '';
    await this.refresh();
    this.page.announce(said);
  }

  protected override render(): TemplateResult {
    return html`${this.messages()} ${this.municipality.cvrs.map((one) => this.card(one))}`;
  }

  private card({
    cvr,
    name,
    certificate: { state, code, days_left },
  }: Section<Draft>['municipality']['cvrs'][number]): TemplateResult {
    const t = this.t.certificates;
    const draft = this.draftFor(cvr);
    const [means, todo] = explained(this.t, code);
    const shown =
      state === 'good' ? (days_left !== null && days_left < 30 ? 'attention' : 'done') : 'missing';
    const fault = this.faults[`/${cvr}/file`];
    return html`<div class="onboarding-card">
      <h3>${name}, CVR ${cvr}</h3>
      <p>${stateBadge(shown, t.states[state])} ${days_left === null ? nothing : put(t.days, days_left)}</p>
      ${state === 'good' ? nothing : html`<p>${means} ${todo}</p>`}
      ${
        this.refused?.cvr === cvr
          ? html`<div id="certificate-refused-${cvr}" tabindex="-1">
              ${alertBox(this.refused.kept ? 'warning' : 'error', explained(this.t, this.refused.code).join(' '))}
            </div>`
          : nothing
      }
      <details class="onboarding-more" ?open=${state !== 'good'}>
        <summary>${state === 'good' ? t.replace : t.upload}</summary>
        <form
          novalidate
          @submit=${(event: Event) => {
            event.preventDefault();
            void this.upload(cvr);
          }}
        >
          <div class="form-group ${fault ? 'form-error' : ''}">
            <label class="form-label" for="certificates-${cvr}-file">${t.file[0]}</label>
            <span class="form-hint" id="certificates-${cvr}-file-hint">${t.file[1]}</span>
            ${
              fault
                ? html`<span class="form-error-message" id="certificates-${cvr}-file-fault">${fault}</span>`
                : nothing
            }
            <input
              type="file"
              id="certificates-${cvr}-file"
              accept=".p12,.pfx,.pem"
              aria-describedby="certificates-${cvr}-file-hint${fault ? ` certificates-${cvr}-file-fault` : ''}"
              @change=${(event: Event) =>
                this.edit({
                  ...draft,
                  file: event.target instanceof HTMLInputElement ? event.target.files?.[0] : undefined,
                })}
            />
          </div>
          ${textField({
            form: this.name,
            pointer: `/${cvr}/password`,
            label: t.password,
            type: 'password',
            value: draft.password,
            onInput: (password) => this.edit({ ...draft, password }),
          })}
          <button type="submit" class="button button-primary" ?disabled=${this.working}>${t.upload}</button>
        </form>
      </details>
      ${
        state === 'missing'
          ? nothing
          : html`<button
              type="button"
              class="button button-tertiary"
              @click=${() =>
                void this.ask(put(t.removeConfirm, cvr), t.remove, () =>
                  this.checked(cvr, `${this.base}/certificates/remove`, { cvr }, put(t.removed, cvr)),
                )}
            >
              ${t.remove}
            </button>`
      }
    </div>`;
  }
}

const base64Of = async (file: File): Promise<string> => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
};
