// The outbox: messages are sent one after the other, each until it is acknowledged. The nonce makes that exactly once.

const composer = byId('composer');
const box = byId('composer-body');
const PAUSE = 3_000;

// Items are { key, to, nonce, body, at, answers, files, error, gone }. With the same nonce, an item that is sent again, after
// a reload or by another tab, is the same message.
const outbox = me ? storage.keys(own('outbox')).map((key) => JSON.parse(storage.get(key))).filter(Boolean) : [];
const pending = new Map(); // the element of each item
let underWay = null;
let pause = 0;
let silent = false; // whether the pause follows a missing response

function newNonce() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(16).padStart(2, '0')).join('');
}

function save(item) {
  storage.set(item.key, JSON.stringify(item));
}

function drop(item) {
  storage.set(item.key, '');
  const place = outbox.indexOf(item);
  if (place >= 0) outbox.splice(place, 1);
  attaching?.tidy();
}

let count = 0;
function send(body, answers, files) {
  const at = Date.now();
  const key = `${own('outbox')}${at}-${String(count++).padStart(4, '0')}`;
  const item = { key, to: composer.getAttribute('action'), nonce: newNonce(), body, at, answers, files };
  outbox.push(item);
  save(item);
  if (!byId('messages')) {
    // This page doesn't show new messages. The newest page sends it.
    location.assign(`${room}?newest=yes`);
    return;
  }
  show(item);
  goToEnd();
  flush();
}

async function flush() {
  if (underWay || pause) return;
  while ((underWay = outbox.find((item) => !item.error))) {
    // Another account has logged in since. Don't post the message from that account.
    if ((storage.get('account') ?? me) !== me) {
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

// Sends an item. Returns the time to wait before the next attempt, in milliseconds; 0: done.
async function deliver(item) {
  const shown = pending.get(item);
  if (shown) shown.newest = newestOwn();
  if (shown?.classList.contains('failed')) mark(item, 'sending', '');
  let answer;
  let text;
  try {
    const body = new URLSearchParams({ body: item.body, nonce: item.nonce, reply_to: item.answers ?? '' });
    for (const { key, alt, hides } of item.files ?? []) {
      body.append('file', key);
      body.append(`alt-${key}`, alt);
      if (hides) body.append(`hide-${key}`, 'yes');
    }
    // Survives leaving the page. Browsers allow that only for short requests.
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
  // A proxy has responded instead of the server.
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
