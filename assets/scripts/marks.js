// Unread marks: a room is read when its newest messages are on the screen.

const icon = document.querySelector('link[rel=icon]');
const calm = { title: document.title, icon: icon.getAttribute('href') };

const isReading = () => !document.hidden && Boolean(byId('messages')) && atEnd();

// Shows the sum of the sidebar's marks in title and icon, without the room that is being read.
function showMarks() {
  document.body.classList.toggle('reading', isReading());
  const marks = [...document.querySelectorAll('#own-rooms .mark.unread')]
    .filter((mark) => !(isReading() && mark.closest('[aria-current]')));
  const count = marks.reduce((sum, mark) => sum + Number(mark.querySelector('.badge')?.textContent ?? 0), 0);
  const before = count ? `(${count}) ` : marks.length ? '• ' : '';
  if (document.title !== before + calm.title) {
    document.title = before + calm.title;
    // The icon of the installed app; without a count, it has a dot.
    (marks.length ? navigator.setAppBadge?.(...(count ? [count] : [])) : navigator.clearAppBadge?.())?.catch(() => {});
  }
  const href = marks.length ? icon.dataset.unread : calm.icon;
  if (icon.getAttribute('href') !== href) icon.setAttribute('href', href);
}

let read = 0; // the last change reported to the server
let shown = 0; // the last message reported to the server
let telling = 0;

// The last message above the lower edge of the screen.
function lastShown(list) {
  const { bottom } = scroller.getBoundingClientRect();
  return [...articlesOf(list)].findLast((item) => item.getBoundingClientRect().top < bottom - 24);
}

function noteRead() {
  const list = byId('messages') ?? byId('history');
  // Only for members: looking into a room doesn't mark it read.
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
    // Scrolling through unread messages.
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
      // Retry later, because the error may last.
      clearTimeout(telling);
      telling = setTimeout(() => { telling = 0; ({ read, shown } = before); }, 10_000);
    });
}

if (room) {
  for (const [name, target] of [['scroll', scroller], ['visibilitychange', document], ['pageshow', window]]) {
    on(name, () => { showMarks(); noteRead(); }, target);
  }
  for (const name of ['htmx:sse:after:connection', 'htmx:sse:after:message']) on(name, noteRead);
}
