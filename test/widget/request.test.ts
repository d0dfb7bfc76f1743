import { expect } from './support/expect.ts';
import { defineSloering, SloeringRequest, type SloeringEvents } from '../../widget/index.ts';
import { blurring, inForce, manager, none, opened, some } from './support/answers.ts';
import { byText, choose, press, scripted, type } from './support/states.ts';
import { ok, refused, settled, type World } from './support/world.ts';

const textOf = (element: SloeringRequest): string => element.shadowRoot?.textContent ?? '';
const focused = (element: SloeringRequest): string | undefined => element.shadowRoot?.activeElement?.id;
const heard = <Name extends keyof SloeringEvents>(
  target: EventTarget,
  name: Name,
): SloeringEvents[Name][] => {
  const details: SloeringEvents[Name][] = [];
  target.addEventListener(name, (event) => details.push((event as CustomEvent<SloeringEvents[Name]>).detail));
  return details;
};
const posts = (world: World) => world.sent.filter(({ route }) => route === 'POST /v1/blurrings');

afterEach(() => document.body.replaceChildren());

describe('registering', () => {
  it('sends exactly what the person saw and confirmed', async () => {
    const { world } = await scripted('registered');
    const [post] = posts(world);
    expect(post?.body).to.deep.equal({
      days: 90,
      reason: { category: 'threat', text: 'Har truet to medarbejdere ved hjemmebesøg.' },
      cvrs: ['29190623'],
      citizen_key: 'citizen-a',
    });
    expect(post?.headers).to.deep.equal({
      'Content-Type': 'application/json',
      Authorization: 'Bearer bearer-1',
      'Idempotency-Key': 'key-0000000000000001',
    });
  });

  it('sends no cookie and no referrer with any call', async () => {
    const { world } = await scripted('registered');
    for (const { init } of world.sent) {
      expect(init.credentials).to.equal('omit');
      expect(init.referrerPolicy).to.equal('no-referrer');
    }
  });

  it('makes one registration of two presses', async () => {
    const { element, world } = await scripted('confirming');
    const button = byText(element, 'Slør');
    button.click();
    button.click();
    await settled(element);
    expect(posts(world)).to.have.length(1);
  });

  it('repeats a call whose answer was lost under the same key', async () => {
    const { element, world } = await scripted('confirming');
    world.answer('POST /v1/blurrings', 'lost');
    await press(element, 'Slør');
    const keys = posts(world).map(({ headers }) => headers['Idempotency-Key']);
    expect(keys).to.have.length(2);
    expect(new Set(keys).size).to.equal(1);
    expect(element.getState().state).to.equal('result');
  });

  it('keeps the key when the person tries again, and takes a new one when something was changed', async () => {
    const { element, world } = await scripted('error while sending');
    world.answer('POST /v1/blurrings', refused('store_unavailable', 503, true));
    await press(element, 'Prøv igen');
    world.answer('POST /v1/blurrings', refused('conflict', 409));
    await press(element, 'Prøv igen');
    await press(element, 'Tilbage');
    await type(element, 'days', '30');
    await press(element, 'Gå videre');
    await press(element, 'Slør');
    const keys = posts(world).map(({ headers }) => headers['Idempotency-Key']);
    expect(keys).to.deep.equal([keys[0], keys[0], keys[0], 'key-0000000000000002']);
    expect(keys[0]).to.not.equal(keys[3]);
  });

  it('shows a field the server refused with everything typed still there', async () => {
    const { element, world } = await scripted('confirming');
    world.answer('POST /v1/blurrings', refused('period_over_policy', 422, false, { maxDays: 60 }));
    await press(element, 'Slør');
    expect(element.getState().state).to.equal('invalid');
    expect(textOf(element)).to.contain('Skriv et antal dage fra 1 til 60');
    expect(element.shadowRoot?.querySelector('textarea')?.value).to.contain('Har truet');
    expect(focused(element)).to.equal('summary');
  });

  it('lets the host stop it at the last moment', async () => {
    const { element, world } = await scripted('confirming');
    element.addEventListener('sloering-submit', (event) => event.preventDefault());
    await press(element, 'Slør');
    expect(posts(world)).to.have.length(0);
    expect(element.getState().state).to.equal('confirming');
  });

  it('tells the host an id and a date, never a name or a reason', async () => {
    const events = heard(document, 'sloering-complete');
    await scripted('registered');
    expect(events).to.deep.equal([
      { id: 'blurring-1', status: 'pending', endsAt: '2027-02-14T22:59:59.000Z' },
    ]);
  });

  it('lowers the period as the host asks, and never raises it', async () => {
    const { element } = await scripted('ready', { maxDays: 365, defaultDays: 14 });
    expect(element.shadowRoot?.querySelector<HTMLInputElement>('#days')?.max).to.equal('90');
    expect(element.shadowRoot?.querySelector<HTMLInputElement>('#days')?.value).to.equal('14');
  });

  it('counts the last day from the server, across the change to summer time', async () => {
    const { element, world } = await scripted('idle');
    const { policy } = opened().context;
    world.answer('POST /v1/sessions', ok(opened({ policy: { ...policy, today: '2027-03-20' } }), 201));
    element.start();
    await settled(element);
    await type(element, 'days', '8');
    expect(textOf(element)).to.contain('søndag den 28. marts 2027 kl. 23.59');
  });
});

describe('the status', () => {
  it('says in force only when the register has answered', async () => {
    for (const name of ['registered', 'on its way', 'delayed', 'needs attention']) {
      const { element } = await scripted(name);
      expect(textOf(element), name).to.not.contain('I kraft nationalt siden');
      expect(textOf(element), name).to.contain('ikke endnu');
    }
    const { element } = await scripted('in force');
    expect(textOf(element)).to.contain('I kraft nationalt siden 10.42');
  });

  it('looks after 1, 1, 2, 3, 5, 8 and then every 15 seconds, and stops when it is in force', async () => {
    const { element, world } = await scripted('registered');
    const looks = (): number =>
      world.routes().filter((route) => route === 'GET /v1/blurrings/blurring-1').length;
    world.usual.set('GET /v1/blurrings/blurring-1', ok(blurring({ status: 'on_its_way' })));
    for (const [index, seconds] of [1, 1, 2, 3, 5, 8, 15, 15].entries()) {
      world.pass(seconds * 1000 - 1);
      await settled(element);
      expect(looks()).to.equal(index);
      world.pass(1);
      await settled(element);
      expect(looks()).to.equal(index + 1);
    }
    world.usual.set('GET /v1/blurrings/blurring-1', ok(inForce()));
    world.pass(15_000);
    await settled(element);
    expect(element.getState()).to.deep.equal({ state: 'result', id: 'blurring-1', status: 'in_force' });
    expect(element.shadowRoot?.querySelector('[role=status]')?.textContent).to.equal('I kraft nationalt');
    expect(element.matches(':state(in_force)')).to.equal(true);
    world.pass(60_000);
    await settled(element);
    expect(looks()).to.equal(9);
  });

  it('does not look while hidden, and looks at once when shown again', async () => {
    const { element, world } = await scripted('registered');
    world.usual.set('GET /v1/blurrings/blurring-1', ok(inForce()));
    world.weather.visible = false;
    world.pass(60_000);
    await settled(element);
    expect(element.getState().status).to.equal('registered');
    world.weather.visible = true;
    document.dispatchEvent(new Event('visibilitychange'));
    await settled(element);
    expect(element.getState().status).to.equal('in_force');
  });
});

describe('the network', () => {
  it('sends what was confirmed once, when the connection is back', async () => {
    const { element, world } = await scripted('offline');
    expect(element.getState().state).to.equal('offline');
    world.weather.online = true;
    dispatchEvent(new Event('online'));
    await settled(element);
    expect(element.getState().state).to.equal('result');
    expect(new Set(posts(world).map(({ headers }) => headers['Idempotency-Key'])).size).to.equal(1);
  });

  it('gives up a start without answer and says so with a way on', async () => {
    const { element, world } = await scripted('idle');
    world.answer('POST /v1/sessions', 'lost');
    const events = heard(element, 'sloering-error');
    element.start();
    await settled(element);
    expect(events).to.deep.equal([{ code: 'network', retryable: true }]);
    await press(element, 'Prøv igen');
    expect(element.getState().state).to.equal('ready');
  });

  it('reads an answer that is not ours as unknown', async () => {
    const { element, world } = await scripted('idle');
    world.answer('POST /v1/sessions', { status: 502, body: '<html>Bad gateway</html>' });
    const events = heard(element, 'sloering-error');
    element.start();
    await settled(element);
    expect(events).to.deep.equal([{ code: 'unknown', retryable: true }]);
  });
});

describe('the session', () => {
  it('is renewed once through the host and the call is repeated', async () => {
    const { element, world } = await scripted('confirming');
    world.answer('POST /v1/blurrings', refused('session_expired', 401));
    world.answer('POST /v1/sessions', ok({ ...opened(), session_token: 'bearer-2' }, 201));
    await press(element, 'Slør');
    expect(element.getState().state).to.equal('result');
    expect(posts(world).map(({ headers }) => headers['Authorization'])).to.deep.equal([
      'Bearer bearer-1',
      'Bearer bearer-2',
    ]);
  });

  it('keeps the typed text through its end', async () => {
    const { element } = await scripted('expired');
    expect(textOf(element)).to.not.contain('Har truet');
    await press(element, 'Fortsæt');
    expect(element.getState().state).to.equal('ready');
    expect(element.shadowRoot?.querySelector('textarea')?.value).to.equal(
      'Har truet to medarbejdere ved hjemmebesøg.',
    );
  });

  it('warns two minutes before and goes on when asked to', async () => {
    const { element, world } = await scripted('ready');
    const events = heard(element, 'sloering-session-expiring');
    world.pass(780_000);
    await settled(element);
    expect(events).to.deep.equal([{ secondsLeft: 120 }]);
    await press(element, 'Fortsæt');
    world.pass(779_000);
    await settled(element);
    expect(element.getState().state).to.equal('ready');
    expect(world.routes()).to.contain('GET /v1/session');
  });

  it('is ended at the server when the form is closed or removed', async () => {
    const { element, world } = await scripted('ready');
    element.remove();
    await settled(element);
    expect(world.routes().at(-1)).to.equal('DELETE /v1/session');
    expect(world.waiting().filter((ms) => ms > 20_000)).to.deep.equal([]);
  });

  it('leaves the bearer nowhere a script of the page can find it', async () => {
    const { element } = await scripted('ready');
    const stores = JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]);
    expect(stores + element.outerHTML + (element.shadowRoot?.innerHTML ?? '')).to.not.contain('bearer-1');
  });
});

describe('another citizen', () => {
  const other = () => {
    const { context } = opened();
    return ok(opened({ citizen: { ...context.citizen, key: 'citizen-b', name: 'Ole Andetnavn' } }), 201);
  };

  // Wrong patient: the record shows citizen B while the form still holds A's name, reason and session.
  it('drops everything about the former one before the host is even asked', async () => {
    const { element, world } = await scripted('confirming');
    world.answer('POST /v1/sessions', other());
    let shown = 'not asked';
    element.tokenProvider = async () => {
      await element.updateComplete;
      shown = textOf(element);
      return 'token-b';
    };
    await settled(element);
    expect(shown).to.not.contain('Vibeke');
    expect(textOf(element)).to.contain('Ole Andetnavn');
    expect(element.shadowRoot?.querySelector('textarea')?.value).to.equal('');
    expect(world.routes()).to.contain('DELETE /v1/session');
  });

  // Wrong patient: an answer about A that comes late must not appear on B's screen.
  it('ignores answers about the former one that come late', async () => {
    const { element, world } = await scripted('idle');
    let answer = (_: string): void => undefined;
    element.tokenProvider = () => new Promise<string>((resolve) => (answer = resolve));
    await settled(element);
    const late = answer;
    world.answer('POST /v1/sessions', other());
    element.tokenProvider = async () => 'token-b';
    await settled(element);
    late('token-a');
    await settled(element);
    expect(textOf(element)).to.contain('Ole Andetnavn');
    expect(textOf(element)).to.not.contain('Vibeke');
  });

  // Wrong patient: on renewal the host signs a token for whoever is now on its screen.
  it('is refused when a renewed session turns out to be about them', async () => {
    const { element, world } = await scripted('confirming');
    const events = heard(element, 'sloering-context-changed');
    world.answer('POST /v1/blurrings', refused('session_expired', 401));
    world.answer('POST /v1/sessions', other());
    await press(element, 'Slør');
    expect(element.getState().state).to.equal('context-changed');
    expect(posts(world)).to.have.length(1);
    expect(textOf(element)).to.not.contain('Vibeke').and.not.contain('Har truet');
    expect(events).to.have.length(1);
  });

  it('clears the screen when the server says so', async () => {
    const { element } = await scripted('context changed');
    expect(element.getState().state).to.equal('context-changed');
    expect(textOf(element)).to.not.contain('Vibeke').and.not.contain('251248');
  });
});

describe('what exists', () => {
  it('is shown before the form, and the form only when asked for', async () => {
    const { element } = await scripted('existing');
    expect(textOf(element)).to.contain('Allerede sløret til og med 31. januar 2027');
    expect(element.shadowRoot?.querySelector('form')).to.equal(null);
    await press(element, 'Registrér en sløring mere');
    expect(element.getState().state).to.equal('ready');
  });

  it('can be ended after a confirmation', async () => {
    const { element, world } = await scripted('ending');
    expect(world.routes()).to.not.contain('POST /v1/blurrings/b-2/end');
    const ended = { at: '2026-11-16T09:41:00.000Z', cause: 'ended', national: false } as const;
    world.answer('POST /v1/blurrings/b-2/end', ok(inForce({ id: 'b-2', status: 'ended', ended })));
    await press(element, 'Ophæv');
    expect(world.sent.at(-1)?.body).to.deep.equal({ citizen_key: 'citizen-a' });
    expect(textOf(element))
      .to.contain('Ophævelsen er registreret')
      .and.contain('Navnene er slørede så længe');
  });

  it('can be renewed for the days chosen', async () => {
    const { element, world } = await scripted('renewing');
    world.answer('POST /v1/blurrings/b-2/renew', ok(blurring({ id: 'b-2' })));
    await type(element, 'days', '60');
    await press(element, 'Forlæng');
    expect(world.sent.at(-1)?.body).to.deep.equal({ days: 60, citizen_key: 'citizen-a' });
    expect(textOf(element)).to.contain('Forlængelsen er registreret');
  });

  it('offers neither to those who may not', async () => {
    const { element, world } = await scripted('idle');
    world.answer('GET /v1/citizen', ok(some));
    element.start();
    await settled(element);
    expect(textOf(element)).to.not.contain('Ophæv').and.not.contain('Forlæng');
  });

  it('is only shown to those who may not register', async () => {
    const { element, world } = await scripted('idle');
    world.answer('POST /v1/sessions', ok(opened({ permissions: { ...manager, register: false } }), 201));
    world.answer('GET /v1/citizen', ok(none));
    element.start();
    await settled(element);
    expect(element.getState().state).to.equal('readonly');
  });

  it('is fetched again on refresh', async () => {
    const { element, world } = await scripted('existing');
    world.answer('GET /v1/citizen', ok(none));
    await element.refresh();
    await settled(element);
    expect(element.getState().state).to.equal('ready');
  });
});

describe('focus, keyboard and screen reader', () => {
  it('leaves the focus of the page alone when it starts by itself', async () => {
    const before = document.createElement('input');
    document.body.append(before);
    before.focus();
    await scripted('ready');
    expect(document.activeElement).to.equal(before);
  });

  it('opens as a modal dialog and gives the focus back to its button', async () => {
    const { element } = await scripted('idle', { mode: 'dialog' });
    element.close();
    await settled(element);
    const opener = byText(element, 'Slør');
    opener.focus();
    opener.click();
    await settled(element);
    expect(element.shadowRoot?.querySelector('dialog')?.matches(':modal')).to.equal(true);
    expect(focused(element)).to.equal('title');
    await press(element, 'Annullér');
    expect(element.shadowRoot?.querySelector('dialog')?.open).to.equal(false);
    expect(focused(element)).to.equal('opener');
  });

  it('asks before Escape throws typed text away', async () => {
    const { element } = await scripted('ready', { mode: 'dialog' });
    const dialog = element.shadowRoot?.querySelector('dialog');
    await type(element, 'text', 'Har truet.');
    const escape = new Event('cancel', { cancelable: true });
    dialog?.dispatchEvent(escape);
    await settled(element);
    expect(escape.defaultPrevented).to.equal(true);
    expect(dialog?.open).to.equal(true);
    expect(focused(element)).to.equal('stay');
    await press(element, 'Bliv');
    expect(element.shadowRoot?.querySelector('textarea')?.value).to.equal('Har truet.');
    await press(element, 'Annullér');
    await press(element, 'Luk uden at gemme');
    expect(element.getState()).to.deep.equal({ state: 'idle' });
  });

  it('stays when the host cancels the leaving', async () => {
    const { element } = await scripted('ready');
    element.addEventListener('sloering-cancel', (event) => event.preventDefault());
    await press(element, 'Annullér');
    expect(element.getState().state).to.equal('ready');
  });

  it('moves to the summary of faults, whose links lead to the fields', async () => {
    const { element } = await scripted('invalid');
    expect(focused(element)).to.equal('summary');
    await press(element, /^Skriv et antal dage/);
    expect(focused(element)).to.equal('days');
    expect(element.matches(':state(invalid)')).to.equal(true);
  });

  it('moves to the heading of the receipt', async () => {
    const { element } = await scripted('registered');
    expect(focused(element)).to.equal('title');
  });

  it('has one live region, empty before use, the same one throughout', async () => {
    const { element } = await scripted('ready');
    const region = element.shadowRoot?.querySelector('[role=status]');
    await choose(element, 'reason-0');
    await press(element, 'Gå videre');
    await press(element, 'Slør');
    expect(element.shadowRoot?.querySelectorAll('[role=status]')).to.have.length(1);
    expect(element.shadowRoot?.querySelector('[role=status]')).to.equal(region);
    expect(region?.textContent).to.equal('Registreret');
  });

  it('speaks in the document where the host asks for it, and leaves nothing behind', async () => {
    const { element } = await scripted('registered', { announce: 'document' });
    const region = document.querySelector('body > [role=status]');
    expect(region?.textContent).to.equal('Registreret');
    element.announce = 'shadow';
    await settled(element);
    expect(document.querySelector('body > [role=status]')).to.equal(null);
  });

  it('tells the remaining characters at 50 and at 10, not at each key', async () => {
    const { element } = await scripted('ready');
    const region = element.shadowRoot?.querySelector('[role=status]');
    const said: (string | null | undefined)[] = [];
    for (const length of [900, 949, 950, 951, 989, 990, 991]) {
      await type(element, 'text', 'x'.repeat(length));
      said.push(region?.textContent);
    }
    expect(said.map((text) => /\d+/.exec(text ?? '')?.[0])).to.deep.equal([
      undefined,
      undefined,
      '50',
      '50',
      '50',
      '10',
      '10',
    ]);
  });
});

describe('the host', () => {
  it('is told in one sentence what is missing', async () => {
    const told: string[] = [];
    const original = console.error;
    console.error = (text: string) => told.push(text);
    const element = document.createElement('sloering-request');
    document.body.append(element);
    element.start();
    await settled(element);
    console.error = original;
    expect(told).to.have.length(1);
    expect(told[0]).to.contain('api-base').and.contain('tokenProvider');
    expect(element.getState().state).to.equal('error');
  });

  it('can show an error itself', async () => {
    const { element, world } = await scripted('idle');
    element.addEventListener('sloering-error', (event) => event.preventDefault());
    world.answer('POST /v1/sessions', refused('token_rejected', 401));
    element.start();
    await settled(element);
    expect(textOf(element)).to.not.contain('Luk borgeren i journalen');
    expect(textOf(element)).to.contain('R-5D81');
  });

  it('may load it twice: the first copy stays and the console says so', () => {
    const told: string[] = [];
    const original = console.warn;
    console.warn = (text: string) => told.push(text);
    const first = customElements.get('sloering-request');
    expect(() => defineSloering()).to.not.throw();
    console.warn = original;
    expect(told).to.have.length(1);
    expect(customElements.get('sloering-request')).to.equal(first);
  });

  it('may give it another prefix', () => {
    defineSloering({ prefix: 'kommune' });
    expect(document.createElement('kommune-request')).to.be.instanceOf(SloeringRequest);
  });

  it('gets the id of the registration as the value of a form field', async () => {
    const form = document.createElement('form');
    document.body.append(form);
    const { element } = await scripted('confirming');
    element.setAttribute('name', 'blurring');
    form.append(element);
    await settled(element);
    await press(element, 'Slør');
    expect(new FormData(form).get('blurring')).to.equal('blurring-1');
  });

  it('keeps a form around it from being sent while something must be corrected', async () => {
    const form = document.createElement('form');
    document.body.append(form);
    const { element } = await scripted('ready');
    form.append(element);
    await settled(element);
    expect(form.checkValidity()).to.equal(true);
    await press(element, 'Gå videre');
    expect(form.checkValidity()).to.equal(false);
    await choose(element, 'reason-1');
    await press(element, 'Gå videre');
    expect(form.checkValidity()).to.equal(true);
  });

  it('does not cost typed text by moving the element in the page', async () => {
    const { element } = await scripted('ready');
    await type(element, 'text', 'Har truet.');
    const aside = document.createElement('aside');
    document.body.append(aside);
    aside.append(element);
    await settled(element);
    expect(element.shadowRoot?.querySelector('textarea')?.value).to.equal('Har truet.');
  });

  const looks: [string, SloeringRequest['appearance'], boolean][] = [
    ['are used where they can be read', { color_background: '#fffbe6', color_text: '#222222' }, false],
    [
      'are replaced by ours where text cannot be read',
      { color_background: '#ffffff', color_text: '#999999' },
      true,
    ],
    ['are replaced by ours where the button cannot be seen', { color_highlight: '#ffee88' }, true],
  ];
  for (const [name, appearance, own] of looks)
    it(`gives colours that ${name}`, async () => {
      const { element } = await scripted('ready', { appearance });
      expect(element.matches(':state(own-colours)')).to.equal(own);
    });

  // A style object comes from another server: it must not be able to write rules of its own.
  it('cannot smuggle a rule through a colour', async () => {
    const { element } = await scripted('ready', { appearance: { color_text: 'red;}*{display:none' } });
    expect(getComputedStyle(element).getPropertyValue('--sloering-color-text')).to.equal('');
  });
});

describe('language', () => {
  it('follows the nearest lang, across shadow roots, and else is Danish', async () => {
    const { element } = await scripted('ready');
    expect(textOf(element)).to.contain('Slør medarbejdernavne');
    const outer = document.createElement('div');
    outer.lang = 'en-GB';
    const inner = outer.attachShadow({ mode: 'open' });
    document.body.append(outer);
    inner.append(element);
    element.start();
    await settled(element);
    expect(textOf(element)).to.contain('Blur staff names');
    expect(element.shadowRoot?.querySelector('section')?.lang).to.equal('en');
  });

  it('is that of the launch where the page says nothing', async () => {
    const { element, world } = await scripted('ready');
    world.answer('POST /v1/sessions', ok({ ...opened(), locale: 'en' }, 201));
    element.start();
    await settled(element);
    expect(textOf(element)).to.contain('Blur staff names');
    element.lang = 'da';
    await settled(element);
    expect(textOf(element)).to.contain('Slør medarbejdernavne');
  });

  it('lets the host change a text', async () => {
    const { element } = await scripted('ready', { messages: { title: 'Slør navne her' } });
    expect(textOf(element)).to.contain('Slør navne her');
  });
});
