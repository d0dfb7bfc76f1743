import { Hono } from 'hono';
import { z } from 'zod';
import type { Count, FigureMonth, Figures } from '../../../shared/figures-api.ts';
import { monthOf, monthsBetween } from '../../domain/figures.ts';
import { instant } from '../../domain/ids.ts';
import { AppError, appError } from '../../errors.ts';
import { field } from '../../reports/csv.ts';
import { readFigures } from '../../reports/figures.ts';
import type { AppDeps } from '../context.ts';
import type { PageContext, PageEnv } from './context.ts';

const Month = z.string().regex(/^20[0-9]{2}-(0[1-9]|1[0-2])$/);
const mostMonths = 120;
const usualMs = 335 * 86_400_000;

const headings: [keyof FigureMonth, string][] = [
  ['month', 'Måned'],
  ['registered', 'Registreret'],
  ['confirmed', 'Godkendt'],
  ['rejected', 'Afvist'],
  ['renewed', 'Forlænget'],
  ['ended', 'Ophørt'],
  ['in_force', 'I kraft ved månedens slutning'],
  ['departments', 'Afdelingssløringer'],
];

const written = (count: Count | string): string => (count === null ? 'under 5' : String(count));

/** Semicolons and a byte order mark, as Danish spreadsheets read it. */
const csvOf = ({ months, municipalities }: Figures): string => {
  const lines = [
    headings.map(([, title]) => title),
    ...months.map((one) => headings.map(([name]) => written(one[name]))),
  ];
  if (municipalities.length > 0)
    lines.push(
      [],
      ['Kommune', 'Begyndt', ...headings.slice(1).map(([, title]) => title)],
      ...municipalities.map((one) => [
        field(one.name),
        one.started ?? '',
        ...headings.slice(1).map(([name]) => written(one[name as 'registered'])),
      ]),
    );
  return `\uFEFF${lines.map((line) => `${line.join(';')}\r\n`).join('')}`;
};

/** `/page/figures`: the figures, and the same as a file. */
export const figures = (deps: AppDeps): Hono<PageEnv> => {
  const app = new Hono<PageEnv>();

  const read = async (c: PageContext): Promise<Figures> => {
    const { tenant, permissions } = c.get('visitor');
    const now = deps.now();
    const { from = monthOf(instant(now - usualMs)), to = monthOf(now) } = c.req.query();
    if (!Month.safeParse(from).success || !Month.safeParse(to).success) throw appError('body_invalid');
    if (from > to || monthsBetween(from, to).length > mostMonths)
      throw new AppError({ code: 'filter_contradictory' }, [
        { pointer: '/to', code: 'filter_contradictory' },
      ]);
    return readFigures(deps.store, permissions.onboard ? null : tenant, from, to);
  };

  app.get('/', async (c) => c.json(await read(c)));
  app.get('/file', async (c) => {
    const found = await read(c);
    return c.body(csvOf(found), 200, {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': `attachment; filename="sloering-tal-${found.from}-${found.to}.csv"`,
    });
  });
  return app;
};
