import { css } from 'lit';

/** What can be pressed or typed in. */
export const controls = css`
  textarea,
  input[type='number'] {
    font: inherit;
    color: inherit;
    background: var(--bg);
    border: 1px solid var(--border);
    border-radius: var(--radius);
    padding: 10px 12px;
    min-height: var(--target);
    max-width: 100%;
  }
  textarea {
    display: block;
    width: 100%;
    resize: vertical;
  }
  input[type='number'] {
    width: 7em;
  }
  input[aria-invalid],
  textarea[aria-invalid] {
    border: 2px solid var(--error);
  }
  .counter {
    margin-block: 4px 0;
  }
  .last-day {
    font-weight: 600;
    margin-block: var(--space) 0;
  }
  .presets {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space);
    margin-block: 4px calc(var(--space) * 1.5);
  }
  button {
    font: inherit;
    font-weight: 600;
    min-height: var(--target);
    padding: 8px calc(var(--space) * 2.5);
    color: var(--primary);
    background: var(--bg);
    border: 2px solid var(--primary);
    border-radius: var(--radius);
    cursor: pointer;
  }
  .presets button {
    font-weight: 400;
    padding-inline: calc(var(--space) * 2);
    color: var(--text);
    border: 1px solid var(--border);
  }
  .primary,
  .presets [aria-pressed='true'] {
    color: var(--on);
    background: var(--primary);
    border-color: var(--primary);
  }
  button:hover {
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .big {
    min-width: min(14rem, 100%);
    min-height: 56px;
    font-size: 1.25em;
  }
  [aria-disabled] {
    cursor: progress;
    text-decoration: none;
  }
  button:disabled {
    opacity: 0.6;
    cursor: not-allowed;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--space) * 1.5);
    margin-block: calc(var(--space) * 3);
  }
  .actions:last-child {
    margin-block-end: 0;
  }
  a {
    color: var(--primary);
    text-underline-offset: 3px;
  }
  :focus-visible {
    outline: 3px solid var(--focus);
    outline-offset: 2px;
  }
  .title:focus {
    outline: none;
  }
`;
