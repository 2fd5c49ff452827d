// What HTML and htmx cannot do. Every part is an enhancement: the page works when this file never loads.
'use strict';

// Trusted Types: strings become markup only through htmx and `parse`, and only what this server sent.
const policy = window.trustedTypes?.createPolicy('htmx', { createHTML: (s) => s, createScript: () => '' });
htmx.registerExtension('snug', { init(api) { if (policy) api.initSecurity(policy); } });
const parse = (html) => new DOMParser().parseFromString(policy ? policy.createHTML(html) : html, 'text/html');

const byId = (id) => document.getElementById(id);
const on = (name, act, target = document, capture = false) => target.addEventListener(name, act, capture);
const from = (event) => event.detail?.ctx?.sourceElement ?? event.target;

function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

// Asks as htmx does: an error is answered by a fragment, and a session that has ended by the way to the login page.
async function ask(url, options = {}) {
  const answer = await fetch(url, { ...options, headers: { 'HX-Request': 'true', ...options.headers } });
  if (answer.status === 401) location.assign(answer.headers.get('HX-Redirect') ?? '/login');
  return answer;
}

// Says something to those who do not see it.
const told = make('p', { className: 'hidden', role: 'status' });
document.body.append(told);
const tell = (text) => { told.textContent = text; };

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
    // The line above what is new belongs to the message, too.
    const first = item.previousElementSibling?.matches('.new-line') ? item.previousElementSibling : item;
    const before = first.previousElementSibling;
    const day = dayInWords.format(new Date(article.querySelector('time').dateTime));
    const heading = before?.matches('.day') ? before : null;
    if (day === last) heading?.remove();
    else if (!heading) first.before(makeHeading(day));
    else if (heading.textContent !== day) heading.replaceWith(makeHeading(day));
    last = day;
  }
}

const makeHeading = (day) => make('h2', { className: 'day' }, day);

function arrange() {
  localise(document);
  markOwn();
  const list = byId('messages') ?? byId('history');
  if (list) headDays(list);
}

// --- The list: follow the end, or offer the way there --------------------------------------------------------------

const scroller = byId('scroller');
const toNewest = byId('to-newest');
const live = byId('live');
const stream = live?.getAttribute('hx-sse:connect') ?? '';
const room = stream.split('/events')[0];
let lastEventId = '';

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
  if (atEnd()) trim();
}

// --- More of the list: pages before and after come into it, and its far end goes when it gets long ------------------

const MOST = 400;
const KEPT = 300;
const articlesOf = (list) => list.querySelectorAll('article');

// Notes where a message stands, and returns what puts it back there.
function holdStill(article) {
  const before = article?.getBoundingClientRect().top;
  return () => {
    const now = article && byId(article.id);
    if (now) scroller.scrollTop += now.getBoundingClientRect().top - before;
  };
}

const topmost = () => {
  const { top } = scroller.getBoundingClientRect();
  return [...articlesOf(scroller)].find((item) => item.getBoundingClientRect().bottom > top);
};

// Whatever is being read stays where it is.
function inPlace(list, act) {
  const { bottom } = scroller.getBoundingClientRect();
  // Not the first: it may lose its heading.
  const putBack = holdStill([...articlesOf(list)].findLast((item) => item.getBoundingClientRect().top < bottom));
  // Screen readers would read all of it out, and the browser would hold still, too.
  list.setAttribute('aria-live', 'off');
  scroller.style.overflowAnchor = 'none';
  act();
  arrange();
  putBack();
  requestAnimationFrame(() => requestAnimationFrame(() => {
    scroller.style.overflowAnchor = '';
    list.setAttribute('aria-live', list.id === 'messages' ? 'polite' : 'off');
  }));
}

function pagingLink(rel) {
  const known = scroller.querySelector(`.paging a[rel=${rel}]`);
  if (known) return known;
  const text = rel === 'prev' ? 'Older messages' : 'Newer messages';
  const link = make('a', { className: 'button', rel }, text);
  const nav = make('nav', { className: 'paging', 'aria-label': text }, link);
  if (rel === 'prev') scroller.firstElementChild.prepend(nav);
  else {
    nav.append(make('a', { className: 'button', href: room }, 'Jump to newest'));
    scroller.firstElementChild.append(nav);
  }
  return link;
}

const idOf = (article) => article.id.replace('message-', '');

// At the end, and reading on, the oldest go.
function trim(list = byId('messages')) {
  if (!list || list.contains(document.activeElement) || articlesOf(list).length <= MOST) return;
  while (articlesOf(list).length > KEPT) list.firstElementChild.remove();
  pagingLink('prev').href = `${room}?before=${idOf(articlesOf(list)[0])}`;
  headDays(list);
}

// Reading back, the newest go: from then on the list is history, which the stream adds nothing to.
function trimEnd(list) {
  if (articlesOf(list).length <= MOST) return;
  while (articlesOf(list).length > KEPT) list.lastElementChild.remove();
  list.id = 'history';
  pagingLink('next').href = `${room}?after=${idOf([...articlesOf(list)].at(-1))}`;
}

async function extend(link) {
  if (link.matches('[aria-busy]')) return;
  link.setAttribute('aria-busy', 'true');
  try {
    const answer = await ask(link.href);
    if (answer.ok) take(link, parse(await answer.text()));
    else location.assign(link.href);
  } catch {
    say('The server does not answer. Try again in a moment.');
  } finally {
    link.removeAttribute('aria-busy');
  }
}

function take(link, page) {
  const list = byId('messages') ?? byId('history');
  const theirs = page.getElementById('messages') ?? page.getElementById('history');
  const items = [...theirs.children].filter((item) => !item.id || !byId(item.id));
  const older = link.rel === 'prev';
  const next = page.querySelector(`.paging a[rel=${link.rel}]`);
  inPlace(list, () => {
    if (older) list.prepend(...items);
    else list.append(...items);
    for (const item of items) htmx.process(item);
    if (next) link.href = next.getAttribute('href');
    else {
      link.closest('.paging').remove();
      scroller.focus({ preventScroll: true });
    }
    if (older) trimEnd(list);
    else {
      trim(list);
      if (theirs.id === 'messages') goLive(list, page);
    }
  });
  tell(`${items.filter((item) => item.matches('article')).length} ${older ? 'older' : 'newer'} messages`);
}

// The list has reached the newest message: the stream goes on from what the page had seen.
function goLive(list, page) {
  reader?.reader?.cancel();
  lastEventId = page.getElementById('live').getAttribute('hx-sse:connect').split('after=')[1];
  list.id = 'messages';
  noteNewMessages();
}

if (scroller) {
  on('click', (event) => {
    const link = event.target.closest('.paging a[rel]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    extend(link);
  }, scroller);
}

// --- Live: notice silence, resume where we were, say when we are offline -------------------------------------------

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
    if (from(event) !== live) return;
    const { request } = event.detail.ctx;
    // Firefox lets the same address in another window wait until the first has ended, as if it could be cached.
    request.cache = 'no-store';
    if (lastEventId) request.headers['Last-Event-ID'] = lastEventId;
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

// --- Read, and unread: the room is read when its newest messages are on the screen --------------------------------

const icon = document.querySelector('link[rel=icon]');
const calm = { title: document.title, icon: icon.getAttribute('href') };

const isReading = () => !document.hidden && Boolean(byId('messages')) && atEnd();

// The title and the icon say what the marks at the side say; the room that is being read has none.
function showMarks() {
  document.body.classList.toggle('reading', isReading());
  const marks = [...document.querySelectorAll('#own-rooms .mark.unread')]
    .filter((mark) => !(isReading() && mark.closest('[aria-current]')));
  const count = marks.reduce((sum, mark) => sum + Number(mark.querySelector('.badge')?.textContent ?? 0), 0);
  const before = count ? `(${count}) ` : marks.length ? '• ' : '';
  if (document.title !== before + calm.title) document.title = before + calm.title;
  const href = marks.length ? icon.dataset.unread : calm.icon;
  if (icon.getAttribute('href') !== href) icon.setAttribute('href', href);
}

let read = 0; // the change up to which the server knows
let telling = 0;

function noteRead() {
  const change = Number(lastEventId || stream.split('after=')[1]);
  // Who only looks into a room has read nothing in it.
  if (telling || !isReading() || !(change > read) || !document.querySelector('#own-rooms [aria-current]')) return;
  const before = read;
  read = change;
  telling = setTimeout(() => { telling = 0; noteRead(); }, 1_000);
  const body = new URLSearchParams({ change });
  fetch(`${room}/read`, { method: 'POST', body, keepalive: true, headers: { 'HX-Request': 'true' } })
    .then((answer) => { if (!answer.ok) throw answer; })
    .catch(() => {
      // Not at once: what keeps it from being told may last.
      clearTimeout(telling);
      telling = setTimeout(() => { telling = 0; read = before; }, 10_000);
    });
}

if (live) {
  for (const [name, target] of [['scroll', scroller], ['visibilitychange', document], ['pageshow', window]]) {
    on(name, () => { showMarks(); noteRead(); }, target);
  }
  for (const name of ['htmx:sse:after:connection', 'htmx:sse:after:message']) on(name, noteRead);
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
  } else if (link?.matches('#menu .edit-here') && composer && byId(`message-${link.dataset.message}`)) {
    event.preventDefault();
    menu.close();
    editInPlace(byId(`message-${link.dataset.message}`));
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

// --- Whenever something came ---------------------------------------------------------------------------------------

// Safari holds nothing still by itself, except at the very end.
const anchors = !scroller || CSS.supports('overflow-anchor', 'auto');
let putBack = null;
on('htmx:before:swap', () => { putBack = !anchors && scroller.scrollTop < 0 ? holdStill(topmost()) : null; });
on('htmx:after:swap', () => { arrange(); putBack?.(); noteNewMessages(); showMarks(); });
arrange();
noteNewMessages();
showMarks();
document.querySelector('.marked')?.scrollIntoView({ block: 'center' });
// At the very end, the browser would follow what comes: who came for one message is left with it.
if (scroller && document.querySelector('.marked') && atEnd()) scroller.scrollTop = Math.min(scroller.scrollTop, -1);
document.querySelector('#sidebar [aria-current]')?.scrollIntoView({ block: 'nearest' });
// The way to a part of the same page leaves the menu open otherwise.
on('hashchange', () => byId('sidebar')?.hidePopover?.(), window);
