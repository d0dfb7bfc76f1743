import { css } from 'lit';

// The values, not the package, of the Danish public design system: calm greys, one blue, 3 px focus, 44 px targets.
export const styles = css`
  :host {
    --d-bg: light-dark(#fff, #16191d);
    --d-text: light-dark(#1a1a1a, #f2f3f4);
    --d-primary: light-dark(#0b4f91, #9ecbff);
    --d-on: light-dark(#fff, #0c1a2a);
    --d-error: light-dark(#b3140f, #ffb0a8);
    --d-success: light-dark(#1c6b3a, #86dda4);
    --d-border: light-dark(#747a80, #8b9299);
    --bg: var(--sloering-color-background, var(--d-bg));
    --text: var(--sloering-color-text, var(--d-text));
    --primary: var(--sloering-color-primary, var(--d-primary));
    --on: var(--sloering-color-on-primary, var(--d-on));
    --error: var(--sloering-color-error, var(--d-error));
    --success: var(--sloering-color-success, var(--d-success));
    --border: var(--sloering-color-border, var(--d-border));
    --focus: var(--sloering-color-focus, var(--text));
    --quiet: color-mix(in srgb, var(--text) 76%, var(--bg));
    --line: color-mix(in srgb, var(--text) 16%, var(--bg));
    --tint: color-mix(in srgb, var(--text) 4%, var(--bg));
    --space: var(--sloering-space, 8px);
    --radius: var(--sloering-radius, 4px);
    --target: max(44px, var(--sloering-target-size, 44px));
    display: block;
    max-width: var(--sloering-max-width, 42rem);
    font-family: var(--sloering-font, inherit);
    font-size: var(--sloering-font-size, 1rem);
    line-height: 1.5;
    text-align: start;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  :host([theme='dkfds']),
  :host([theme='contrast']) {
    color-scheme: light dark;
    font-family: var(--sloering-font, 'IBM Plex Sans', system-ui, sans-serif);
  }
  :host([theme='contrast']) {
    --d-bg: light-dark(#fff, #000);
    --d-text: light-dark(#000, #fff);
    --d-primary: light-dark(#00319c, #ffe14d);
    --d-border: var(--d-text);
    --quiet: var(--text);
    --line: var(--text);
  }
  :host(:state(own-colours)) {
    --bg: var(--d-bg);
    --text: var(--d-text);
    --primary: var(--d-primary);
    --on: var(--d-on);
    --error: var(--d-error);
    --success: var(--d-success);
    --border: var(--d-border);
    --focus: var(--d-text);
  }
  *,
  ::before {
    box-sizing: border-box;
  }
  .probe {
    display: none;
    color: var(--text);
    background: var(--bg);
    border: 1px solid;
    border-color: var(--error) var(--success) var(--primary) var(--border);
    caret-color: var(--on);
    outline-color: var(--focus);
  }
  .surface {
    color: var(--text);
    background: var(--bg);
    overflow-wrap: break-word;
    hyphens: auto;
  }
  .idle {
    background: none;
  }
  .live {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
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
  @media (max-width: 30rem) {
    dialog {
      padding: calc(var(--space) * 2);
      border-radius: 0;
    }
    .actions > button {
      flex: 1 1 100%;
    }
    .badge {
      float: none;
      display: block;
      margin: 0;
    }
  }
  @media (forced-colors: active) {
    .primary,
    .presets [aria-pressed='true'] {
      forced-color-adjust: none;
      color: HighlightText;
      background: Highlight;
      border-color: Highlight;
    }
    .timeline .past::before,
    .timeline .now::before {
      border-color: Highlight !important;
    }
  }
  @media print {
    .actions,
    .cpr,
    details {
      display: none;
    }
    dialog {
      position: static;
      box-shadow: none;
    }
  }
`;
