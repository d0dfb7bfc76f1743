import { html, nothing, type TemplateResult } from 'lit';
import type { CheckResult, MunicipalityView } from '../../../../shared/page-api.ts';
import { clockTime, shortDate } from '../../../dates.ts';
import { put } from '../lines.ts';
import { stateBadge } from '../messages.ts';
import { explained } from '../pick.ts';
import { draftOf, newSystem, systemOf, type SystemDraft } from '../record-system-draft.ts';
import { Section } from '../section.ts';
import { recordSystemFields } from './record-system-form.ts';

type System = MunicipalityView['record_systems'][number];

/** The record systems that may open the form for the municipality. */
export class RecordSystemSection extends Section<SystemDraft> {
  readonly name = 'record_systems';

  protected override now(): readonly string[] {
    return this.municipality.record_systems.map(
      ({ name, iss, enabled }) =>
        `${name} (${iss}): ${enabled ? this.t.systems.enabled : this.t.systems.disabled}`,
    );
  }

  private open(draft: SystemDraft): void {
    this.discard();
    this.edit(draft);
    void this.focusOn(`#record_systems-record-system-name`);
  }

  protected override async submit(): Promise<void> {
    if (!this.draft) return;
    const read = systemOf(this.draft, this.t);
    if ('faults' in read) return this.showFaults(read.faults);
    await this.put(read.system, put(this.t.form.saved, read.system.name));
    if (!this.dirty) await this.focusOn('#record_systems-add');
  }

  private async put(record_system: object, said: string): Promise<void> {
    await this.change(
      () =>
        this.page.api.put(`${this.base}/record-systems`, {
          revision: this.municipality.revision,
          record_system,
        }),
      said,
      ({ code }) =>
        code === 'issuer_taken' ? { '/record_system/iss': this.t.systems.faults.taken } : undefined,
    );
  }

  private async check({ iss }: System): Promise<void> {
    const result = await this.send(() =>
      this.page.api.post<CheckResult>(`${this.base}/record-systems/check`, { iss }),
    );
    if (!result) return;
    await this.refresh();
    this.page.announce(explained(this.t, result.code).join(' '));
  }

  private async toggle({ keys_checked: _, ...system }: System): Promise<void> {
    const enabled = !system.enabled;
    const { systems } = this.t;
    await this.put({ ...system, enabled }, `${system.name}: ${enabled ? systems.enabled : systems.disabled}`);
  }

  private async drop({ iss, name }: System): Promise<void> {
    await this.change(
      () =>
        this.page.api.post(`${this.base}/record-systems/remove`, {
          revision: this.municipality.revision,
          iss,
        }),
      put(this.t.systems.removed, name),
    );
  }

  protected override render(): TemplateResult {
    const t = this.t.systems;
    const { record_systems, cvrs } = this.municipality;
    if (!this.draft)
      return html`${this.messages()} ${this.speaksForIt ? nothing : html`<p>${t.waits}</p>`}
        ${record_systems.length === 0 ? html`<p>${t.none}</p>` : record_systems.map((one) => this.card(one))}
        <button
          type="button"
          id="record_systems-add"
          class="button button-secondary"
          @click=${() => this.open(newSystem(cvrs.map(({ cvr }) => cvr)))}
        >
          ${t.add}
        </button>`;
    const draft = this.draft;
    return html`${this.messages()}
      <form
        novalidate
        @submit=${(event: Event) => {
          event.preventDefault();
          void this.submit();
        }}
      >
        <h3>${draft.known ? t.editTitle : t.add}</h3>
        ${recordSystemFields(this.t, draft, this.faults, cvrs, (part) => this.edit({ ...draft, ...part }))}
        ${this.saveButtons()}
      </form>`;
  }

  /** Only the municipality itself can switch a system on. */
  private get speaksForIt(): boolean {
    return this.page.session.permissions.configure;
  }

  private card(one: System): TemplateResult {
    const t = this.t.systems;
    const { locale } = this.page;
    const { name, iss, enabled, keys_checked: keys } = one;
    const act = (label: string, run: () => void) =>
      html`<button
        type="button"
        class="button button-tertiary"
        aria-label="${label}: ${name}"
        ?disabled=${this.working}
        @click=${run}
      >
        ${label}
      </button>`;
    return html`<div class="onboarding-card">
      <h3>${name}</h3>
      <p><code class="onboarding-address">${iss}</code></p>
      <p>${stateBadge(enabled ? 'done' : 'attention', enabled ? t.enabled : t.disabled)}</p>
      <p>
        ${
          keys
            ? html`${stateBadge(
                keys.ok ? 'done' : 'missing',
                put(t.checked, `${shortDate(keys.at, locale)} ${clockTime(keys.at, locale)}`),
              )}
              ${keys.ok ? nothing : explained(this.t, keys.code).join(' ')}`
            : stateBadge('attention', t.unchecked)
        }
      </p>
      <div class="onboarding-buttons">
        ${act(t.check, () => void this.check(one))} ${act(this.t.form.edit, () => this.open(draftOf(one)))}
        ${enabled || this.speaksForIt ? act(enabled ? t.disable : t.enable, () => void this.toggle(one)) : nothing}
        ${act(
          this.t.form.remove,
          () => void this.ask(put(t.removeConfirm, name), this.t.form.remove, () => this.drop(one)),
        )}
      </div>
    </div>`;
  }
}
