// The draft: stored in this browser at once, and on the server a moment later, for one's other devices.

const draft = `${own('draft')}${room}`;
// Whether this browser's text is saved on the server, and as which version: `{ base, unsaved }`.
const draftState = `${own('drafted')}${room}`;
const SAVE_AFTER = 1_500;
// The version that the text in the box was made from; 0: none is saved.
let base = 0;
let saveTimer = 0;
let saving = false;
// Only members' drafts are saved, and those of this page's account.
let maySave = Boolean(composer);

const noteDraft = (unsaved) => storage.set(draftState, unsaved || base ? JSON.stringify({ base, unsaved }) : '');

function keepDraft(text) {
  storage.set(draft, text);
  if (!maySave) return;
  noteDraft(Boolean(text) || base > 0);
  clearTimeout(saveTimer);
  saveTimer = setTimeout(saveDraft, text ? SAVE_AFTER : 0);
}

async function saveDraft() {
  clearTimeout(saveTimer);
  const text = box.value;
  if (saving || !maySave || (!text && !base)) return;
  saving = true;
  const body = new URLSearchParams({ body: text, draft: base });
  // Not by `ask`: an ended session is told by the stream, and doesn't lead away from what is being typed.
  const headers = { 'HX-Request': 'true' };
  const answer = await fetch(`${room}/drafts`, { method: 'POST', body, headers, keepalive: true }).catch(() => null);
  saving = false;
  if (answer?.ok) {
    const { version, other } = await answer.json();
    base = version;
    byId('other-drafts').hidden = !other;
    noteDraft(box.value !== text);
    if (box.value !== text) saveTimer = setTimeout(saveDraft, SAVE_AFTER);
  } else if (answer && answer.status < 500 && answer.status !== 429) {
    // Not a member, or the text is too long: it stays in this browser.
    maySave = answer.status === 422;
  } else {
    saveTimer = setTimeout(saveDraft, 15_000);
  }
}

function stopSaving() {
  clearTimeout(saveTimer);
  maySave = false;
}

// The text to begin with: the server's, unless this browser has one that isn't saved yet.
function restoreDraft() {
  base = Number(composer.elements.draft?.value ?? 0);
  composer.elements.draft?.remove();
  const local = storage.get(draft) ?? '';
  const known = JSON.parse(storage.get(draftState) || 'null') ?? { base: 0, unsaved: Boolean(local) };
  const isServers = base > 0 || !box.value;
  if (isServers && known.unsaved && local !== box.defaultValue && (local || known.base === base)) {
    // Typed here since: the server's text stays there, if it is another one.
    base = known.base;
    setText(local);
    toTextEnd();
  } else if (isServers) {
    storage.set(draft, box.defaultValue);
    box.value = box.defaultValue;
    noteDraft(false);
    fit(box);
    toTextEnd();
  }
}

// Typing goes on where the text ends.
const toTextEnd = () => box.setSelectionRange(box.value.length, box.value.length);

if (composer) {
  on('visibilitychange', () => { if (document.hidden && JSON.parse(storage.get(draftState) || 'null')?.unsaved) saveDraft(); });
  on('online', saveDraft, window);
  // Shown again by “back”.
  on('pageshow', (event) => { if (event.persisted) maySave = true; }, window);
}
