// Choosing files, and sending them with the message.

const MAX_FILES = 20;
const MAX_UPLOADS = 3;

// Whether the message is sent when its files are uploaded, after a reload, too.
const sends = `${waiting}:sends`;
let sendsLater = Boolean(storage.get(sends));
function sendLater(isSent) {
  if (sendsLater && !isSent) setNote('');
  sendsLater = isSent;
  storage.set(sends, isSent ? 'yes' : '');
}
// Text that is typed after that is not meant to be sent by itself.
if (composer) on('input', () => sendLater(false), box);

let input = null;
function choose() {
  if (!input) {
    // In the page: otherwise some browsers would forget it.
    input = make('input', { type: 'file', multiple: true, hidden: true });
    on('change', () => { addFiles([...input.files]); input.value = ''; }, input);
    composer.append(input);
  }
  input.click();
}

function addFiles(files) {
  if (!composer) return;
  const left = Math.max(0, MAX_FILES - list.children.length);
  if (files.length > left) setNote(fill(texts.files_too_many, { count: MAX_FILES }));
  for (const file of [...files].slice(0, left)) {
    const row = add({ file, name: file.name });
    hold(row.id);
    keep(row);
  }
  next();
  box.focus();
}

// Goes on with the uploads, and sends the message if it waits for the last one.
function next() {
  const busy = rows.filter((row) => row.state === 'uploading').length;
  for (const row of rows.filter((row) => row.state === 'waiting').slice(0, MAX_UPLOADS - busy)) upload(row);
  if (!sendsLater) return;
  if (rows.some((row) => row.state !== 'done')) setNote(texts.files_waiting);
  else if (rows.length) {
    sendLater(false);
    composer.requestSubmit();
  }
}

function retry(row) {
  row.state = 'waiting';
  say(row, '', 'hint');
  show(row);
  next();
}

function finish(row) {
  row.state = 'done';
  show(row);
  say(row, '', 'hint');
  tell(fill(texts.files_ready, row));
  next();
}

function fail(row, text) {
  row.state = 'failed';
  show(row);
  say(row, text, 'error');
  if (sendsLater) {
    sendLater(false);
    setNote(text);
  }
  next();
}

// The files for the message; null while some are not uploaded.
function takeFiles() {
  const failed = rows.find((row) => row.state === 'failed');
  if (failed) {
    setNote(failed.note.textContent);
    return null;
  }
  if (rows.some((row) => row.state !== 'done')) {
    sendLater(true);
    setNote(texts.files_waiting);
    return null;
  }
  const files = rows.map((row) => ({ id: row.id, key: row.key, name: row.name, ...described(row) }));
  for (const row of [...rows]) {
    // Its copy stays until the message has arrived.
    if (row.kept) noteSent(row.id);
    else forget(row);
    remove(row);
  }
  return files;
}

// The keys of files that may wait with a scheduled message now.
const later = `${waiting}:later`;

// The files as fields of the form that sends the message later; null while some are not uploaded.
function fields() {
  if (rows.some((row) => row.state !== 'done')) return null;
  storage.set(later, rows.map(({ key }) => key).join());
  return rows.flatMap((row) => {
    const { alt, hides } = described(row);
    return [['file', row.key], [`alt-${row.key}`, alt], ...(hides ? [[`hide-${row.key}`, 'yes']] : [])];
  });
}

// Takes back the files of a message that was not sent after all.
async function giveBack(files) {
  for (const { id, key, name, alt, hides } of files) {
    const copy = await copyOf(id);
    if (rows.some((row) => row.key === key)) continue;
    hold(id);
    // The server may have removed it meanwhile.
    keep(add({ ...copy, id, file: copy?.file ?? null, key, name, alt, hides }));
  }
  next();
}
