// Unsent messages below the list.

const tray = make('div', { id: 'outbox' }, make('p', { className: 'hidden', role: 'status' }));
const state = tray.firstElementChild;
if (composer && byId('messages')) byId('messages').after(tray);

// Messages to deleted rooms are shown in all rooms, so that their text can be recovered.
const isHere = (item) => item.to === composer?.getAttribute('action') || (composer && item.gone);

function show(item) {
  const time = make('time', { className: 'at', dateTime: new Date(item.at).toISOString() }, clock.format(item.at));
  const element = make('div', { className: 'message pending' },
    document.querySelector('.me .avatar').cloneNode(true),
    make('header', {}, make('bdi', { className: 'author', 'data-person': me }, document.querySelector('.me .name').textContent)),
    make('div', { className: 'body', dir: 'auto', lang: '' }, item.body),
    make('p', { className: 'files' }, (item.files ?? []).map(({ name }) => `📎 ${name}`).join(' ')),
    time,
    make('p', { className: 'state' }));
  element.newest = newestOwn();
  pending.set(item, element);
  tray.append(...[...pending].sort(([one], [other]) => (one.key < other.key ? -1 : 1)).map(([, element]) => element));
  continueAuthor();
  if (item.error) mark(item, 'failed', item.error);
}

// Hides the author of a message that continues a group, as in the list: the same author within five minutes.
function continueAuthor() {
  const last = [...document.querySelectorAll('#messages article')].at(-1);
  let before = last?.dataset.author === me ? Date.parse(last.querySelector('time').dateTime) : 0;
  for (const [item, element] of pending) {
    element.classList.toggle('continues', item.at - before < 300_000);
    before = item.at;
  }
}

function mark(item, name, text) {
  const element = pending.get(item);
  if (!element) return;
  element.classList.remove('sending', 'waiting', 'failed');
  element.classList.add(name);
  element.hidden = false;
  const note = element.querySelector('.state');
  if (note.textContent.startsWith(text) && text) return;
  const focused = note.contains(document.activeElement);
  note.replaceChildren(text);
  state.textContent = text;
  const offer = (label, act) => note.append(' ', make('button', { type: 'button', className: 'small', onclick: act }, label));
  if (name === 'waiting') offer(texts.try_now, () => { goOn(); box.focus(); });
  if (focused) (note.querySelector('button') ?? box).focus();
  if (name !== 'failed') return;
  // Retrying a message that is too long would fail again: it must be edited.
  if ([...item.body.trim()].length <= 8_000) offer(texts.retry, () => { item.error = ''; save(item); flush(); box.focus(); });
  offer(texts.edit_unsent, async () => {
    if (item.files?.length && !(await attach('giveBack', item.files))) return;
    remove(item);
    setText(item.body + (box.value && '\n') + box.value);
    box.focus();
  });
  offer(texts.delete_unsent, () => { remove(item); box.focus(); });
}

function remove(item) {
  drop(item);
  if (pending.get(item)?.contains(document.activeElement)) box.focus();
  pending.get(item)?.remove();
  pending.delete(item);
  if (!pending.size) state.textContent = '';
}

const newestOwn = () => [...document.querySelectorAll(`#messages article[data-author="${CSS.escape(me)}"]`)].at(-1)?.id;

// Removes messages that have arrived in the list.
function sweep() {
  for (const [item, element] of pending) {
    const { id } = element.dataset;
    if (id && (byId(`message-${id}`) || !byId('messages'))) remove(item);
    // A message can arrive before its response: hide this one while its own newest message changes. The response
    // decides.
    else {
      const focused = element.contains(document.activeElement);
      element.hidden = !id && item === underWay && newestOwn() !== element.newest;
      if (focused && element.hidden) box.focus();
    }
  }
  continueAuthor();
}

if (me) {
  on('htmx:after:swap', sweep);
  on('htmx:sse:after:connection', () => { if (silent) goOn(); });
  on('online', () => { if (silent) goOn(); }, window);
  on('pageshow', (event) => { if (event.persisted) flush(); }, window);
  // Another tab has sent or deleted it.
  on('storage', ({ key, newValue }) => {
    const item = outbox.find((item) => item.key === key);
    if (item && !newValue && item !== underWay) remove(item);
  }, window);
}
