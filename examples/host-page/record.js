// The record page of an invented care record: all that a host has to do to embed the component.

const toolbar = document.querySelector('#toolbar');
const server = document.body.dataset.server;
const user = document.querySelector('#user');
const language = document.querySelector('#language');
const banner = document.querySelector('#banner');
const inlinePlace = document.querySelector('#inline-place');

const citizens = await (await fetch('/citizens.json')).json();
let current = citizens[0];

/** The component asks for a token when it needs one; the record's own server signs it. No CPR number passes this page. */
const tokenFor =
  (citizen) =>
  async ({ signal }) => {
    const response = await fetch('/sloering-token', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ citizen, user: user.value, locale: language.value }),
      signal,
    });
    if (!response.ok) throw new Error(`token: ${response.status}`);
    return (await response.json()).context_token;
  };

const elements = () => [toolbar, ...inlinePlace.querySelectorAll('sloering-request')];

const onComplete = ({ detail }) => {
  banner.textContent = `Sløring registreret. Udløber ${new Date(detail.endsAt).toLocaleDateString('da-DK', { dateStyle: 'long' })}.`;
  banner.hidden = false;
};
toolbar.addEventListener('sloering-complete', onComplete);

/** A new function tells the component that everything has changed: it drops all it held and starts anew. */
const launch = () => {
  for (const element of elements()) {
    element.lang = language.value;
    element.tokenProvider = tokenFor(current.number);
  }
};

const longDate = new Intl.DateTimeFormat('da-DK', { dateStyle: 'long', timeZone: 'UTC' });

const open = (citizen) => {
  current = citizen;
  banner.hidden = true;
  document.title = `${citizen.name} – Demo-journal`;
  document.querySelector('#name').textContent = citizen.name;
  document.querySelector('#born').textContent = `Født ${longDate.format(new Date(citizen.birthDate))}`;
  for (const button of document.querySelectorAll('#citizens button')) {
    button.toggleAttribute('aria-current', button.value === String(citizen.number));
  }
  launch();
};

for (const citizen of citizens) {
  const button = document.createElement('button');
  button.type = 'button';
  button.value = String(citizen.number);
  button.textContent = citizen.name;
  button.addEventListener('click', () => open(citizen));
  const item = document.createElement('li');
  item.append(button);
  document.querySelector('#citizens').append(item);
}

user.addEventListener('change', launch);
language.addEventListener('change', launch);
inlinePlace.addEventListener('toggle', () => {
  if (!inlinePlace.open) return inlinePlace.querySelector('sloering-request')?.remove();
  if (inlinePlace.querySelector('sloering-request')) return undefined;
  const element = document.createElement('sloering-request');
  element.setAttribute('api-base', server);
  element.lang = language.value;
  element.tokenProvider = tokenFor(current.number);
  element.addEventListener('sloering-complete', onComplete);
  inlinePlace.append(element);
  return undefined;
});

// The address can name the place in the list, never the person: /journal#2
open(citizens[Number(location.hash.slice(1)) - 1] ?? citizens[0]);
