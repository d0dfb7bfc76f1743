import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js';
import { LitElement, html, type PropertyDeclarations } from 'lit';

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
);

export type Series = { label: string; values: readonly (number | null)[] };

/** Distinct by shade and by dash or pattern of points, so that they are told apart without colour (WCAG 1.4.1). */
const dashes = [[], [8, 4], [2, 3], [12, 3, 2, 3], [4, 4]];
const points = ['circle', 'triangle', 'rect', 'rectRot', 'star'] as const;

/**
 * A chart beside its table. The table is what is read aloud; the picture is for the eye and says so.
 *
 * @element sloering-chart
 */
export class FigureChart extends LitElement {
  static override properties: PropertyDeclarations = {
    kind: { attribute: false },
    labels: { attribute: false },
    series: { attribute: false },
  };

  declare kind: 'bar' | 'line';
  declare labels: readonly string[];
  declare series: readonly Series[];
  private chart: Chart | undefined;
  private readonly redraw = (): void => this.draw();
  private readonly dark = matchMedia('(prefers-color-scheme: dark)');
  private readonly forced = matchMedia('(forced-colors: active)');

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    for (const query of [this.dark, this.forced]) query.addEventListener('change', this.redraw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const query of [this.dark, this.forced]) query.removeEventListener('change', this.redraw);
    this.chart?.destroy();
    this.chart = undefined;
  }

  protected override render(): unknown {
    return html`<div class="figure-chart"><canvas aria-hidden="true"></canvas></div>`;
  }

  protected override updated(): void {
    this.draw();
  }

  private draw(): void {
    const canvas = this.querySelector('canvas');
    if (!canvas || !this.isConnected) return;
    this.chart?.destroy();
    // The page's own ink: it follows light, dark and forced colours.
    const ink = getComputedStyle(this).color;
    const shades = [ink, '#0b6e99', '#b5482f', '#6a8f1f', '#8250a8'];
    const line = this.kind === 'line';
    this.chart = new Chart(canvas, {
      type: this.kind,
      data: {
        labels: [...this.labels],
        datasets: this.series.map(({ label, values }, at) => {
          const shade = this.forced.matches ? ink : (shades[at % shades.length] ?? ink);
          return {
            label,
            data: [...values],
            borderColor: shade,
            backgroundColor: line ? 'transparent' : shade,
            borderWidth: 2,
            borderDash: dashes[at % dashes.length] ?? [],
            pointStyle: points[at % points.length] ?? 'circle',
            pointRadius: 4,
            spanGaps: false,
          };
        }),
      },
      options: {
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        color: ink,
        scales: {
          x: { ticks: { color: ink }, grid: { display: false } },
          y: { beginAtZero: true, ticks: { color: ink, precision: 0 } },
        },
        plugins: { legend: { labels: { color: ink, usePointStyle: true } } },
      },
    });
  }
}

if (!customElements.get('sloering-chart')) customElements.define('sloering-chart', FigureChart);
