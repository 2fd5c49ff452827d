// The composer: Enter sends, and the draft survives a reload.

const answers = `${own('answers')}${room}`;

function fit(area) {
  if (CSS.supports('field-sizing', 'content')) return;
  area.style.height = 'auto';
  area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
}

function setText(text) {
  box.value = text;
  keepDraft(text);
  fit(box);
}

// Inserts a text in place of the selection, so that it can be undone where the browser supports it.
function insertText(text, area = box) {
  area.focus();
  if (document.execCommand(text ? 'insertText' : 'delete', false, text)) return;
  area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
  area.dispatchEvent(new Event('input', { bubbles: true }));
}

// Not while an input method composes, which Safari reports as keyCode 229.
const isEnter = (event) => event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229;

// On touch screens, Enter is a new line, and the button sends. Elsewhere, the account's settings say what it is.
const isTouch = matchMedia('(hover: none) and (pointer: coarse)');
const enterSends = !document.body.matches('.ctrl-enter');
const sends = (event) => isEnter(event) && ((enterSends && !isTouch.matches) || event.ctrlKey || event.metaKey);

if (composer) {
  on('keydown', (event) => {
    if (sends(event)) {
      event.preventDefault();
      if (box.value.trim() || attaching?.any()) composer.requestSubmit();
    } else if (event.key === 'Escape' && !event.isComposing && composer.elements.reply_to) {
      event.preventDefault();
      stopAnswering();
      tell(texts.reply_cancelled);
    } else if (event.key === 'ArrowUp' && !box.value && !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      const last = [...document.querySelectorAll(`#messages article[data-author="${CSS.escape(me)}"]:not(.deleted, .polled)`)].at(-1);
      if (last) {
        event.preventDefault();
        editInPlace(last);
      }
    }
  }, box);
  on('input', () => { fit(box); keepDraft(box.value); setNote(''); }, box);
  on('submit', (event) => {
    if (event.submitter?.matches('.later')) {
      const files = attaching?.any() ? attaching.fields() : [];
      if (!files) {
        event.preventDefault();
        setNote(texts.files_not_later);
        return;
      }
      // The browser may have kept this page, with the fields of a former attempt.
      for (const field of composer.querySelectorAll('.along')) field.remove();
      for (const [name, value] of [['draft', base], ...files]) composer.append(make('input', { type: 'hidden', className: 'along', name, value }));
      // The text goes along: saving it on leaving could come after it was scheduled.
      stopSaving();
      return;
    }
    event.preventDefault();
    const body = box.value;
    const files = attaching?.any() ? attaching.takeFiles() : [];
    if (!files || (!body.trim() && !files.length)) return;
    setText('');
    setNote('');
    const answers = composer.elements.reply_to?.value;
    stopAnswering();
    send(body, answers, files);
  }, composer);
  // Clicking the button keeps the focus in the text box, and a phone's keyboard open.
  on('mousedown', (event) => event.preventDefault(), composer.querySelector('.primary'));

  if (!enterSends) box.enterKeyHint = 'enter';
  restoreDraft();
  const answered = storage.get(answers);
  if (answered && !composer.elements.reply_to) startAnswering(JSON.parse(answered));
  for (const item of outbox) if (item.error && isHere(item)) show(item);
  // Most of these messages are in the list: only the response was lost when the page was left.
  setTimeout(() => {
    for (const item of outbox) if (!pending.has(item) && isHere(item)) show(item);
  }, 500);
}
flush();

// The draft was scheduled: it is removed only where the same text is in the list, since any link may lead here.
const scheduledIn = document.querySelector('[data-scheduled-in]')?.dataset.scheduledIn;
const inList = (draft) => [...document.querySelectorAll('.kept .text')].some((text) => text.textContent.trim() === draft);
if (scheduledIn && inList(storage.get(own('draft') + scheduledIn)?.trim())) {
  for (const kind of ['draft', 'drafted']) storage.set(own(kind) + scheduledIn, '');
}

function setNote(text) {
  byId('composer-note').textContent = text;
  box.removeAttribute('aria-invalid');
}
