// Formatting: buttons below the composer, keys, paste and drop, in the composer and in the box to edit in. The script
// that does the work is loaded when the first of them is used.

// The name, the label and the key of each button.
const FORMATS = [
  ['bold', 'B', 'b'], ['italic', 'I', 'i'], ['strikethrough', 'S', 'X'], ['code', '</>', 'e'], ['format_link', '🔗', 'k'],
  ['format_quote', '❝'], ['format_list', '•≡'], ['format_spoiler', '▨'], ['preview', texts.preview],
];
const APPLE = /Mac|iP/.test(navigator.platform);

let writing = null; // the script's functions
let writingLoad = null;
const loadWriting = () => (writingLoad ??= addScript(icon.dataset.writing)).catch(() => { writingLoad = null; });

// Calls a function of the script. If it can't be loaded, a text is pasted as it is.
async function write(name, ...args) {
  await loadWriting();
  if (writing) writing[name](...args);
  else if (name === 'paste') insertText(args[1], args[2]);
  else setNote(texts.no_answer);
}

// Files: the functions of their script.
let attaching = null;
let filesLoad = null;
const loadFiles = () => (filesLoad ??= addScript(icon.dataset.files)).catch(() => { filesLoad = null; });

async function attach(name, argument) {
  await loadFiles();
  if (attaching) await attaching[name](argument);
  else if (name === 'view') location.assign(argument.href);
  else setNote(texts.no_answer);
  return attaching;
}

const isWritten = (element) => element === box || element.matches?.('.edit textarea');

const formatBar = byId('format');
const formatToggle = document.querySelector('.format-toggle');
const showBarState = () => formatToggle.setAttribute('aria-expanded', formatBar.getClientRects().length > 0);

if (composer) {
  for (const [name, value] of Object.entries({ role: 'toolbar', 'aria-label': texts.formatting })) formatBar.setAttribute(name, value);
  formatBar.append(...FORMATS.map(([name, label, key], n) => {
    const keys = key ? ` (${APPLE ? '⌘' : 'Ctrl'} + ${key === 'X' ? 'Shift + ' : ''}${key.toUpperCase()})` : '';
    return make('button', { type: 'button', className: `quiet ${name}`, tabIndex: n ? -1 : 0, 'aria-label': texts[name], title: texts[name] + keys }, label);
  }));
  formatToggle.setAttribute('aria-controls', formatBar.id);
  showBarState();
  on('click', () => write('toggle'), formatToggle);
  on('focusin', loadWriting, formatBar);
  on('click', ({ target }) => {
    const at = [...formatBar.children].indexOf(target.closest('button'));
    if (at >= 0) write('mark', FORMATS[at][0], box);
  }, formatBar);
  // The focus stays in the text box, and a phone's keyboard open.
  for (const element of [formatBar, formatToggle]) on('mousedown', (event) => event.preventDefault(), element);
}

if (me) {
  let pastesPlain = false;
  on('keydown', (event) => {
    const { key, target, shiftKey } = event;
    if (!isWritten(target) || event.isComposing) return;
    pastesPlain = shiftKey && key.toLowerCase() === 'v';
    // The script is loaded by the first key, for those that follow.
    loadWriting();
    if (event.altKey || storage.get(OFF) || !(APPLE ? event.metaKey : event.ctrlKey)) return;
    const mark = FORMATS.find(([, , known]) => known === (shiftKey ? key.toUpperCase() : key.toLowerCase()))?.[0];
    // Without a selection, the key for links opens the switcher.
    if (!mark || (mark === 'format_link' && target.selectionStart === target.selectionEnd)) return;
    event.preventDefault();
    write('mark', mark, target);
  });
  on('paste', (event) => {
    const { target, clipboardData: data } = event;
    if (!isWritten(target) || pastesPlain) return;
    const [html, text, files] = [data.getData('text/html'), data.getData('text/plain'), [...data.files]];
    const isLink = /^(https?:|mailto:)\S+$/i.test(text.trim()) && target.selectionStart < target.selectionEnd;
    if (!isLink && !html && (text || !files.length)) return;
    event.preventDefault();
    if (isLink || html) write('paste', isLink ? '' : html, text, target, files);
    else attach('add', files);
  });
  // Without this, the browser would leave the page for the file.
  for (const name of ['dragover', 'drop', 'dragleave']) {
    on(name, (event) => {
      const { dataTransfer: data, target, relatedTarget } = event;
      if (!data?.types.includes('Files') || target.matches?.('[type=file]')) return;
      event.preventDefault();
      const { body } = document;
      body.dataset.drop = texts.files_drop;
      body.classList.toggle('drops', Boolean(composer) && (name === 'dragover' || (name === 'dragleave' && Boolean(relatedTarget))));
      if (name === 'drop' && composer) attach('add', [...data.files]);
    });
  }
  on('click', (event) => {
    const picture = event.target.closest?.('a.picture[data-file]');
    const { button, ctrlKey, metaKey, shiftKey } = event;
    if (!picture || button || ctrlKey || metaKey || shiftKey) return;
    event.preventDefault();
    attach('view', picture);
  });
  const hasMoving = () => document.querySelector('.moving') && loadFiles();
  on('htmx:after:swap', hasMoving);
  hasMoving();
}

if (composer) {
  on('click', () => attach('choose'), composer.querySelector('.attach'));
  // Voice messages, where the browser records sound.
  const record = composer.querySelector('.record');
  record.hidden = !navigator.mediaDevices || !['webm', 'mp4', 'ogg'].some((kind) => window.MediaRecorder?.isTypeSupported(`audio/${kind}`));
  let voiceLoad = null;
  on('click', () => {
    voiceLoad ??= Promise.all([addScript(LATER.texts), loadFiles()]).then(() => loaded(LATER.voice));
    voiceLoad.then(() => recordVoice(record), () => { voiceLoad = null; setNote(texts.no_answer); });
  }, record);
  // Files of an earlier page of this room may wait.
  if (storage.get(`${own('files')}${room}`)) loadFiles();
}
