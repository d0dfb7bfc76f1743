import { css } from 'lit';

// The values, not the package, of the Danish public design system: calm greys, one blue, 3 px focus, 44 px targets.
export const tokens = css`
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
`;
