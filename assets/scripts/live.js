// The stream: notices silence, resumes where it was, says when we are offline.

let reader = null;
let heard = 0;
let asked = null; // the request that went out last
let polls = false; // whether the one that is being made only asks

// Longer than two heartbeats of the server.
const SILENCE = 45_000;

// It goes on by itself. What has broken meanwhile can't be ended, and need not be.
const endStream = () => reader?.reader?.cancel().catch(() => {});

function say(text) {
  const note = byId('offline');
  if (note && note.textContent !== text) note.textContent = text;
}

if (live) {
  // Only of requests that do go out: while one is under way, others are dropped.
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
    // Firefox lets the same address in another window wait until the first has ended, as if it could be cached.
    request.cache = 'no-store';
    if (lastEventId) request.headers['Last-Event-ID'] = lastEventId;
    if (polls) request.headers['Snug-Once'] = 'yes';
  });
  // The server tells what changes about the rooms at the side; after a break, all of them anew.
  let roomsShown = byId('own-rooms')?.dataset.version;
  on('htmx:config:request', (event) => {
    if (from(event) !== live || polls || !byId('own-rooms')) return;
    event.detail.ctx.request.headers['Snug-Rooms'] = roomsShown ?? '0';
    roomsShown = undefined;
  });
  // And how people are shown since what this page knows of them.
  on('htmx:config:request', (event) => {
    if (from(event) === live) event.detail.ctx.request.headers['Snug-People'] = live.dataset.people;
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
  const lost = ({ detail }) => say((detail?.status ?? detail?.ctx?.response?.status) === 429
    ? texts.too_many_open
    : texts.offline);
  on('htmx:sse:error', (event) => { if (!document.hidden) lost(event); });
  for (const name of ['htmx:error', 'htmx:response:error']) {
    on(name, (event) => { if (from(event) === live) lost(event); });
  }
  on('offline', lost, window);
  // The stream may have outlived it. Where it has not, that shows.
  on('online', () => { if (reader?.reader) say(''); }, window);
  // The list ends above what floats on its end, however many lines that takes.
  const { parentElement: main } = byId('offline');
  new ResizeObserver(([{ target }]) => main.style.setProperty('--banner', `calc(${target.offsetHeight}px + 1rem)`))
    .observe(byId('offline'));
  // Leaving is no loss: the stream ends in order, and goes on if the page stays or comes back after all.
  on('beforeunload', endStream, window);
  setInterval(() => { if (Date.now() - heard > SILENCE) endStream(); }, 5_000);
}
