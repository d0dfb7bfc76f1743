import type { Page } from 'playwright-core';

export type Seed = { cpr: string; days?: number; reason?: string; text?: string; cvrs?: string[] };

/** Registers through the calls the page itself makes, for tests that begin where something has been registered. Answers with the numbers people quote. */
export const seed = (page: Page, all: readonly Seed[]): Promise<string[]> =>
  page.evaluate(async (wanted) => {
    const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
      const answer = await fetch(path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as Record<string, unknown>;
    };
    const references: string[] = [];
    for (const { cpr, days = 90, reason = 'threat', text = '', cvrs } of wanted) {
      const { context_token } = await post('/page/citizens', { cpr });
      const session = (await post('/v1/sessions', { context_token })) as {
        session_token: string;
        context: { citizen: { key: string }; guidelines: { version: number } };
      };
      const { citizen, guidelines } = session.context;
      const registered = await post(
        '/v1/blurrings',
        {
          ...{ days, reason: { category: reason, text }, citizen_key: citizen.key },
          ...{ acknowledged_guidelines: guidelines.version, ...(cvrs && { cvrs }) },
        },
        { Authorization: `Bearer ${session.session_token}`, 'Idempotency-Key': crypto.randomUUID() },
      );
      references.push(String(registered['reference']));
    }
    return references;
  }, all);
