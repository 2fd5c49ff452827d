// Fields for names of people: completion by username and shown name.

function completeNames(field) {
  const list = make('ul', { id: `${field.id}-names`, className: 'completions', role: 'listbox', 'aria-label': texts.suggestions, hidden: true });
  const find = finder('/people?q=');
  field.parentElement.append(list);
  for (const [name, value] of Object.entries({ role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': list.id, 'aria-expanded': 'false' })) field.setAttribute(name, value);
  // The name that is being typed: what follows the last separator.
  const SEPARATOR = /[,;،؛、，；]\s*/u;
  const typed = () => field.value.split(SEPARATOR).at(-1).trim();
  const close = () => {
    list.hidden = true;
    list.replaceChildren();
    field.setAttribute('aria-expanded', 'false');
    activate(field, list, null);
  };
  const pick = (option) => {
    field.value = field.value.slice(0, field.value.length - field.value.split(SEPARATOR).at(-1).length) + option.dataset.insert;
    close();
    field.focus();
  };
  on('input', async () => {
    if (!typed()) return close();
    const options = await find(typed());
    if (!options) return;
    if (!options.length || !typed()) return close();
    list.replaceChildren(...options);
    list.hidden = false;
    field.setAttribute('aria-expanded', 'true');
    tell(fill(texts.announce_suggestions, { count: options.length, text: options[0].textContent }));
  }, field);
  on('blur', close, field);
  on('keydown', (event) => {
    if (list.hidden || !isPlain(event)) return;
    const active = activeIn(list);
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') step(field, list, event.key === 'ArrowDown' ? 1 : -1);
    else if (event.key === 'Escape') close();
    else if (active && (event.key === 'Enter' || event.key === 'Tab')) pick(active);
    else return;
    event.preventDefault();
  }, field);
  on('mousedown', (event) => event.preventDefault(), list);
  on('click', (event) => {
    const option = event.target.closest('[role=option]');
    if (option) pick(option);
  }, list);
}

document.querySelectorAll('form[action="/direct"] input[type=text], form[action$="/invite"] input[type=text]').forEach(completeNames);
