import { html, type TemplateResult } from 'lit';
import { Section } from '../section.ts';

/** What FK Adgangsstyring must know: the addresses of the roles, to copy. */
export class RoleSection extends Section<never> {
  readonly name = 'roles';

  protected override now(): readonly string[] {
    return [];
  }

  private async copy(text: string): Promise<void> {
    // Browsers refuse outside a secure context; the address can be marked by hand there.
    await navigator.clipboard?.writeText(text).then(
      () => this.page.announce(this.t.form.copied),
      () => undefined,
    );
  }

  private address(text: string, of: string): TemplateResult {
    return html`<code class="onboarding-address">${text}</code>
      <button
        type="button"
        class="button button-tertiary"
        aria-label="${this.t.form.copy}: ${of}"
        @click=${() => void this.copy(text)}
      >
        ${this.t.form.copy}
      </button>`;
  }

  protected override render(): TemplateResult {
    const t = this.t.roles;
    const { login } = this.municipality;
    if (!login) return html`<p>${t.off}</p>`;
    return html`${t.lead.map((line) => html`<p>${line}</p>`)}
      <table class="table table--responsive-headers">
        <thead>
          <tr>
            <th scope="col">${t.role}</th>
            <th scope="col">${t.address}</th>
            <th scope="col">${t.level}</th>
          </tr>
        </thead>
        <tbody>
          ${login.roles.map(
            ({ role, uri, level }) =>
              html`<tr>
                <th scope="row" data-title=${t.role}>${t.names[role]}</th>
                <td data-title=${t.address}>${this.address(uri, t.names[role])}</td>
                <td data-title=${t.level}>${level}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      <dl>
        <dt>${t.metadata}</dt>
        <dd>${this.address(login.metadata, t.metadata)}</dd>
        <dt>${t.entity}</dt>
        <dd>${this.address(login.entity_id, t.entity)}</dd>
      </dl>`;
  }
}
