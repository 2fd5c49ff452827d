// Finding by typing: names while one writes, rooms and people by a key; and the keys for it.
'use strict';

// --- A list box beneath a field (WAI-ARIA APG, combobox with a list) -------------------------------------------------

function activate(field, list, option) {
  list.querySelector('[aria-selected]')?.removeAttribute('aria-selected');
  option?.setAttribute('aria-selected', 'true');
  option?.scrollIntoView({ block: 'nearest' });
  if (option) field.setAttribute('aria-activedescendant', option.id);
  else field.removeAttribute('aria-activedescendant');
}

const activeIn = (list) => list.querySelector('[aria-selected]');

function step(field, list, by) {
  const options = [...list.children];
  const at = options.indexOf(activeIn(list));
  const next = at < 0 && by < 0 ? options.length - 1 : (at + by + options.length) % options.length;
  activate(field, list, options[next]);
}

const isPlain = (event) => !event.altKey && !event.ctrlKey && !event.metaKey && !event.isComposing;

// The options that the server has for what is typed; none where newer ones have been asked for meanwhile.
function finder(address) {
  let asked = null;
  return async (q) => {
    asked?.abort();
    const mine = asked = new AbortController();
    try {
      const answer = await ask(address + encodeURIComponent(q), { signal: mine.signal });
      const options = answer.ok ? [...parse(await answer.text()).querySelectorAll('[role=option]')] : [];
      return mine === asked ? options : null;
    } catch {
      return mine.signal.aborted ? null : [];
    }
  };
}

// --- Completing names in the box --------------------------------------------------------------------------------------

const WORD = /(?:^|[\s([{"'«„“])(@[^\s@#:]*|#[^\s@#:]+|:[\w+-]{2,})$/u;

if (composer) {
  const list = make('ul', { id: 'completions', role: 'listbox', 'aria-label': texts.suggestions, hidden: true });
  const find = finder(`${room}/complete?q=`);
  let word = '';
  let refused = '';
  let timer = 0;
  composer.append(list);
  // A text box of several lines is no combobox: it says by its own that there is a list, and the rest is told.
  box.setAttribute('aria-autocomplete', 'list');
  box.setAttribute('aria-controls', 'completions');

  const typed = () => {
    const start = box.value.slice(0, box.selectionStart);
    return box.selectionStart === box.selectionEnd ? WORD.exec(start)?.[1] ?? '' : '';
  };

  const close = () => {
    clearTimeout(timer);
    word = '';
    if (list.hidden) return;
    list.hidden = true;
    list.replaceChildren();
    activate(box, list, null);
    tell('');
  };

  const look = () => {
    const now = typed();
    if (!now || (refused && now.startsWith(refused))) {
      if (!now) refused = '';
      return close();
    }
    refused = '';
    if (now === word) return;
    word = now;
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const options = await find(now);
      if (!options || word !== now) return;
      if (!options.length) return close();
      word = now;
      list.replaceChildren(...options);
      list.hidden = false;
      activate(box, list, list.firstElementChild);
      tell(fill(texts.told_suggestions, { count: options.length, text: options[0].textContent }));
    }, 80);
  };

  const pick = (option) => {
    const start = box.selectionStart - word.length;
    const text = option.dataset.insert;
    box.focus();
    box.setSelectionRange(start, box.selectionStart);
    // The way that can be undone, where the browser has it.
    if (!document.execCommand('insertText', false, text)) {
      box.setRangeText(text, start, box.selectionEnd, 'end');
      box.dispatchEvent(new Event('input', { bubbles: true }));
    }
    close();
  };

  on('input', look, box);
  on('selectionchange', () => { if (document.activeElement === box && typed() !== word) look(); });
  on('blur', close, box);
  on('keydown', (event) => {
    if (list.hidden || !isPlain(event)) return;
    const active = activeIn(list);
    const whole = active && active.dataset.insert.trim().toLowerCase() === word.toLowerCase();
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') step(box, list, event.key === 'ArrowDown' ? 1 : -1);
    else if (event.key === 'Escape') {
      refused = word;
      close();
    } else if (active && !event.shiftKey && (event.key === 'Tab' || (event.key === 'Enter' && !whole))) pick(active);
    else {
      if (event.key === 'Enter') close();
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
  }, composer, true);
  on('mousedown', (event) => event.preventDefault(), list);
  on('click', (event) => {
    const option = event.target.closest('[role=option]');
    if (option) pick(option);
  }, list);
}

// --- Dialogs ------------------------------------------------------------------------------------------------------------

function openDialog(id, title, ...content) {
  if (document.querySelector('dialog[open]')) return null;
  byId('sidebar').hidePopover?.();
  const close = make('button', { type: 'button', className: 'quiet close', 'aria-label': texts.close, onclick: () => dialog.close() }, '×');
  const dialog = make('dialog', { id }, make('header', {}, make('h2', { id: `${id}-title` }, title), close), ...content);
  dialog.setAttribute('aria-labelledby', `${id}-title`);
  on('close', () => dialog.remove(), dialog);
  on('click', (event) => { if (event.target === dialog) dialog.close(); }, dialog);
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

async function goTo(option) {
  const { href, people } = option.dataset;
  if (href) return location.assign(href);
  const answer = await ask('/direct', { method: 'POST', body: new URLSearchParams({ people }) });
  location.assign(answer.headers.get('HX-Redirect') ?? `/direct?people=${encodeURIComponent(people)}`);
}

function openSwitcher() {
  const list = make('ul', { id: 'found', role: 'listbox', 'aria-label': texts.rooms_and_people });
  const field = make('input', {
    type: 'text', role: 'combobox', autocomplete: 'off', autocapitalize: 'none', placeholder: texts.room_or_person,
    'aria-label': texts.room_or_person, 'aria-autocomplete': 'list', 'aria-controls': 'found', 'aria-expanded': 'true',
  });
  const nothing = make('p', { className: 'hint' });
  // What is told must be in the dialog: the page behind it is out of reach.
  const status = make('p', { className: 'hidden', role: 'status' });
  const dialog = openDialog('switcher', texts.go_to, field, list, nothing, status);
  if (!dialog) return;
  const find = finder('/switch?q=');
  const look = async () => {
    const options = await find(field.value);
    if (!options || !dialog.open) return;
    list.replaceChildren(...options);
    activate(field, list, list.firstElementChild);
    nothing.textContent = options.length ? '' : texts.nothing_so_called;
    status.textContent = options.length ? fill(texts.told_found, { count: options.length }) : nothing.textContent;
  };
  on('input', look, field);
  on('keydown', (event) => {
    if (!isPlain(event)) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') step(field, list, event.key === 'ArrowDown' ? 1 : -1);
    else if (event.key === 'Enter' && activeIn(list)) goTo(activeIn(list));
    else return;
    event.preventDefault();
  }, field);
  on('click', (event) => {
    const option = event.target.closest('[role=option]');
    if (option) goTo(option);
  }, list);
  field.focus();
  look();
}

// --- Keys ---------------------------------------------------------------------------------------------------------------

async function openShortcuts() {
  const answer = await ask('/shortcuts').catch(() => null);
  const keys = answer?.ok && parse(await answer.text()).getElementById('shortcuts');
  if (!keys) return;
  keys.removeAttribute('id');
  openDialog('keys', texts.keyboard_shortcuts, keys,
    make('p', { className: 'hint' }, make('a', { href: '/shortcuts' }, texts.switch_shortcuts_off)));
}

function goBy(by, unread) {
  const links = [...document.querySelectorAll('#own-rooms a')];
  const at = links.findIndex((link) => link.matches('[aria-current]'));
  const start = at < 0 && by < 0 ? 0 : at;
  for (let n = 1; n <= links.length; n += 1) {
    const link = links[(start + by * n + links.length * 2) % links.length];
    if (!link.matches('[aria-current]') && (!unread || link.querySelector('.unread'))) return location.assign(link.href);
  }
  return tell(unread ? texts.nothing_unread : '');
}

const OFF = 'shortcuts';
const takesText = (element) => element.closest?.('input, textarea, select, [contenteditable]');

if (me) {
  on('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || kept.get(OFF)) return;
    const control = event.ctrlKey || event.metaKey;
    const up = event.key === 'ArrowUp';
    if (control && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') openSwitcher();
    else if (document.querySelector('dialog[open]')) return;
    else if (event.altKey && !control && (up || event.key === 'ArrowDown')) goBy(up ? -1 : 1, event.shiftKey);
    else if (event.key === '?' && !control && !event.altKey && !takesText(event.target)) openShortcuts();
    else return;
    event.preventDefault();
  });

  const page = byId('shortcuts');
  if (page) {
    const set = make('input', { type: 'checkbox', checked: !kept.get(OFF), onchange: () => kept.set(OFF, set.checked ? '' : 'off') });
    page.after(make('p', { className: 'choices' }, make('label', {}, set, ` ${texts.use_shortcuts}`)));
  }
}
