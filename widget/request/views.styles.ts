import { css } from 'lit';

/** How the parts of a view are laid out. */
export const views = css`
  dialog {
    width: min(44rem, 100vw);
    max-width: 100vw;
    max-height: 100dvh;
    border: 0;
    border-radius: calc(var(--radius) * 2);
    padding: calc(var(--space) * 4);
    background: var(--bg);
    color: var(--text);
    box-shadow: 0 8px 40px rgb(0 0 0 / 0.3);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 0.55);
  }
  .banner {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space) calc(var(--space) * 4);
    margin: 0 0 calc(var(--space) * 4);
    padding: calc(var(--space) * 1.5) calc(var(--space) * 2);
    background: var(--tint);
    border-inline-start: 4px solid var(--primary);
  }
  :host([citizen='always']) .banner {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
  }
  dl,
  dd,
  p,
  ul,
  ol {
    margin: 0;
  }
  dt,
  .hint {
    color: var(--quiet);
    font-size: 0.875em;
  }
  .title {
    font-family: var(--sloering-font-heading, inherit);
    font-size: clamp(1.375em, 1em + 3vw, 1.75em);
    font-weight: 600;
    line-height: 1.25;
    margin-block-end: calc(var(--space) * 2);
  }
  .name,
  .sub {
    font-weight: 600;
  }
  p,
  .summary,
  .note {
    margin-block-end: calc(var(--space) * 2);
  }
  fieldset,
  .field,
  details {
    border: 0;
    padding: 0;
    margin: 0 0 calc(var(--space) * 4);
    min-width: 0;
  }
  legend,
  .field > label,
  summary {
    padding: 0;
    font-weight: 600;
    font-size: 1.125em;
    margin-block-end: calc(var(--space) / 2);
  }
  legend + p,
  label + .hint {
    margin-block-end: var(--space);
    max-width: 38em;
  }
  .option {
    display: flex;
    align-items: center;
    gap: calc(var(--space) * 1.5);
    min-height: var(--target);
    cursor: pointer;
  }
  .option input {
    flex: none;
    width: 1.375rem;
    height: 1.375rem;
    margin: 0 2px;
    accent-color: var(--primary);
  }
  .error {
    color: var(--error);
    font-weight: 600;
    margin-block-end: var(--space);
  }
  .summary,
  .note {
    padding: calc(var(--space) * 2);
    border: 2px solid var(--line);
    border-radius: var(--radius);
  }
  .summary {
    border-color: var(--error);
  }
  .summary a {
    color: var(--error);
    display: inline-block;
    padding-block: 6px;
  }
  .note p {
    margin: 0;
  }
  .note .actions {
    margin-block: calc(var(--space) * 1.5) 0;
  }
  ul {
    padding-inline-start: 1.25em;
  }
  summary {
    display: list-item;
    min-height: var(--target);
    align-content: center;
    cursor: pointer;
    margin: 0;
  }
  .coverage {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr));
    gap: calc(var(--space) * 3);
    padding-block-start: var(--space);
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--space) * 2) calc(var(--space) * 4);
    margin-block: calc(var(--space) * 2);
  }
  .review {
    display: block;
    border-block-start: 1px solid var(--line);
  }
  .review > div {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr));
    gap: 0 calc(var(--space) * 2);
    padding-block: calc(var(--space) * 1.5);
    border-block-end: 1px solid var(--line);
  }
  .review dt {
    font-size: 1em;
  }
  .wide {
    flex-basis: 100%;
  }
  .typed,
  .wide bdi {
    white-space: pre-line;
  }
  .reference {
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .cards {
    list-style: none;
    padding: 0;
  }
  .card {
    padding-block: calc(var(--space) * 2);
    border-block-end: 1px solid var(--line);
  }
  .card .hint,
  .card .actions {
    margin-block: var(--space) 0;
  }
  .badge {
    float: inline-end;
    margin-inline-start: var(--space);
    font-size: 0.875em;
    font-weight: 600;
  }
  .badge.in_force {
    color: var(--success);
  }
  .badge.needs_attention {
    color: var(--error);
  }
  .timeline {
    list-style: none;
    padding: 0;
    margin-block: calc(var(--space) * 3);
  }
  .timeline li {
    position: relative;
    padding: 0 0 calc(var(--space) * 2.5) 40px;
  }
  .timeline li::before {
    content: '';
    position: absolute;
    inset: 2px auto auto 0;
    width: 22px;
    height: 22px;
    border: 2px solid var(--border);
    border-radius: 50%;
    background: var(--bg);
    z-index: 1;
  }
  .timeline li:not(:last-child)::after {
    content: '';
    position: absolute;
    inset: 4px auto -4px 10px;
    border-inline-start: 2px solid var(--line);
  }
  .timeline .past::before {
    border: 7px solid var(--success);
  }
  .timeline .past::after {
    border-color: var(--success) !important;
  }
  .timeline .now::before {
    border: 7px solid var(--primary);
  }
  .in_force .now::before {
    border-color: var(--success);
  }
  .needs_attention .now::before {
    border-color: var(--error);
  }
  .now .step {
    font-weight: 600;
    font-size: 1.125em;
  }
  .later {
    color: var(--quiet);
  }
  .timeline p {
    margin: 0;
    max-width: 36em;
  }
  .spinner {
    display: inline-block;
    width: 1em;
    height: 1em;
    margin-inline-end: 0.6em;
    vertical-align: -0.125em;
    border: 3px solid;
    border-inline-end-color: transparent;
    border-radius: 50%;
    animation: turn 1s linear infinite;
  }
  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .spinner {
      animation-duration: 8s;
    }
  }
`;
