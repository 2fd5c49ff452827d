// What HTML and htmx cannot do. Every part is an enhancement: the page works when this file never loads.
'use strict';

// Trusted Types: strings become markup only through htmx, and only what this server sent.
htmx.registerExtension('snug', {
  init(api) {
    if (window.trustedTypes) {
      api.initSecurity(trustedTypes.createPolicy('htmx', { createHTML: (s) => s, createScript: () => '' }));
    }
  },
});

const byId = (id) => document.getElementById(id);
const on = (name, act, target = document) => target.addEventListener(name, act);
const from = (event) => event.detail?.ctx?.sourceElement ?? event.target;

// --- Times: in the reader's own zone -------------------------------------------------------------------------------

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const dayAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const dayInWords = new Intl.DateTimeFormat(undefined, { dateStyle: 'full' });

function localise(root) {
  for (const time of root.querySelectorAll('time[datetime$="Z"]:not([title])')) {
    const at = new Date(time.dateTime);
    time.textContent = (time.classList.contains('full') ? dayAndTime : clock).format(at);
    time.title = dayAndTime.format(at);
  }
}

// Headings stand where the reader's days begin, which may not be the server's.
function headDays(list) {
  let last = '';
  for (const article of list.querySelectorAll('article')) {
    const item = article.closest('.marked') ?? article;
    const before = item.previousElementSibling;
    const day = dayInWords.format(new Date(article.querySelector('time').dateTime));
    const heading = before?.matches('.day') ? before : null;
    if (day === last) heading?.remove();
    else if (!heading) item.before(makeHeading(day));
    else if (heading.textContent !== day) heading.replaceWith(makeHeading(day));
    last = day;
  }
}

function makeHeading(day) {
  const heading = document.createElement('h2');
  heading.className = 'day';
  heading.textContent = day;
  return heading;
}

function arrange() {
  localise(document);
  markOwn();
  const list = byId('messages') ?? byId('history');
  if (list) headDays(list);
}

// --- The list: follow the end, or offer the way there --------------------------------------------------------------

const scroller = byId('scroller');
const toNewest = byId('to-newest');

// The scroller is laid out in reverse: 0 is the end, and the way up is negative.
const atEnd = () => !scroller || scroller.scrollTop > -40;

function goToEnd() {
  scroller.scrollTop = 0;
  if (toNewest) toNewest.hidden = true;
}

if (toNewest) {
  on('click', () => { goToEnd(); byId('composer-body').focus(); }, toNewest);
  on('scroll', () => { if (atEnd()) toNewest.hidden = true; }, scroller);
}

let newest = null;
function noteNewMessages() {
  const articles = document.querySelectorAll('#messages article');
  const last = articles[articles.length - 1]?.id;
  if (last !== newest && newest && toNewest && !atEnd()) toNewest.hidden = false;
  newest = last;
}

// --- Live: notice silence, resume where we were, say when we are offline -------------------------------------------

const live = byId('live');
let lastEventId = '';
let reader = null;
let heard = 0;

// Longer than two heartbeats of the server.
const SILENCE = 45_000;

function say(text) {
  const note = byId('offline');
  if (note && note.textContent !== text) note.textContent = text;
}

if (live) {
  // A hidden page would only take one of the few connections that the browser allows.
  on('htmx:before:request', (event) => {
    if (from(event) === live && document.hidden) event.preventDefault();
  });
  on('htmx:config:request', (event) => {
    if (from(event) === live && lastEventId) event.detail.ctx.request.headers['Last-Event-ID'] = lastEventId;
  });
  // The server tells what changes about the rooms at the side; after a break, all of them anew.
  let roomsShown = byId('own-rooms')?.dataset.version;
  on('htmx:config:request', (event) => {
    if (from(event) !== live || !byId('own-rooms')) return;
    event.detail.ctx.request.headers['Snug-Rooms'] = roomsShown ?? '0';
    roomsShown = undefined;
  });
  on('htmx:sse:after:connection', (event) => {
    reader = event.detail.connection;
    heard = Date.now();
    say('');
    sendAgain();
  });
  for (const name of ['htmx:sse:before:message', 'ping']) on(name, () => { heard = Date.now(); });
  on('htmx:sse:after:message', (event) => { lastEventId = event.detail.message.id || lastEventId; });
  const lost = ({ detail }) => say((detail?.status ?? detail?.ctx?.response?.status) === 429
    ? 'More pages are open than this server allows: new messages do not appear here. Close some of the others.'
    : 'You are offline. New messages will appear when the connection is back.');
  on('htmx:sse:error', (event) => { if (!document.hidden) lost(event); });
  for (const name of ['htmx:error', 'htmx:response:error']) {
    on(name, (event) => { if (from(event) === live) lost(event); });
  }
  on('offline', lost, window);
  // Leaving is no loss: the stream ends in order, and goes on if the page stays or comes back after all.
  on('beforeunload', () => reader?.reader?.cancel(), window);
  setInterval(() => {
    if (reader?.reader && !document.hidden && Date.now() - heard > SILENCE) reader.reader.cancel();
  }, 5_000);
}

// --- The composer: Enter sends, what is typed meanwhile stays, what did not arrive is sent again -------------------

const composer = byId('composer');
const box = byId('composer-body');
const note = byId('composer-note');
const draftKey = `draft:${location.pathname.split('/').slice(0, 3).join('/')}`;
let sending = null; // { nonce, body } of the request under way, or of the one that got no answer
let more = false; // there was something to send while a request was under way
let waiting = 0;

function newNonce() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(16).padStart(2, '0')).join('');
}

function fit() {
  if (CSS.supports('field-sizing', 'content')) return;
  box.style.height = 'auto';
  box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
}

function setNote(text) {
  note.textContent = text;
  if (text) box.setAttribute('aria-invalid', 'true');
  else box.removeAttribute('aria-invalid');
}

// What is typed, and what of it may have been sent, outlives the page: sent again after a reload, it is the same message.
function keepDraft() {
  try {
    if (box.value) sessionStorage.setItem(draftKey, JSON.stringify({ typed: box.value, sending }));
    else sessionStorage.removeItem(draftKey);
  } catch { /* Storage is off: the draft lives as long as the page. */ }
}

function restoreDraft() {
  try {
    const draft = JSON.parse(sessionStorage.getItem(draftKey));
    if (draft && !box.value) {
      box.value = draft.typed;
      sending = draft.sending;
    }
  } catch { /* Storage is off, or holds nothing of ours. */ }
}

// Sends what got no answer once more, without what was typed since: under the same nonce, it is stored once.
function sendAgain() {
  if (!waiting) return;
  stopWaiting();
  if (sending && box.value.startsWith(sending.body)) composer.requestSubmit();
}

function stopWaiting() {
  clearTimeout(waiting);
  waiting = 0;
}

function noAnswer() {
  setNote('Not sent: the server does not answer. Your text is kept and will be sent again.');
  stopWaiting();
  waiting = setTimeout(sendAgain, 3_000);
}

// The answer is a composer: we take what it says, and leave the box alone but for what was sent.
function settle(ctx, answer) {
  const said = answer.querySelector('#composer-note') ?? answer.querySelector('.error');
  const fresh = answer.querySelector('[name=nonce]')?.value;
  stopWaiting();
  if (ctx.response.status < 300) {
    const rest = box.value.startsWith(sending.body) ? box.value.slice(sending.body.length) : box.value;
    const caret = Math.max(0, box.selectionStart - (box.value.length - rest.length));
    box.value = rest.replace(/^\n/, '');
    box.setSelectionRange(caret, caret);
    sending = null;
    goToEnd();
  } else {
    more = false;
    // An attempt before this one may have been stored: sent again, it is the same message.
    if (![429, 503].includes(ctx.response.status)) sending = null;
  }
  if (fresh) composer.nonce.value = fresh;
  const unsent = ctx.response.status < 300 ? '' : 'Not sent. Your text is kept: try again in a moment.';
  setNote(said?.textContent.trim() || unsent);
  keepDraft();
  fit();
}

if (composer) {
  on('keydown', (event) => {
    const sends = event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229;
    // On touch, Enter is a new line, and the button sends.
    if (!sends || matchMedia('(hover: none) and (pointer: coarse)').matches) return;
    // While a request is under way, it also ends the line, so that what comes next does not run into this.
    if (composer.classList.contains('busy')) more = true;
    else {
      event.preventDefault();
      if (box.value.trim()) {
        more = Boolean(sending) && box.value !== sending.body;
        composer.requestSubmit();
      }
    }
  }, box);
  on('input', () => { fit(); keepDraft(); if (!waiting) setNote(''); }, box);

  on('htmx:config:request', (event) => {
    if (from(event) !== composer) return;
    if (composer.classList.contains('busy')) {
      more = true;
      event.preventDefault();
      return;
    }
    const { body } = event.detail.ctx.request;
    // What got no answer goes again as it was, and is the same message; what was typed after it is another.
    if (!sending || !box.value.startsWith(sending.body)) sending = { body: box.value, nonce: newNonce() };
    body.set('body', sending.body);
    body.set('nonce', sending.nonce);
    keepDraft();
    composer.classList.add('busy');
  });
  on('htmx:before:swap', (event) => {
    const { ctx, tasks } = event.detail;
    if (ctx.sourceElement !== composer) return;
    event.preventDefault();
    settle(ctx, tasks[0].fragment);
  });
  on('htmx:error', (event) => { if (from(event) === composer) noAnswer(); });
  on('htmx:finally:request', (event) => {
    if (from(event) !== composer) return;
    composer.classList.remove('busy');
    // Not at once: htmx still counts this request, and would drop another.
    if (more && !sending && box.value.trim()) setTimeout(() => composer.requestSubmit());
    more = false;
  });

  restoreDraft();
  fit();
}

// --- Messages: what is one's own in them, their menu, reactions, replies --------------------------------------------

// The markup is the same for everyone.
const me = document.querySelector('.me .name')?.textContent;

function markOwn() {
  for (const mention of document.querySelectorAll('.mention:not(.own)')) {
    mention.classList.toggle('own', mention.dataset.user === me);
  }
  for (const button of document.querySelectorAll('.reactions button:not([aria-pressed])')) {
    button.setAttribute('aria-pressed', button.dataset.people.split(' ').includes(me));
  }
}

// The menu is a page; here it opens beside its message. Where that fails, it is a page again.
const menu = document.createElement('dialog');
menu.id = 'menu';
let menuLink = null;

async function openMenu(link) {
  menuLink = link;
  if (!menu.isConnected) document.body.append(menu);
  menu.replaceChildren();
  await htmx.ajax('GET', link.getAttribute('href'), { target: menu, swap: 'innerHTML' });
  if (!menu.childElementCount) { location.assign(link.href); return; }
  const copy = menu.querySelector('.copy');
  if (copy && navigator.clipboard) copy.textContent = 'Copy link';
  if (!menu.open) menu.showModal();
  menu.setAttribute('aria-label', menu.querySelector('h2')?.textContent ?? '');
  placeMenu(link);
}

// Below the link, or above it where there is more room; on narrow screens the style puts it at the bottom.
function placeMenu(link) {
  const at = link.getBoundingClientRect();
  const { offsetHeight: height, offsetWidth: width } = menu;
  const below = at.bottom + height + 8 < innerHeight;
  menu.style.top = `${Math.max(8, below ? at.bottom + 4 : Math.min(at.top - height - 4, innerHeight - height - 8))}px`;
  menu.style.left = `${Math.max(8, Math.min(at.right - width, innerWidth - width - 8))}px`;
}

// The message may have been replaced meanwhile, and its link with it.
function backToMessage() {
  if (menuLink?.isConnected) menuLink.focus();
  else document.querySelector(`.menu-link[href="${CSS.escape(menuLink?.getAttribute('href') ?? '')}"]`)?.focus();
}

on('close', () => {
  const { activeElement } = document;
  if (activeElement === document.body || menu.contains(activeElement)) backToMessage();
}, menu);
// What was asked for is done; pages that are not live show it when they are loaded anew.
on('htmx:finally:request', (event) => {
  const { response } = event.detail.ctx;
  if (response?.status !== 204 || !menu.contains(from(event))) return;
  menu.close();
  if (!live) location.reload();
});

on('keydown', (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.target.matches('input')) return;
  const items = [...menu.querySelectorAll('a, button, input:not([type=hidden])')];
  items.at((items.indexOf(event.target) + step) % items.length).focus();
  event.preventDefault();
}, menu);

on('click', async (event) => {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest('a');
  if (event.target === menu) menu.close();
  else if (link?.matches('.menu-link')) {
    event.preventDefault();
    openMenu(link);
  } else if (link?.matches('#menu .copy') && navigator.clipboard) {
    event.preventDefault();
    await navigator.clipboard.writeText(link.href).then(() => { link.textContent = 'Copied'; }, () => location.assign(link.href));
  } else if (link?.matches('#menu .reply') && answer(link)) {
    event.preventDefault();
  } else if (link?.matches('.replying .cancel')) {
    event.preventDefault();
    stopAnswering();
    byId('composer-body').focus();
  }
});

// The stream brings what comes of it; an answer that says no is shown as a page.
on('submit', async (event) => {
  const form = event.target;
  if (!live || !form.matches('.reactions') || form.dataset.plain) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const said = await fetch(form.action, { method: 'POST', body, headers: { 'HX-Request': 'true' } }).catch(() => null);
  if (said?.status === 204) return;
  form.dataset.plain = 'yes';
  form.requestSubmit(event.submitter);
});

// Says above the box what is answered, as the server does on the reply's page; false where the room's box isn't here.
function answer(link) {
  const form = byId('composer');
  const article = byId(`message-${link.dataset.message}`);
  if (!form || !article || !link.href.startsWith(form.action.replace(/messages$/, '').replace(/\/$/, ''))) return false;
  stopAnswering();
  const line = document.createElement('p');
  line.className = 'replying';
  const field = Object.assign(document.createElement('input'), { type: 'hidden', name: 'reply_to', value: link.dataset.message });
  const to = Object.assign(document.createElement('span'), { className: 'to' });
  const whom = Object.assign(document.createElement('bdi'), { className: 'whom', textContent: article.dataset.author });
  const text = article.querySelector('.body').textContent.replace(/\s+/g, ' ').trim();
  to.append('Replying to ', whom, ': ', Object.assign(document.createElement('bdi'), { textContent: text.slice(0, 200) }));
  const cancel = Object.assign(document.createElement('a'), { className: 'cancel', href: location.pathname, textContent: 'Cancel' });
  line.append(field, to, ' ', cancel);
  form.prepend(line);
  menu.close();
  byId('composer-body').focus();
  return true;
}

function stopAnswering() {
  for (const line of document.querySelectorAll('#composer .replying')) line.remove();
}

// A message that is replaced while the focus is in it keeps it, at the same place if that is still there.
let focused = null;
on('htmx:before:swap', () => {
  const article = document.activeElement?.closest?.('article');
  const { value } = document.activeElement ?? {};
  focused = article && { article, within: value ? `button[value="${CSS.escape(value)}"]` : '.menu-link' };
});
on('htmx:after:swap', () => {
  if (!focused || focused.article.isConnected) return;
  const fresh = byId(focused.article.id);
  (fresh?.querySelector(focused.within) ?? fresh?.querySelector('.menu-link'))?.focus();
  focused = null;
});

// What was sent is answered; and what can't be answered any more is no reply.
on('htmx:before:swap', (event) => {
  const { ctx, tasks } = event.detail;
  if (ctx.sourceElement === byId('composer') && !tasks[0]?.fragment.querySelector('[name=reply_to]')) stopAnswering();
});

// --- Whenever something came ---------------------------------------------------------------------------------------

on('htmx:after:swap', () => { arrange(); noteNewMessages(); });
arrange();
noteNewMessages();
document.querySelector('.marked')?.scrollIntoView({ block: 'center' });
// At the very end, the browser would follow what comes: who came for one message is left with it.
if (scroller && document.querySelector('.marked') && atEnd()) scroller.scrollTop = Math.min(scroller.scrollTop, -1);
document.querySelector('#sidebar [aria-current]')?.scrollIntoView({ block: 'nearest' });
// The way to a part of the same page leaves the menu open otherwise.
on('hashchange', () => byId('sidebar')?.hidePopover?.(), window);
