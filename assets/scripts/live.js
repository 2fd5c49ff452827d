// The event stream: detects silence, resumes after the last event, shows when the connection is lost.

let reader = null;
let heard = 0;
let asked = null; // the last request sent
let polls = false; // whether the request being prepared polls once

// Longer than two heartbeats of the server.
const SILENCE = 45_000;

// htmx reconnects by itself. A connection that is already broken can't be cancelled.
const endStream = () => reader?.reader?.cancel().catch(() => {});

function say(text) {
  const note = byId('offline');
  if (note && note.textContent !== text) note.textContent = text;
}

if (live) {
  // Here, not in `config:request`: only for requests that are sent. While one is pending, others are dropped.
  on('htmx:before:request', (event) => {
    if (from(event) !== live) return;
    if (!mayAsk) { event.preventDefault(); return; }
    forced = false;
    asked = event.detail.ctx.request;
    once = 'Snug-Once' in asked.headers;
  });
  on('htmx:config:request', (event) => {
    if (from(event) !== live) return;
    const { request } = event.detail.ctx;
    polls = decide();
    // Firefox delays a request for the same URL until the first has ended, as if its response could be cached.
    request.cache = 'no-store';
    if (lastEventId) request.headers['Last-Event-ID'] = lastEventId;
    if (polls) request.headers['Snug-Once'] = 'yes';
  });
  // The server sends changes of the sidebar; after a broken connection, the whole sidebar.
  let roomsShown = byId('own-rooms')?.dataset.version;
  on('htmx:config:request', (event) => {
    if (from(event) !== live || polls || !byId('own-rooms')) return;
    event.detail.ctx.request.headers['Snug-Rooms'] = roomsShown ?? '0';
    roomsShown = undefined;
  });
  // And profiles changed since the last one that this page has.
  on('htmx:config:request', (event) => {
    if (room && from(event) === live) event.detail.ctx.request.headers['Snug-People'] = live.dataset.people;
  });
  on('person', (event) => {
    const told = parse(event.detail.data).body.firstElementChild;
    live.dataset.people = Math.max(live.dataset.people, told.dataset.change);
    told.remove();
    people.set(told.dataset.person, told);
    showPerson(told);
  });
  on('htmx:sse:after:connection', (event) => {
    reader = event.detail.connection;
    heard = Date.now();
    say('');
  });
  for (const name of ['htmx:sse:before:message', 'ping']) on(name, () => { heard = Date.now(); say(''); });
  on('htmx:sse:after:message', (event) => { lastEventId = event.detail.message.id || lastEventId; });
  const lost = ({ detail }) => {
    const tooMany = (detail?.status ?? detail?.ctx?.response?.status) === 429;
    // A tab without a room may have the last stream that the server allows.
    if (tooMany && room) tellTabs('want');
    say(tooMany ? texts.too_many_open : texts.offline);
  };
  on('htmx:sse:error', (event) => { if (!document.hidden) lost(event); });
  for (const name of ['htmx:error', 'htmx:response:error']) {
    on(name, (event) => { if (from(event) === live) lost(event); });
  }
  on('offline', lost, window);
  // The stream may still be open. If it is broken, an error follows.
  on('online', () => { if (reader?.reader) say(''); }, window);
  // Keeps the end of the list above the banner, whatever its height.
  const note = byId('offline');
  if (note) {
    new ResizeObserver(() => note.parentElement.style.setProperty('--banner', `calc(${note.offsetHeight}px + 1rem)`)).observe(note);
  }
  // Ends the stream before leaving, so that no error shows. It resumes if the page stays or is restored.
  on('beforeunload', endStream, window);
  setInterval(() => { if (Date.now() - heard > SILENCE) endStream(); }, 5_000);
}
