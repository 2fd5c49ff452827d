// Editing in place.

let editing = null; // { form, id }

// `back` returns the element that gets the focus afterwards.
async function editInPlace(article, back = () => box) {
  if (editing) return editing.form.elements.body.focus();
  const address = `${article.querySelector('.at').getAttribute('href').split('#')[0]}/edit`;
  let form;
  try {
    const answer = await ask(address);
    form = answer.ok && parse(await answer.text()).querySelector('form.edit');
  } catch { /* No response: the edit page reports the error. */ }
  if (!form || editing) return editing || location.assign(address);
  const draft = `${own('edit')}${address}`;
  const area = form.elements.body;
  const original = area.value;
  area.value = storage.get(draft) ?? original;
  area.rows = 1;
  area.setAttribute('aria-label', texts.edit_label);
  editing = { form, id: article.id };
  const error = make('p', { className: 'error', role: 'alert', id: 'edit-note' });
  const touch = isTouch.matches;
  if (!touch) form.append(make('p', { className: 'hint', id: 'edit-keys' }, enterSends ? texts.edit_keys : texts.edit_keys_ctrl));
  form.append(error);
  area.setAttribute('aria-describedby', touch ? 'edit-note' : 'edit-note edit-keys');
  const complain = (text) => {
    error.textContent = text;
    area.setAttribute('aria-invalid', 'true');
  };
  placeEditor();
  completeIn(area);
  fit(area);
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
  area.scrollIntoView({ block: 'nearest' });

  const close = () => {
    storage.set(draft, '');
    byId(editing.id)?.classList.remove('edited-here');
    editing = null;
    form.remove();
    focusOn(back() ?? box);
  };
  on('input', () => {
    fit(area);
    storage.set(draft, area.value);
    area.removeAttribute('aria-invalid');
  }, area);
  on('keydown', (event) => {
    if (event.key === 'Escape') close();
    else if (event.target === area && sends(event)) form.requestSubmit();
    else return;
    event.preventDefault();
  }, form);
  on('click', (event) => {
    if (!event.target.matches('a')) return;
    event.preventDefault();
    close();
  }, form);
  on('submit', async (event) => {
    event.preventDefault();
    if (area.value === original) return close();
    try {
      const answer = await ask(address, { method: 'POST', body: new URLSearchParams({ body: area.value }) });
      if (answer.ok) return close();
      complain(parse(await answer.text()).querySelector('.error')?.textContent || texts.unsaved);
    } catch {
      complain(texts.unsaved_no_answer);
    }
  }, form);
}

// Keeps the editor in place when the stream replaces the message or the whole list.
function placeEditor() {
  if (!editing) return;
  const article = byId(editing.id);
  article?.classList.add('edited-here');
  if (!document.contains(editing.form)) (article ?? tray).after(editing.form);
}
on('htmx:after:swap', placeEditor);
