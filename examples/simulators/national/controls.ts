import { escapeHtml } from '../web.ts';
import { hostileReplies } from './control.ts';
import type { Switches } from './control.ts';
import { endpoints } from './operations.ts';

/** What a choice is called where its own word would say little. */
const names: Readonly<Record<string, string>> = {
  '': 'ingen',
  good: 'gode billetter',
  foreign: 'billetter til et andet CVR-nummer',
  'unknown-signer': 'billetter med ukendt underskrift',
  expired: 'udløbne billetter',
  'not-yet-valid': 'billetter, der ikke gælder endnu',
  'entity-bomb': 'entitetsbombe',
  huge: '100 MB',
  utf16: 'UTF-16',
  latin1: 'ISO-8859-1',
  truncated: 'afkortet',
  'ok-in-header': 'OK i hovedet',
  'ok-in-comment': 'OK i en kommentar',
  'two-responses': 'to svar',
  html: 'en HTML-side',
  'other-message': 'svar på en anden besked',
};

const check = (switches: Switches, name: keyof Switches, label: string): string =>
  `<label class="check"><input type="checkbox" name="${name}"${switches[name] === true ? ' checked' : ''}> ${label}</label>`;

const number = (switches: Switches, name: keyof Switches, label: string, max: number): string =>
  `<label>${label} <input type="number" name="${name}" min="0" max="${max}" value="${String(switches[name] ?? '')}"></label>`;

const text = (switches: Switches, name: 'unknownCpr', label: string): string =>
  `<label>${label} <input name="${name}" value="${escapeHtml(switches[name].join(' '))}"></label>`;

const choice = (
  switches: Switches,
  name: keyof Switches,
  label: string,
  options: readonly string[],
): string =>
  `<label>${label} <select name="${name}">${options
    .map(
      (value) =>
        `<option value="${value}"${switches[name] === value ? ' selected' : ''}>${names[value] ?? value}</option>`,
    )
    .join('')}</select></label>`;

const faults = [
  '',
  'expired_idcard',
  'invalid_signature',
  'invalid_idcard',
  'invalid_certificate',
  'not_authorized',
  'security_level_failed',
  'invalid_username_password',
  'syntax_error',
  'missing_required_header',
  'illegal_http_method',
  'nonrepudiation_not_supported',
  'processing_problem',
];

/** Every operation there is, each once. */
const operations = [
  '',
  ...new Set(
    Object.values(endpoints).flatMap((one) => Object.values(one.operations).map(({ name }) => name)),
  ),
];

/** The form that makes things go wrong: every switch there is. */
export const controls = (switches: Switches): string => {
  const on = (name: keyof Switches, label: string): string => check(switches, name, label);
  const count = (name: keyof Switches, label: string, max: number): string =>
    number(switches, name, label, max);
  const pick = (name: keyof Switches, label: string, options: readonly string[]): string =>
    choice(switches, name, label, options);
  return (
    `<section aria-labelledby="fejl"><h2 id="fejl">Fremkald fejl</h2><form method="post" action="/">` +
    `<fieldset><legend>Forbindelsen</legend>` +
    on('down', 'Alt er nede (503)') +
    on('cutBefore', 'Afbryd, før der registreres') +
    on('dropReply', 'Registrér, men svar ikke') +
    on('halfReply', 'Registrér, men send kun det halve svar') +
    count('delayMs', 'Forsinkelse i millisekunder', 600_000) +
    count('http', 'Svar med denne HTTP-status uden SOAP (tom: nej)', 599) +
    pick('hostileReply', 'Registrér, og svar fjendtligt', hostileReplies) +
    `</fieldset><fieldset><legend>Gateway (DCC)</legend>` +
    on('wrongSoapAction', 'Ingen SOAPAction kendes') +
    count(
      'gatewayTimeoutMs',
      'Giver op efter millisekunder (tom: aldrig); tjenesten arbejder videre',
      600_000,
    ) +
    `</fieldset><fieldset><legend>Registeret</legend>` +
    pick('fault', 'Svar med fejlkoden', faults) +
    pick('faultOperation', 'Kun for operationen (ingen: alle)', operations) +
    count('faultTimes', 'Antal gange (0: indtil den fjernes)', 1_000_000) +
    count(
      'rejectPastToleranceSeconds',
      'Sekunder, et sluttidspunkt må være passeret (tom: ubegrænset)',
      86_400,
    ) +
    pick('strict', 'Navnerum på underelementer', ['unqualified', 'qualified']) +
    on('lenient', 'Tag imod begge former') +
    on('emptyResponse', 'Svar tomt i stedet for OK') +
    on('personInformationDown', 'CPR-opslag er nede') +
    text(switches, 'unknownCpr', 'CPR-numre, som ikke findes (adskilt af mellemrum)') +
    on('soresDown', 'Organisationsregisteret (SORES) er nede') +
    on('replayMessageIds', 'Gentag svaret på et gentaget MessageID') +
    `</fieldset><fieldset><legend>Billetten</legend>` +
    on('stsDown', 'Billetudstederen (STS) er nede') +
    pick('signatureAlgorithm', 'STS underskriver med', ['sha256', 'sha1']) +
    count('cardLifetimeMinutes', 'Billettens levetid i minutter', 1440) +
    pick('card', 'STS udsteder', ['good', 'foreign', 'unknown-signer', 'expired', 'not-yet-valid']) +
    `</fieldset><p class="buttons"><button>Gem</button> <button name="reset" value="1">Nulstil alt</button> ` +
    `<button name="revoke" value="1">Gem, og tilbagekald udstedte billetter</button></p></form></section>`
  );
};
