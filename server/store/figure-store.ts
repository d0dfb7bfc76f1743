import type { Measure, Span } from '../domain/figures.ts';
import type { TenantId } from '../domain/ids.ts';

export type MonthCount = { month: string; measure: Measure; count: number };
export type TenantCount = { tenant: TenantId; measure: Measure; count: number };
export type StepCount = { span: Span; step: number; count: number };

/** Counts over municipalities and months. No citizen, no employee, no reason is in them. */
export type FigureStore = {
  /** Counts what has been written to the audit log since the last time; answers how many entries that was. Safe to run anywhere, any number of times. */
  rollUp(tenant: TenantId, limit: number): Promise<number>;
  /** Month by month, over the municipalities given; null: all. */
  byMonth(tenants: readonly TenantId[] | null, from: string, to: string): Promise<MonthCount[]>;
  /** What was counted before a month, summed. */
  before(tenants: readonly TenantId[] | null, month: string): Promise<{ measure: Measure; count: number }[]>;
  /** Municipality by municipality. */
  byTenant(from: string, to: string): Promise<TenantCount[]>;
  /** How long things took, in steps. */
  steps(tenants: readonly TenantId[] | null, from: string, to: string): Promise<StepCount[]>;
  /** The first month in which each municipality registered something. */
  firstMonths(): Promise<{ tenant: TenantId; month: string }[]>;
};
