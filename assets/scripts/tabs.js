// Shares streams between the tabs of a browser, which has six connections for all of them over HTTP/1.1. Up to three
// visible tabs have streams there, and two dozen over HTTP/2, where they share one; the others poll. If no visible tab has a stream, one hidden tab has, and tells the others what is
// unread. If no room has a stream, one page without a room has the personal stream, which brings only that.

const MAX_STREAMS = performance.getEntriesByType('navigation')[0]?.nextHopProtocol === 'h2' ? 24 : 3;
const ALIVE = 50_000; // longer than two heartbeats of the server
const tab = Math.random();
// Streams of other tabs: time of the last announcement, whether the tab is visible, and whether it shows no room.
const streams = new Map();
let streaming = false;
let once = false; // whether the last request polls once
let forced = false;
let announced = 0;
let roomsTold = '';
const channel = me && window.BroadcastChannel ? new BroadcastChannel('snug') : null;

const tellTabs = (what, more) => channel?.postMessage({ me, tab, what, seen: !document.hidden, roomless: !room, ...more });

function announce(now = true) {
  if (!streaming || (!now && Date.now() - announced < 10_000)) return;
  announced = Date.now();
  tellTabs('on', { rooms: byId('own-rooms')?.outerHTML, alerts: byId('alerts')?.outerHTML });
}

// The number of streams with precedence over this tab's.
function ahead() {
  const alive = [...streams].filter(([, { at, roomless }]) => Date.now() - at < ALIVE && !(room && roomless));
  if (!room) return alive.filter(([other, { roomless }]) => !streaming || !roomless || other < tab).length;
  if (!document.hidden) return alive.filter(([other, { seen }]) => !streaming || (seen && other < tab)).length;
  return alive.filter(([other, { seen }]) => !streaming || seen || other < tab).length;
}

function mayStream() {
  // Without a channel, tabs can't agree: only rooms stream.
  if (!room) return Boolean(channel) && !ahead();
  return ahead() < (document.hidden ? 1 : MAX_STREAMS);
}

// Decides whether the next request is sent at all, and whether it opens a stream or polls once.
let mayAsk = true;
function decide() {
  const poll = !mayStream();
  mayAsk = !poll || forced || Boolean(room && !document.hidden);
  return poll;
}

const wake = () => { if (live) htmx.trigger(live, 'wake'); };

if (live) {
  on('htmx:sse:before:connection', (event) => {
    const { connection } = event.detail;
    if (!connection.attempt) return;
    if (once || !mayStream()) { event.preventDefault(); return; }
    // Resume after the last change on the page; an earlier connection may have brought it.
    connection.lastEventId = lastEventId;
    if (asked?.headers['Snug-Rooms']) asked.headers['Snug-Rooms'] = '0';
  });
  on('htmx:sse:after:connection', () => {
    streaming = !once;
    announce();
    // Other tabs may have been first. The stream's reader exists only after this event.
    setTimeout(() => { if (streaming && !mayStream()) endStream(); });
  });
  // While it reconnects, other tabs must not count it as a stream.
  on('htmx:sse:error', () => {
    if (!streaming) return;
    streaming = false;
    tellTabs('off');
  });
  on('htmx:sse:close', () => {
    if (!streaming) return;
    streaming = false;
    // The server removes the element when the session has ended or the room is no longer visible.
    setTimeout(() => {
      tellTabs(live.isConnected ? 'off' : 'out');
      // Another tab may have announced newer rooms while this tab still streamed.
      tellTabs('ask');
    });
  });
  for (const name of ['htmx:sse:before:message', 'ping']) on(name, () => announce(false));
  on('visibilitychange', () => {
    announce();
    if (streaming && !mayStream()) endStream();
  });
  // Safari can lose a message that is sent on pagehide; the other tabs would then wait for this tab's stream.
  for (const name of ['beforeunload', 'pagehide']) on(name, () => tellTabs('off'), window);
  // Let other tabs answer first.
  setTimeout(wake, channel ? 50 : 0);
}

if (channel) {
  on('message', ({ data }) => {
    // A page without a session speaks for all tabs, which share the session.
    if (data.me && data.me !== me) return;
    const { what } = data;
    if (what === 'on') {
      streams.set(data.tab, { at: Date.now(), seen: data.seen, roomless: data.roomless });
      if (!streaming && data.rooms) showRooms(data.rooms);
      if (!streaming && data.alerts) showAlerts(data.alerts);
    } else if (what === 'want') {
      if (!room) streams.set(data.tab, { at: Date.now(), seen: data.seen, roomless: false });
    } else if (what === 'ask') announce();
    else {
      streams.delete(data.tab);
      // The session may have ended, or access to the room: every tab checks.
      if (what === 'out') forced = true;
      setTimeout(wake, Math.random() * 1_000);
    }
    if (streaming && !mayStream()) endStream();
  }, channel);
  tellTabs('ask');
  // Until htmx has settled, new markup has the attributes of the old: the new marks come with the second event.
  for (const name of ['htmx:after:swap', 'htmx:after:settle']) {
    on(name, () => {
      if (!room && streaming) showCurrent(byId('own-rooms'));
      const rooms = `${byId('own-rooms')?.outerHTML}${byId('alerts')?.outerHTML}`;
      if (!streaming || rooms === roomsTold) return;
      roomsTold = rooms;
      announce();
    });
  }
}

// On a page without a session, make every tab check its own: the last message of the tab that logged out may be lost.
if (!me && window.BroadcastChannel) new BroadcastChannel('snug').postMessage({ what: 'out' });

const lookOf = (rooms) => [rooms.dataset.version, rooms.textContent, ...[...rooms.querySelectorAll('.mark')].map((mark) => mark.className)].join();

// The room that a page without messages is about, by its mark: its address may change.
const currentMark = document.querySelector('#own-rooms [aria-current] .mark')?.id;

// The personal stream doesn't know that room.
function showCurrent(rooms) {
  if (!rooms) return;
  const link = currentMark && rooms.querySelector(`#${currentMark}`)?.closest('a');
  link?.setAttribute('aria-current', 'page');
  showMarkOfOthers(rooms);
}

// The mark of the button that opens the room list on narrow screens: the sum of the marks of other rooms. A tab's own stream
// brings it from the server.
function showMarkOfOthers(rooms) {
  const marks = [...rooms.querySelectorAll('.mark.unread')].filter((mark) => !mark.closest('[aria-current]'));
  const counts = marks.map((mark) => Number(mark.querySelector('.badge')?.textContent ?? 0));
  const count = counts.reduce((sum, one) => sum + one, 0);
  const mark = byId('mark-of-others');
  if (!mark) return;
  mark.classList.toggle('unread', marks.length > 0);
  const model = marks[counts.findIndex(Boolean)] ?? marks[0];
  mark.replaceChildren(...(model?.cloneNode(true).childNodes ?? []));
  const badge = mark.querySelector('.badge');
  if (!count || badge.textContent === String(count)) return;
  badge.textContent = count;
  badge.nextElementSibling.textContent = ` ${texts.for_you}`;
}

// Shows the alerts that another tab received. The element stays: screen readers announce changes of its content.
function showAlerts(markup) {
  const told = parse(markup).body.firstElementChild;
  const old = byId('alerts');
  if (told && old && told.innerHTML !== old.innerHTML) old.replaceChildren(...told.childNodes);
}

// Shows the room list that another tab received.
function showRooms(markup) {
  const told = parse(markup).body.firstElementChild;
  const old = byId('own-rooms');
  if (!told || !old || lookOf(told) === lookOf(old)) return;
  const was = old.querySelector('[aria-current]');
  const current = room || was?.getAttribute('href');
  for (const link of told.querySelectorAll('a')) {
    if (link.getAttribute('href') === current) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  const place = placeOf(document.activeElement);
  const focused = old.contains(document.activeElement);
  const { scrollTop } = old;
  old.replaceWith(told);
  told.scrollTop = scrollTop;
  if (focused) focusOn(place?.());
  showMarks();
  showMarkOfOthers(told);
  if (!was || told.querySelector('[aria-current]')) return;
  // This tab's room is gone from the list. Only the server knows whether it may still be read.
  forced = true;
  wake();
}
