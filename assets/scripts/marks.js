// Read, and unread: a room is read when its newest messages are on the screen.

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
let shown = 0; // the last message of which it knows
let telling = 0;

// Messages below the lower edge have not been shown.
function lastShown(list) {
  const { bottom } = scroller.getBoundingClientRect();
  return [...articlesOf(list)].findLast((item) => item.getBoundingClientRect().top < bottom - 24);
}

function noteRead() {
  const list = byId('messages') ?? byId('history');
  // Who only looks into a room has read nothing in it.
  if (telling || document.hidden || !document.querySelector('#own-rooms [aria-current]')) return;
  const [first] = articlesOf(list);
  const upto = {};
  const before = { read, shown };
  if (isReading()) {
    const change = Number(lastEventId || stream.split('after=')[1]);
    if (!(change > read)) return;
    read = upto.change = change;
    const last = [...articlesOf(list)].at(-1);
    if (last) shown = Math.max(shown, idOf(last));
  } else {
    // Going through what is new.
    const last = (byId('new') || scroller.dataset.unread) && lastShown(list);
    if (!last || idOf(last) <= shown) return;
    shown = upto.message = idOf(last);
  }
  if (first) upto.since = idOf(first);
  telling = setTimeout(() => { telling = 0; noteRead(); }, 1_000);
  const body = new URLSearchParams(upto);
  fetch(`${room}/read`, { method: 'POST', body, keepalive: true, headers: { 'HX-Request': 'true' } })
    .then((answer) => { if (!answer.ok) throw answer; })
    .catch(() => {
      // Not at once: what keeps it from being told may last.
      clearTimeout(telling);
      telling = setTimeout(() => { telling = 0; ({ read, shown } = before); }, 10_000);
    });
}

if (live) {
  for (const [name, target] of [['scroll', scroller], ['visibilitychange', document], ['pageshow', window]]) {
    on(name, () => { showMarks(); noteRead(); }, target);
  }
  for (const name of ['htmx:sse:after:connection', 'htmx:sse:after:message']) on(name, noteRead);
}
