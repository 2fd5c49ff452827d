// Keyboard shortcuts, and their list.

async function openShortcuts() {
  const page = await ask('/shortcuts').then((answer) => answer.text()).catch(() => '');
  const keys = parse(page).getElementById('shortcuts');
  if (!keys) return;
  keys.removeAttribute('id');
  openDialog('keys', texts.keyboard_shortcuts, keys,
    make('p', { className: 'hint' }, make('a', { href: '/shortcuts' }, texts.turn_shortcuts_off)));
}

function goBy(by, unread) {
  const links = [...document.querySelectorAll('#own-rooms li a')];
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
    if (event.defaultPrevented || event.isComposing || storage.get(OFF)) return;
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
    const set = make('input', { type: 'checkbox', checked: !storage.get(OFF), onchange: () => storage.set(OFF, set.checked ? '' : 'off') });
    page.after(make('p', { className: 'choices' }, make('label', {}, set, ` ${texts.use_shortcuts}`)));
  }
}
