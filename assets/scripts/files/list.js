// The list of attached files in the composer.

// Rows are { id, at, file, name, key, offset, keeps, kept, state, run, … }. The state is waiting, uploading, done, failed or
// removed; `file` is null where only the server has it; `kept` is the number of bytes that this browser keeps.
const rows = [];
const list = byId('attached');
const { lang } = document.documentElement;

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
function sizeOf(bytes) {
  const n = Math.min(3, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return new Intl.NumberFormat(lang, { style: 'unit', unit: UNITS[n], unitDisplay: n ? 'short' : 'long', maximumFractionDigits: n > 1 ? 1 : 0 }).format(bytes / 1_000 ** n);
}

// The sender's description of a row's file.
const described = ({ alt, hides, given }) => ({ alt: alt?.value ?? given.alt, hides: hides?.checked ?? given.hides });

let count = 0;
function add({ id = newNonce(), at = Date.now() + count++ / 1_000, file, name, key = '', keeps = false, kept, alt = '', hides = false }) {
  const row = { id, at, file, name, key, keeps, kept, state: 'waiting', offset: 0, given: { alt, hides } };
  const isPicture = /^image\/(jpeg|png|gif|webp|avif)$/.test(file?.type);
  row.bar = make('progress', { max: 1, value: 0, 'aria-label': fill(texts.files_uploading, { name }) });
  row.note = make('p', { className: 'error' });
  row.retry = make('button', { type: 'button', className: 'small', hidden: true, 'aria-label': fill(texts.files_retry, { name }) }, texts.retry);
  const close = make('button', { type: 'button', className: 'quiet close', 'aria-label': fill(texts.files_remove, { name }), title: fill(texts.files_remove, { name }) }, '×');
  const title = make('span', { className: 'name', id: `file-${id}` }, make('bdi', { lang: '' }, name), ' ', make('span', { className: 'size' }, file ? sizeOf(file.size) : ''));
  const parts = [title, row.bar, close];
  if (isPicture) parts.unshift(preview(file));
  if (/^audio\//.test(file?.type)) {
    row.sound = URL.createObjectURL(file);
    parts.push(make('audio', { controls: true, preload: 'metadata', src: row.sound, 'aria-label': name }));
  }
  const check = (checked, text) => {
    const input = make('input', { type: 'checkbox', checked, 'aria-describedby': title.id });
    parts.push(make('label', {}, input, ` ${text}`));
    return input;
  };
  if (isPicture || /^(audio|video)\//.test(file?.type)) {
    row.alt = make('input', { value: alt, maxLength: 1_000, dir: 'auto', autocomplete: 'off', placeholder: texts.files_alt_short, 'aria-label': fill(texts.files_alt, { name }) });
    parts.push(row.alt);
    row.hides = check(hides, texts.files_hide);
    for (const input of [row.alt, row.hides]) on('change', () => keep(row), input);
  }
  // Recordings of this page have a type with parameters, and no place.
  if (/^(image|video)\/|^audio\/(mp4|x-m4a)$/.test(file?.type)) {
    const input = check(keeps, texts.files_metadata);
    // The server removes metadata when it has the file: it is uploaded anew.
    on('change', () => {
      cancel(row);
      Object.assign(row, { keeps: input.checked, key: '', offset: 0 });
      keep(row);
      retry(row);
    }, input);
  }
  row.element = make('li', {}, ...parts, row.note, row.retry);
  on('click', () => {
    const near = rows[rows.indexOf(row) + 1] ?? rows[rows.indexOf(row) - 1];
    cancel(row);
    forget(row);
    remove(row);
    (near?.element.querySelector('.close') ?? box).focus();
  }, close);
  on('click', () => { close.focus(); retry(row); }, row.retry);
  rows.push(row);
  list.append(row.element);
  list.hidden = false;
  noteWaiting();
  show(row);
  return row;
}

function preview(file) {
  const address = URL.createObjectURL(file);
  const image = make('img', { className: 'small', src: address, alt: '', width: 48, height: 48 });
  on('load', () => URL.revokeObjectURL(address), image);
  on('error', () => { URL.revokeObjectURL(address); image.remove(); }, image);
  return image;
}

function show(row) {
  row.bar.hidden = row.state === 'done' || row.state === 'failed';
  row.bar.value = row.file ? row.offset / Math.max(1, row.file.size) : 0;
  // Without its bytes, only choosing it again helps.
  row.retry.hidden = row.state !== 'failed' || !row.file;
  row.element.className = row.state;
}

// Shows and announces a text about a row: an `error`, or a `hint`.
function say(row, text, kind) {
  if (row.note.textContent === text) return;
  row.note.className = kind;
  row.note.textContent = text;
  if (text) tell(text);
}

// Takes a row from the list.
function remove(row) {
  rows.splice(rows.indexOf(row), 1);
  row.element.remove();
  list.hidden = !list.children.length;
  row.state = 'removed';
  if (row.sound) URL.revokeObjectURL(row.sound);
  release(row);
  noteWaiting();
  if (!rows.length) sendLater(false);
  next();
}
