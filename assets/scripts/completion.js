// Completion of mentions, rooms and emoji while typing: in the composer, in boxes for edits, and of emoji in the field for
// a reaction.

const WORD = /(?:^|[\s([{"'«„“])(@[^\s@#:]*|#[^\s@#:]+|:(?:[\w+-]{2,}|[\w+-]*[^\s:\x00-\x7f][^\s:]*))$/u;

// Functions that look for completions of the word before the cursor, for each text box.
const looks = new WeakMap();

function completeIn(area) {
  const { form } = area;
  const isField = area.matches('input');
  const list = make('ul', { id: area === box ? 'completions' : `${area.id}-completions`, className: 'suggestions', role: 'listbox', 'aria-label': texts.suggestions, hidden: true });
  const find = finder(`${new URL(form.action).pathname.split('/').slice(0, 3).join('/')}/complete?q=`);
  let word = '';
  let refused = '';
  let timer = 0;
  (area === box ? form : area.parentElement).append(list);
  // A multi-line text box can't have the role combobox: `aria-autocomplete` tells that there is a list, and the rest is
  // announced.
  area.setAttribute('aria-autocomplete', 'list');
  area.setAttribute('aria-controls', list.id);

  const announce = (text) => { (area.closest('dialog')?.querySelector('[role=status]') ?? told).textContent = text; };

  const typed = () => {
    if (area.selectionStart !== area.selectionEnd) return '';
    const start = area.value.slice(0, area.selectionStart);
    // In the field for a reaction, also without a colon.
    return WORD.exec(isField ? `:${start.replace(/^\s*:?|:\s*$/g, '')}` : start)?.[1] ?? '';
  };

  const close = () => {
    clearTimeout(timer);
    word = '';
    if (list.hidden) return;
    list.hidden = true;
    list.replaceChildren();
    activate(area, list, null);
    announce('');
  };

  const look = () => {
    const now = typed();
    if (!now || (refused && now.startsWith(refused))) {
      if (!now) refused = '';
      return close();
    }
    refused = '';
    if (now === word) return;
    word = now;
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const options = await find(now);
      if (!options || word !== now) return;
      if (!options.length) return close();
      word = now;
      list.replaceChildren(...options);
      list.hidden = false;
      activate(area, list, list.firstElementChild);
      announce(fill(texts.announce_suggestions, { count: options.length, text: options[0].textContent }));
    }, 80);
  };

  const pick = (option) => {
    const text = option.dataset.insert;
    if (isField) area.value = text.trim();
    else {
      const start = area.selectionStart - word.length;
      area.focus();
      area.setSelectionRange(start, area.selectionStart);
      insertText(text, area);
    }
    close();
  };

  on('input', look, area);
  looks.set(area, () => { if (typed() !== word) look(); });
  on('blur', close, area);
  on('keydown', (event) => {
    if (event.target !== area || list.hidden || !isPlain(event)) return;
    const active = activeIn(list);
    const whole = active && active.dataset.insert.trim().toLowerCase() === word.toLowerCase();
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') step(area, list, event.key === 'ArrowDown' ? 1 : -1);
    else if (event.key === 'Escape') {
      refused = word;
      close();
    } else if (active && !event.shiftKey && (event.key === 'Tab' || (event.key === 'Enter' && !whole))) pick(active);
    else {
      if (event.key === 'Enter') close();
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
  }, form, true);
  on('mousedown', (event) => event.preventDefault(), list);
  on('click', (event) => {
    const option = event.target.closest('[role=option]');
    if (option) pick(option);
  }, list);
}

on('selectionchange', () => looks.get(document.activeElement)?.());
if (composer) completeIn(box);
// The pages of an edit and of a message's menu.
document.querySelectorAll('main form.edit textarea, main .other input').forEach(completeIn);
