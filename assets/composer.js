// Where messages are written: what is typed is kept, what is sent shows at once and goes out in order, exactly once.
'use strict';

// --- What this browser keeps, for one account alone -----------------------------------------------------------------

// Storage may be off or full: then it lasts as long as the page.
const kept = {
  get(key) { try { return localStorage.getItem(key); } catch { return null; } },
  set(key, value) {
    try {
      if (value) localStorage.setItem(key, value);
      else localStorage.removeItem(key);
    } catch { /* It lasts as long as the page. */ }
  },
  keys(start) { try { return Object.keys(localStorage).filter((key) => key.startsWith(start)).sort(); } catch { return []; } },
};
const own = (kind) => `${kind}:${me}:`;

// Logging out clears it, once that has worked: the login page without a way back follows nothing else.
const leaving = 'leaving';
if (me) {
  kept.set('account', me);
  kept.set(leaving, '');
  on('submit', (event) => {
    if (!event.target.matches('form[action="/logout"]')) return;
    const unsent = outbox.length;
    const sure = !unsent || confirm(fill(texts.lose_unsent, { count: unsent }));
    if (sure) kept.set(leaving, me);
    else event.preventDefault();
  });
} else if (kept.get(leaving) && location.pathname === '/login' && !location.search) {
  const gone = kept.get(leaving);
  for (const kind of ['draft', 'answers', 'outbox', 'edit']) for (const key of kept.keys(`${kind}:${gone}:`)) kept.set(key, '');
  kept.set(leaving, '');
}

// --- The outbox: one after the other, each until it is acknowledged -------------------------------------------------

const composer = byId('composer');
const box = byId('composer-body');
const PAUSE = 3_000;

// Each is { key, to, nonce, body, at, answers, error, gone }: sent again, also after a reload or by another tab, it is the same message.
const outbox = me ? kept.keys(own('outbox')).map((key) => JSON.parse(kept.get(key))).filter(Boolean) : [];
const pending = new Map(); // what shows them
let underWay = null;
let pause = 0;
let silent = false; // whether the pause is for want of an answer

function newNonce() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(16).padStart(2, '0')).join('');
}

function save(item) {
  kept.set(item.key, JSON.stringify(item));
}

function drop(item) {
  kept.set(item.key, '');
  const place = outbox.indexOf(item);
  if (place >= 0) outbox.splice(place, 1);
}

let count = 0;
function send(body, answers) {
  const at = Date.now();
  const key = `${own('outbox')}${at}-${String(count++).padStart(4, '0')}`;
  const item = { key, to: composer.getAttribute('action'), nonce: newNonce(), body, at, answers };
  outbox.push(item);
  save(item);
  if (!byId('messages')) {
    // What is new isn't shown here: where it is, it goes out.
    location.assign(room);
    return;
  }
  show(item);
  goToEnd();
  flush();
}

async function flush() {
  if (underWay || pause) return;
  while ((underWay = outbox.find((item) => !item.error))) {
    // Somebody else has logged in since: this is not theirs to say.
    if ((kept.get('account') ?? me) !== me) {
      mark(underWay, 'waiting', texts.unsent_other_account);
      break;
    }
    const wait = await deliver(underWay);
    if (wait) {
      pause = setTimeout(goOn, wait);
      break;
    }
  }
  underWay = null;
}

function goOn() {
  clearTimeout(pause);
  pause = 0;
  silent = false;
  flush();
}

// Gives how long to wait before the next attempt, if this one has to be repeated.
async function deliver(item) {
  const shown = pending.get(item);
  if (shown) shown.newest = newestOwn();
  if (shown?.classList.contains('failed')) mark(item, 'sending', '');
  let answer;
  let text;
  try {
    const body = new URLSearchParams({ body: item.body, nonce: item.nonce, reply_to: item.answers ?? '' });
    // Leaving the page does not end it; browsers allow that to short requests.
    const keepalive = item.body.length < 4_000;
    answer = await ask(item.to, { method: 'POST', body, keepalive, signal: AbortSignal.timeout(30_000) });
    text = await answer.text();
  } catch {
    silent = true;
    return hold(item, texts.unsent_no_answer, PAUSE);
  }
  const id = answer.headers.get('Snug-Message');
  if (answer.ok && id) {
    drop(item);
    if (pending.has(item)) pending.get(item).dataset.id = id;
    sweep();
    return 0;
  }
  const wait = Number(answer.headers.get('Retry-After')) * 1_000 || PAUSE;
  if (answer.status === 429) return hold(item, texts.unsent_too_fast, wait);
  if ([401, 408, 502, 503, 504].includes(answer.status)) return hold(item, texts.unsent_busy, wait);
  // Something between us and the server has answered in its place.
  if (answer.ok) return hold(item, texts.unsent_no_answer, PAUSE);
  const page = parse(text);
  const said = page.getElementById('composer-note') ?? page.querySelector('.error');
  item.error = said?.textContent.trim() || texts.unsent_refused;
  if (answer.status === 422) item.nonce = newNonce();
  item.gone = answer.status === 404;
  save(item);
  if (isHere(item) && !pending.has(item)) show(item);
  mark(item, 'failed', item.error);
  return 0;
}

function hold(item, text, wait) {
  mark(item, 'waiting', text);
  return wait;
}

// --- What is on its way, beneath the list ---------------------------------------------------------------------------

const tray = make('div', { id: 'outbox' }, make('p', { className: 'hidden', role: 'status' }));
const state = tray.firstElementChild;
if (composer && byId('messages')) byId('messages').after(tray);

// What was for a room that is gone can be taken back anywhere.
const isHere = (item) => item.to === composer?.getAttribute('action') || (composer && item.gone);

function show(item) {
  const time = make('time', { className: 'at', dateTime: new Date(item.at).toISOString() }, clock.format(item.at));
  const element = make('div', { className: 'message pending' },
    document.querySelector('.me .avatar').cloneNode(true),
    make('header', {}, make('bdi', { className: 'author', 'data-person': me }, document.querySelector('.me .name').textContent), ' ', time),
    make('div', { className: 'body', dir: 'auto', lang: '' }, item.body),
    make('p', { className: 'state' }));
  element.newest = newestOwn();
  pending.set(item, element);
  tray.append(...[...pending].sort(([one], [other]) => (one.key < other.key ? -1 : 1)).map(([, element]) => element));
  continueAuthor();
  if (item.error) mark(item, 'failed', item.error);
}

// One that follows one's own within five minutes stands without the name, as it will in the list.
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
  note.replaceChildren(text);
  state.textContent = text;
  const offer = (label, act) => note.append(' ', make('button', { type: 'button', className: 'small', onclick: act }, label));
  if (name === 'waiting') offer(texts.try_now, goOn);
  if (name !== 'failed') return;
  offer(texts.retry, () => { item.error = ''; save(item); flush(); box.focus(); });
  offer(texts.edit_unsent, () => {
    remove(item);
    setText(item.body + (box.value && '\n') + box.value);
    box.focus();
  });
  offer(texts.delete_unsent, () => { remove(item); box.focus(); });
}

function remove(item) {
  drop(item);
  pending.get(item)?.remove();
  pending.delete(item);
  if (!pending.size) state.textContent = '';
}

const newestOwn = () => [...document.querySelectorAll(`#messages article[data-author="${CSS.escape(me)}"]`)].at(-1)?.id;

// What has come into the list is no longer on its way.
function sweep() {
  for (const [item, element] of pending) {
    const { id } = element.dataset;
    if (id && (byId(`message-${id}`) || !byId('messages'))) remove(item);
    // It may come before its answer; should it not have been this one, that will say so.
    else element.hidden = !id && item === underWay && newestOwn() !== element.newest;
  }
  continueAuthor();
}

if (me) {
  on('htmx:after:swap', sweep);
  on('htmx:sse:after:connection', () => { if (silent) goOn(); });
  on('online', () => { if (silent) goOn(); }, window);
  on('pageshow', (event) => { if (event.persisted) flush(); }, window);
  // Another tab has sent it, or somebody has thrown it away there.
  on('storage', ({ key, newValue }) => {
    const item = outbox.find((item) => item.key === key);
    if (item && !newValue && item !== underWay) remove(item);
  }, window);
}

// --- The box: Enter sends, and what is typed outlives the page ------------------------------------------------------

const draft = `${own('draft')}${room}`;
const answers = `${own('answers')}${room}`;

function fit(area) {
  if (CSS.supports('field-sizing', 'content')) return;
  area.style.height = 'auto';
  area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
}

function setText(text) {
  box.value = text;
  kept.set(draft, text);
  fit(box);
}

// Not while an input method composes; keyCode 229 is how Safari says so.
const isEnter = (event) => event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229;

if (composer) {
  on('keydown', (event) => {
    // On touch, Enter is a new line, and the button sends.
    if (isEnter(event) && !matchMedia('(hover: none) and (pointer: coarse)').matches) {
      event.preventDefault();
      if (box.value.trim()) composer.requestSubmit();
    } else if (event.key === 'ArrowUp' && !box.value && !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      const last = [...document.querySelectorAll(`#messages article[data-author="${CSS.escape(me)}"]:not(.deleted)`)].at(-1);
      if (last) {
        event.preventDefault();
        editInPlace(last);
      }
    }
  }, box);
  on('input', () => { fit(box); kept.set(draft, box.value); setNote(''); }, box);
  on('submit', (event) => {
    event.preventDefault();
    const body = box.value;
    if (!body.trim()) return;
    setText('');
    setNote('');
    const answers = composer.elements.reply_to?.value;
    stopAnswering();
    send(body, answers);
  }, composer);
  // The button leaves the focus, and the keyboard of a phone, where they are.
  on('mousedown', (event) => event.preventDefault(), composer.querySelector('button'));

  if (!box.value) setText(kept.get(draft) ?? '');
  const answered = kept.get(answers);
  if (answered && !composer.elements.reply_to) startAnswering(JSON.parse(answered));
  for (const item of outbox) if (item.error && isHere(item)) show(item);
  // Most are in the list already, and their answer only got lost with the page.
  setTimeout(() => {
    for (const item of outbox) if (!pending.has(item) && isHere(item)) show(item);
  }, 500);
}
flush();

function setNote(text) {
  byId('composer-note').textContent = text;
  box.removeAttribute('aria-invalid');
}

// --- Editing in place -----------------------------------------------------------------------------------------------

let editing = null; // { form, id }

async function editInPlace(article) {
  if (editing) return editing.form.elements.body.focus();
  const address = `${article.querySelector('.at').getAttribute('href').split('#')[0]}/edit`;
  let form;
  try {
    const answer = await ask(address);
    form = answer.ok && parse(await answer.text()).querySelector('form.edit');
  } catch { /* The server does not answer: the page of its own will say so. */ }
  if (!form || editing) return editing || location.assign(address);
  const draft = `${own('edit')}${address}`;
  const area = form.elements.body;
  const original = area.value;
  area.value = kept.get(draft) ?? original;
  area.rows = 1;
  area.setAttribute('aria-label', texts.edit_label);
  editing = { form, id: article.id };
  form.append(make('p', { className: 'hint' }, texts.edit_keys));
  const error = make('p', { className: 'error', role: 'alert' });
  form.append(error);
  placeEditor();
  fit(area);
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
  area.scrollIntoView({ block: 'nearest' });

  const close = () => {
    kept.set(draft, '');
    byId(editing.id)?.classList.remove('edited-here');
    editing = null;
    form.remove();
    box.focus();
  };
  on('input', () => { fit(area); kept.set(draft, area.value); }, area);
  on('keydown', (event) => {
    if (event.key === 'Escape') close();
    else if (isEnter(event) && !matchMedia('(hover: none) and (pointer: coarse)').matches) form.requestSubmit();
    else return;
    event.preventDefault();
  }, area);
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
      error.textContent = parse(await answer.text()).querySelector('.error')?.textContent || texts.unsaved;
    } catch {
      error.textContent = texts.unsaved_no_answer;
    }
  }, form);
}

// What comes by the stream may take the message's place, or the whole list's: the editor stays.
function placeEditor() {
  if (!editing) return;
  const article = byId(editing.id);
  article?.classList.add('edited-here');
  if (!document.contains(editing.form)) (article ?? tray).after(editing.form);
}
on('htmx:after:swap', placeEditor);
