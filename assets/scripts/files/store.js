// Copies of files that are not sent yet, in a database of this account, so that they survive a reload. Logging out deletes
// it (storage.js).

// Together in all rooms: browsers keep more, but a page should not fill a phone.
const MAX_KEPT = 500e6;
const MAX_KEPT_FILES = 50;
// Private windows of some browsers keep bytes, but no files.
const MAX_BYTES = 50e6;
const KEPT_FOR = 7 * 864e5;

// Tells later pages of this room that files wait.
const waiting = `${own('files')}${room}`;
const noteWaiting = () => change(async () => {
  const waits = rows.length > 0 || (await everyCopy()).some((copy) => copy.room === room);
  storage.set(waiting, waits ? 'yes' : '');
});

const database = new Promise((done) => {
  const opening = indexedDB.open(own('files'), 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('files', { keyPath: 'id' });
    opening.result.createObjectStore('bytes');
  };
  opening.onsuccess = () => {
    // Another page deletes it, because this account has logged out.
    opening.result.onversionchange = () => opening.result.close();
    done(opening.result);
  };
  opening.onerror = () => done(null);
}).catch(() => null);

// The result of the request that `act` makes to the descriptions and the bytes of files; undefined where it fails.
async function inStore(mode, act) {
  const db = await database;
  if (!db) return undefined;
  return new Promise((done) => {
    try {
      const transaction = db.transaction(['files', 'bytes'], mode);
      const request = act(transaction.objectStore('files'), transaction.objectStore('bytes'));
      transaction.oncomplete = () => done(request.result);
      transaction.onabort = () => done();
    } catch { done(); }
  });
}

// Changes are made one after the other, so that a file that was removed is not saved after that.
let changes = Promise.resolve();
const change = (act) => (changes = changes.then(act).catch(() => {}));

const keep = (row) => change(() => save(row));
const erase = (id) => inStore('readwrite', (files, bytes) => { bytes.delete(id); return files.delete(id); });
const forget = ({ id }) => change(() => erase(id));
const everyCopy = async () => (await inStore('readonly', (files) => files.getAll())) ?? [];

// Saves the description of a row's file; its bytes once.
async function save(row) {
  if (!rows.includes(row)) return;
  const { id, at, name, key, keeps, file } = row;
  const put = (copy) => inStore('readwrite', (files, bytes) => {
    if (copy) bytes.put(copy, id);
    return files.put({ id, at, room, name, key, keeps, type: file?.type, size: row.kept ?? 0, ...described(row) });
  });
  if (file && row.kept === undefined) {
    row.kept = (await makeRoom(file.size)) ? file.size : 0;
    const isKept = row.kept === file.size && ((await put(file)) || (file.size <= MAX_BYTES && (await put(await file.arrayBuffer()))));
    if (!isKept) row.kept = 0;
    if (!isKept && row.state !== 'done') say(row, fill(texts.files_not_kept, { name }), 'hint');
  }
  await put();
  storage.set(own('files'), String(Date.now()));
}

// Makes room for a file by removing the oldest ones of other messages. Returns whether there is room.
async function makeRoom(size) {
  const locks = (await navigator.locks?.query())?.held ?? [];
  const isWritten = ({ id }) => rows.some((row) => row.id === id) || locks.some(({ name }) => name === lockOf(id));
  const copies = (await everyCopy()).sort((one, other) => one.at - other.at);
  let bytes = copies.reduce((sum, copy) => sum + copy.size, size);
  let count = copies.length;
  for (const copy of copies) {
    if (size > MAX_KEPT || (bytes <= MAX_KEPT && count < MAX_KEPT_FILES)) break;
    if (isWritten(copy)) continue;
    await erase(copy.id);
    bytes -= copy.size;
    count -= 1;
  }
  return bytes <= MAX_KEPT && count < MAX_KEPT_FILES;
}

// Marks the file of a message that is in the outbox.
const noteSent = (id) => change(() => inStore('readwrite', (files) => {
  const request = files.get(id);
  request.onsuccess = () => { if (request.result) files.put({ ...request.result, isSent: true }); };
  return request;
}));

// Removes copies that are too old, and those of messages that have left the outbox.
const tidy = () => change(async () => {
  const oldest = Date.now() - KEPT_FOR;
  const unsent = storage.keys(own('outbox')).map((item) => storage.get(item)).join();
  for (const { id, at, key, isSent } of await everyCopy()) {
    if (at > oldest && (!isSent || unsent.includes(key))) continue;
    await erase(id);
  }
  // Databases of accounts that no longer use this browser go, too.
  for (const name of storage.keys('files:')) {
    if (!name.endsWith(':') || name === own('files') || storage.get(name) > oldest) continue;
    indexedDB.deleteDatabase(name);
    storage.set(name, '');
  }
  noteWaiting();
});

// A copy's description with its file, which is null where only the server has it.
async function copyOf(id) {
  const saved = await inStore('readonly', (files) => files.get(id));
  const bytes = saved && (await inStore('readonly', (files, all) => all.get(id)));
  return saved && { ...saved, kept: saved.size, file: bytes instanceof ArrayBuffer ? new File([bytes], saved.name, { type: saved.type }) : bytes ?? null };
}
