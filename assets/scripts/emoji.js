// Reactions; and the bar on messages and the emoji picker, whose scripts are loaded when they are first used.

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

// Loads a script and its style.
function loaded([script, href]) {
  const add = (tag, more) => new Promise((onload, onerror) => { document.head.append(make(tag, { onload, onerror, ...more })); });
  const src = policy ? policy.createScriptURL(script) : script;
  return add('link', { rel: 'stylesheet', href }).then(() => add('script', { src }));
}

if (me && room && scroller && !('archived' in scroller.dataset)) {
  let bar = null;
  const begin = () => { bar ??= loaded(LATER.bar).catch(() => { bar = null; }); };
  for (const name of ['pointerover', 'focusin']) on(name, begin, scroller);
  // A long press must find it there.
  if (matchMedia('(hover: none)').matches) on('load', () => setTimeout(begin, 500), window);
}

// Opens the picker beside an element, and passes on the emoji that is picked.
let pickerLoaded = null;
function pickEmoji(beside, pick) {
  pickerLoaded ??= loaded(LATER.picker);
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
