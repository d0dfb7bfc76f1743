/** Sends the broker's answer on without a press. Two of the faults send copies of it as well, as a replaying attacker would. */
const form = document.querySelector('form[data-send]');
if (form instanceof HTMLFormElement) {
  const copy = () =>
    fetch(form.action, {
      method: 'POST',
      mode: 'no-cors',
      credentials: 'include',
      keepalive: true,
      body: new URLSearchParams(new FormData(form)),
    }).catch(() => undefined);
  const mode = form.dataset.send;
  if (mode === 'parallel') void [copy(), copy()];
  if (mode === 'twice') await copy();
  form.submit();
}
