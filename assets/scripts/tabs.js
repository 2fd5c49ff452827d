// The tabs of one browser share a few streams: it has six connections for all of them. Those who are seen stream, up to
// three; the others ask from time to time. Of hidden ones one streams where nobody else does, and tells the others what is
// unread.

const MOST_STREAMS = 3;
const ALIVE = 50_000; // longer than two heartbeats of the server
const tab = Math.random();
const streams = new Map(); // those of other tabs: when they were heard of, and whether they are seen
let streaming = false;
let once = false; // whether the request that went out last only asks
let forced = false;
let announced = 0;
let roomsTold = '';
const channel = me && live && window.BroadcastChannel ? new BroadcastChannel('snug') : null;

const tellTabs = (what, more) => channel?.postMessage({ me, tab, what, seen: !document.hidden, ...more });

function announce(now = true) {
  if (!streaming || (!now && Date.now() - announced < 10_000)) return;
  announced = Date.now();
  tellTabs('on', { rooms: byId('own-rooms')?.outerHTML });
}

// The streams that come before this tab's.
function ahead() {
  const alive = [...streams].filter(([, { at }]) => Date.now() - at < ALIVE);
  if (!document.hidden) return alive.filter(([other, { seen }]) => !streaming || (seen && other < tab)).length;
  return alive.filter(([other, { seen }]) => !streaming || seen || other < tab).length;
}

const mayStream = () => ahead() < (document.hidden ? 1 : MOST_STREAMS);

// Whether to ask the server at all, now: for a stream, or only once.
let mayAsk = true;
function decide() {
  const poll = !mayStream();
  mayAsk = !poll || !document.hidden || forced;
  return poll;
}

const wake = () => htmx.trigger(live, 'wake');

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
    // Others may have come first. Its reader is there only then.
    setTimeout(() => { if (streaming && !mayStream()) endStream(); });
  });
  // While it only tries to come back, it is no stream for others.
  on('htmx:sse:error', () => {
    if (!streaming) return;
    streaming = false;
    tellTabs('off');
  });
  on('htmx:sse:close', () => {
    if (!streaming) return;
    streaming = false;
    // It goes with its element where the session, or the room, has ended.
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
  // Others answer first, if there are any.
  setTimeout(wake, channel ? 50 : 0);
}

if (channel) {
  on('message', ({ data }) => {
    // A page without a session speaks for all tabs, which share the session.
    if (data.me && data.me !== me) return;
    const { what } = data;
    if (what === 'on') {
      streams.set(data.tab, { at: Date.now(), seen: data.seen });
      if (!streaming && data.rooms) showRooms(data.rooms);
    } else if (what === 'ask') announce();
    else {
      streams.delete(data.tab);
      // The session may have ended, or the room: every tab looks.
      if (what === 'out') forced = true;
      setTimeout(wake, Math.random() * 1_000);
    }
    if (streaming && !mayStream()) endStream();
  }, channel);
  tellTabs('ask');
  // Until htmx has settled new markup, it has the attributes of the old: its marks come with the second event.
  for (const name of ['htmx:after:swap', 'htmx:after:settle']) {
    on(name, () => {
      const rooms = byId('own-rooms')?.outerHTML;
      if (!streaming || !rooms || rooms === roomsTold) return;
      roomsTold = rooms;
      announce();
    });
  }
}

// On a page without a session, make every tab check its own: the last message of the tab that logged out may be lost.
if (!me && window.BroadcastChannel) new BroadcastChannel('snug').postMessage({ what: 'out' });

const lookOf = (rooms) => [rooms.dataset.version, rooms.textContent, ...[...rooms.querySelectorAll('.mark')].map((mark) => mark.className)].join();

// Shows the room list that another tab received.
function showRooms(markup) {
  const told = parse(markup).body.firstElementChild;
  const old = byId('own-rooms');
  if (!told || !old || lookOf(told) === lookOf(old)) return;
  const was = old.querySelector('[aria-current]');
  for (const link of told.querySelectorAll('a')) {
    if (link.getAttribute('href') === room) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  const place = placeOf(document.activeElement);
  const focused = old.contains(document.activeElement);
  old.replaceWith(told);
  if (focused) focusOn(place?.());
  showMarks();
  if (!was || told.querySelector('[aria-current]')) return;
  // This tab's room is theirs no more: only the server knows whether it may still be looked into.
  forced = true;
  wake();
}
