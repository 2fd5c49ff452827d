// Uploads, each resumed where it was interrupted (web/pages/files/uploads.rs).

const STALLED_AFTER = 60_000;
// A longer pause is a quota's, not a rate limit's.
const MAX_WAIT = 60;

// An answer that another attempt won't change.
class Refusal extends Error {}

async function upload(row) {
  const { signal } = (row.run = new AbortController());
  row.state = 'uploading';
  show(row);
  let isRepeated = false;
  let pause = 1_000;
  while (!signal.aborted) {
    const { offset } = row;
    let text = texts.unsent_no_answer;
    try {
      if (await attempt(row, signal)) return signal.aborted || finish(row);
      // Something came between: go on from there, the first time at once.
      if (!isRepeated) {
        isRepeated = true;
        continue;
      }
    } catch (error) {
      if (signal.aborted) return undefined;
      if (error instanceof Refusal) return fail(row, error.message);
      // Looked at twice: a page that is being left can't read, either, and its pauses never end.
      if (!(await isReadable(row.file))) {
        await rest(pause, signal);
        if (!signal.aborted && !(await isReadable(row.file))) return fail(row, fill(texts.files_again, row));
      }
      if (error.wait) text = texts.unsent_busy;
      pause = Math.max(pause, error.wait ?? 0);
    }
    if (signal.aborted) return undefined;
    if (row.offset > offset) pause = 1_000;
    say(row, text, 'hint');
    await rest(pause, signal);
    pause = Math.min(2 * pause, 30_000);
  }
  return undefined;
}

// Sends what is missing. Returns whether the server has the whole file then.
async function attempt(row, signal) {
  // Another account has logged in since: these are not its files.
  if ((storage.get('account') ?? me) !== me) throw new Refusal(texts.unsent_other_account);
  const known = row.key && (await stateOf(row));
  if (signal.aborted || known?.isStored) return Boolean(known?.isStored);
  if (!row.file) throw new Refusal(fill(texts.files_again, row));
  row.offset = known ? known.offset : 0;
  if (!known) {
    const key = await create(row);
    if (signal.aborted) discard(key);
    signal.throwIfAborted();
    row.key = key;
    keep(row);
  }
  const { status, text, wait, isComplete } = await sendRest(row, signal);
  if (isComplete) return true;
  if ([204, 404, 409, 410].includes(status)) return false;
  throw errorOf(row, status, text, wait);
}

function errorOf(row, status, text, wait) {
  if (status === 429 ? wait <= MAX_WAIT : [408, 502, 503, 504].includes(status)) return Object.assign(new Error(text), { wait: wait * 1_000 || 1 });
  if (status === 401) return new Refusal(fill(texts.files_log_in, row));
  return new Refusal(parse(text).body.textContent.trim() || fill(texts.files_failed, row));
}

// Not by `ask`: an ended session doesn't lead away from what is being typed.
const HEADERS = { 'HX-Request': 'true', 'HX-Current-URL': location.href };
const request = (url, options) => fetch(url, { ...options, headers: HEADERS, signal: AbortSignal.timeout(30_000) });
const waitOf = (answer) => Number(answer.headers.get('Retry-After'));

// Makes an upload on the server, and returns its key.
async function create(row) {
  const body = new URLSearchParams({ name: row.name, size: row.file.size, keep_metadata: row.keeps ? 'yes' : '', waveform: /waveform=([\w-]+)/.exec(row.file.type)?.[1] ?? '' });
  const answer = await request('/files', { method: 'POST', body });
  if (answer.status !== 201) throw errorOf(row, answer.status, await answer.text(), waitOf(answer));
  return answer.headers.get('Location').split('/').pop();
}

// The part of a file that the server has; null where it has removed it.
async function stateOf(row) {
  const answer = await request(`/files/${row.key}`, { method: 'HEAD' });
  if ([404, 410].includes(answer.status)) return null;
  if (!answer.ok) throw errorOf(row, answer.status, '', waitOf(answer));
  return { offset: Number(answer.headers.get('Upload-Offset')), isStored: answer.headers.get('Upload-Complete') === '?1' };
}

// fetch tells nothing of the progress.
function sendRest(row, signal) {
  return new Promise((done, failed) => {
    const sending = new XMLHttpRequest();
    const start = row.offset;
    let stalled = 0;
    const watch = () => {
      clearTimeout(stalled);
      stalled = setTimeout(() => sending.abort(), STALLED_AFTER);
    };
    sending.open('PATCH', `/files/${row.key}`);
    const headers = { ...HEADERS, 'Upload-Offset': start, 'Upload-Complete': '?1', 'Content-Type': 'application/partial-upload' };
    for (const [name, value] of Object.entries(headers)) sending.setRequestHeader(name, value);
    sending.upload.onprogress = ({ loaded }) => {
      watch();
      row.offset = start + loaded;
      if (row.note.className === 'hint' && row.kept !== 0) say(row, '', 'hint');
      show(row);
    };
    sending.onload = () => done({
      status: sending.status,
      text: sending.responseText,
      wait: Number(sending.getResponseHeader('Retry-After')),
      isComplete: sending.getResponseHeader('Upload-Complete') === '?1',
    });
    sending.onerror = failed;
    sending.onabort = failed;
    sending.onloadend = () => clearTimeout(stalled);
    on('abort', () => sending.abort(), signal);
    watch();
    sending.send(row.file.slice(start));
  });
}

// A folder can't be read, nor a file that was changed since it was chosen.
const isReadable = (file) => !file?.size || file.slice(0, 1).arrayBuffer().then((bytes) => bytes.byteLength > 0, () => false);

function discard(key) {
  fetch(`/files/${key}`, { method: 'DELETE', keepalive: true }).catch(() => {});
}

// Ends an upload, and removes what the server has of it.
function cancel(row) {
  row.run?.abort();
  if (row.key) discard(row.key);
}

// Pauses end when the server can be reached again.
const resting = new Set();
for (const [name, target] of [['online', window], ['htmx:sse:after:connection', document]]) on(name, () => { for (const end of resting) end(); }, target);

function rest(time, signal) {
  return new Promise((done) => {
    const end = () => {
      clearTimeout(timer);
      resting.delete(end);
      done();
    };
    const timer = setTimeout(end, time);
    resting.add(end);
    on('abort', end, signal);
  });
}
