import { css } from 'lit';

/** Narrow screens, reduced motion, forced colours and paper. Last, so that it wins. */
export const media = css`
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
