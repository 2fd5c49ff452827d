// Reactions, and the emoji picker, whose script is loaded when it is first opened.

// The stream shows the result. An error is shown as a page, by submitting again.
async function react(action, emoji) {
  const body = new URLSearchParams({ emoji });
  const said = await fetch(action, { method: 'POST', body, headers: { 'HX-Request': 'true' } }).catch(() => null);
  if (said?.status === 204) return room || location.reload();
  const form = make('form', { method: 'post', action, hidden: true }, make('input', { name: 'emoji', value: emoji }));
  document.body.append(form);
  return form.submit();
}

on('submit', (event) => {
  if (!room || !event.target.matches('.reactions')) return;
  event.preventDefault();
  react(event.target.action, event.submitter.value);
});

// Opens the picker beside an element, and passes on the emoji that is picked.
let pickerLoaded = null;
function pickEmoji(beside, pick) {
  const loaded = (tag, more) => new Promise((onload, onerror) => { document.head.append(make(tag, { onload, onerror, ...more })); });
  const [src, href] = PICKER;
  pickerLoaded ??= Promise.all([
    loaded('script', { src: policy ? policy.createScriptURL(src) : src }),
    loaded('link', { rel: 'stylesheet', href }),
  ]);
  pickerLoaded.then(() => openPicker(beside, pick), () => { pickerLoaded = null; say(texts.no_answer); });
}

on('click', ({ target }) => {
  const form = target.closest?.('.pick')?.form;
  if (!form) return;
  if (form === composer) return pickEmoji(target.closest('.pick'), insertText);
  const beside = back() ?? target;
  menu.close();
  return pickEmoji(beside, (emoji) => react(form.action, emoji));
});
