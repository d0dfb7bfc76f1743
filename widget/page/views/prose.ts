import { html } from 'lit';
import type { Paragraphs } from '../locales/texts.ts';

/** A page of text: the accessibility statement, the page on personal data. */
export const prose = ({ title, parts }: { title: string; parts: Paragraphs }): unknown => html`
  <h1 tabindex="-1">${title}</h1>
  ${parts.map(
    ({ heading, text }) => html`
      <h2>${heading}</h2>
      ${text.map((one) => html`<p>${one.split('*').map((part, index) => (index % 2 ? html`<em>${part}</em>` : part))}</p>`)}
    `,
  )}
`;
