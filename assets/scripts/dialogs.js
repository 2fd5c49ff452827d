// Dialogs, and the quick switcher.

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
  // If there is no response, the page for direct conversations reports the error.
  const answer = await ask('/direct', { method: 'POST', body: new URLSearchParams({ people }) }).catch(() => null);
  location.assign(answer?.headers.get('HX-Redirect') ?? `/direct?people=${encodeURIComponent(people)}`);
}

function openSwitcher() {
  const list = make('ul', { id: 'found', role: 'listbox', 'aria-label': texts.rooms_and_people });
  const field = make('input', {
    type: 'text', role: 'combobox', autocomplete: 'off', autocapitalize: 'none', placeholder: texts.room_or_person,
    'aria-label': texts.room_or_person, 'aria-autocomplete': 'list', 'aria-controls': 'found', 'aria-expanded': 'false',
  });
  const nothing = make('p', { className: 'hint' });
  // The status must be in the dialog: the page behind it is inert.
  const status = make('p', { className: 'hidden', role: 'status' });
  const dialog = openDialog('switcher', texts.go_to, field, list, nothing, status);
  if (!dialog) return;
  const find = finder('/switch?q=');
  const look = async () => {
    const options = await find(field.value);
    if (!options || !dialog.open) return;
    list.replaceChildren(...options);
    field.setAttribute('aria-expanded', String(options.length > 0));
    activate(field, list, list.firstElementChild);
    nothing.textContent = options.length ? '' : texts.no_such_destination;
    status.textContent = options.length ? fill(texts.announce_results, { count: options.length }) : nothing.textContent;
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

on('click', (event) => {
  if (!event.target.closest?.('a[href="/switch"]') || event.button || !isPlain(event) || event.shiftKey) return;
  event.preventDefault();
  openSwitcher();
});
