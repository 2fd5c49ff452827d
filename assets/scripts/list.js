// Follows the end of the list, or shows a button that goes there.

const scroller = byId('scroller');
const toNewest = byId('to-newest');
const live = byId('live');
const stream = live?.getAttribute('hx-sse:connect') ?? '';
const room = stream.split('/events')[0]; // empty on pages without a room
let lastEventId = '';

// In a list laid out in reverse, `scrollTop` is 0 at the end and negative above it.
const fromEnd = scroller?.matches('.from-end');
const belowEnd = () => (fromEnd ? -scroller.scrollTop : scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop);
const atEnd = () => !scroller || (belowEnd() < 40 && !byId('history'));

function goToEnd() {
  scroller.scrollTop += belowEnd();
  hideWay();
}

function hideWay() {
  if (!toNewest) return;
  firstNew = Infinity;
  toNewest.hidden = true;
  toNewest.textContent = texts.jump_to_newest;
}

if (toNewest) {
  on('click', () => {
    if (byId('history')) return location.assign(`${room}?newest=yes`);
    goToEnd();
    return byId('composer-body')?.focus();
  }, toNewest);
  on('scroll', () => {
    if (atEnd()) return hideWay();
    countNew();
    // Further than a screen away, the way back is shown also where nothing is new.
    if (toNewest.hidden && belowEnd() > scroller.clientHeight) toNewest.hidden = false;
    return undefined;
  }, scroller);
}

// “81 new since 22:16 ↑”: leads back to the first unread message, until the end was reached.
let wayUp = null;
let wasAtEnd = false;
function showWayUp() {
  const line = byId('new');
  wasAtEnd ||= !line || atEnd();
  if (wasAtEnd) return wayUp?.parentElement.remove();
  const above = line.getBoundingClientRect().bottom < scroller.getBoundingClientRect().top;
  if (above && !wayUp) {
    wayUp = make('button', { type: 'button', className: 'button', title: texts.to_first_unread }, `${line.querySelector('span').textContent} ↑`);
    wayUp.onclick = () => {
      byId('new')?.scrollIntoView({ block: 'start' });
      focusOn([...articles()].find((item) => byId('new')?.compareDocumentPosition(item) & 4));
    };
    scroller.after(make('p', { className: 'float up' }, wayUp));
  }
  if (wayUp) wayUp.hidden = !above;
  return undefined;
}
if (scroller) {
  on('scroll', showWayUp, scroller);
  // Not on the list: screen readers would call each message in it clickable.
  on('click', (event) => {
    if (!toNewest || !byId('messages') || !event.target.closest('#scroller #new a') || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    toNewest.click();
  });
}

let firstNew = Infinity; // the id of the first new message, while new ones are counted
const loadedNew = new Set();
const articles = () => scroller.querySelectorAll(':is(#messages, #history) article');

// Opens at the first unread message, and shows the number of unread ones.
function goToFirstNew() {
  const line = byId('new');
  if (!line) return;
  const [{ top, bottom }, place] = [scroller, line].map((element) => element.getBoundingClientRect());
  // Leave room for new messages below the line.
  if (place.top < top || place.bottom > (top + bottom) / 2) line.scrollIntoView({ block: 'start' });
  if (!toNewest || atEnd()) return;
  const first = [...articles()].find((item) => line.compareDocumentPosition(item) & 4);
  if (!first) return;
  firstNew = idOf(first);
  toNewest.hidden = false;
  countNew();
}

// Counts the new messages below the screen: those on the page, and those not loaded yet, whose number the server sent.
function countNew() {
  if (firstNew === Infinity) return;
  const { bottom } = scroller.getBoundingClientRect();
  let below = 0;
  for (const item of articles()) {
    if (idOf(item) < firstNew) continue;
    loadedNew.add(idOf(item));
    if (item.getBoundingClientRect().top >= bottom - 24) below += 1;
  }
  const count = below + Math.max(0, Number(scroller.dataset.unread ?? 0) - loadedNew.size);
  const text = count ? fill(texts.count_new, { count }) : texts.jump_to_newest;
  for (const way of [toNewest, document.querySelector('.count-new')]) if (way && way.textContent !== text) way.textContent = text;
  toNewest.hidden = !count && belowEnd() <= scroller.clientHeight;
}

let newest = null;
function noteNewMessages() {
  const articles = document.querySelectorAll('#messages article');
  const last = articles[articles.length - 1]?.id;
  if (last !== newest && newest && toNewest && !atEnd()) toNewest.hidden = false;
  newest = last;
  countNew();
  if (atEnd()) trim();
}
