// Completion of mentions, rooms and emoji while typing.

const WORD = /(?:^|[\s([{"'«„“])(@[^\s@#:]*|#[^\s@#:]+|:[\w+-]{2,})$/u;

if (composer) {
  const list = make('ul', { id: 'completions', role: 'listbox', 'aria-label': texts.suggestions, hidden: true });
  const find = finder(`${room}/complete?q=`);
  let word = '';
  let refused = '';
  let timer = 0;
  composer.append(list);
  // A multi-line text box can't have the role combobox: `aria-autocomplete` tells that there is a list, and the rest is
  // announced.
  box.setAttribute('aria-autocomplete', 'list');
  box.setAttribute('aria-controls', 'completions');

  const typed = () => {
    const start = box.value.slice(0, box.selectionStart);
    return box.selectionStart === box.selectionEnd ? WORD.exec(start)?.[1] ?? '' : '';
  };

  const close = () => {
    clearTimeout(timer);
    word = '';
    if (list.hidden) return;
    list.hidden = true;
    list.replaceChildren();
    activate(box, list, null);
    tell('');
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
      activate(box, list, list.firstElementChild);
      tell(fill(texts.announce_suggestions, { count: options.length, text: options[0].textContent }));
    }, 80);
  };

  const pick = (option) => {
    const start = box.selectionStart - word.length;
    const text = option.dataset.insert;
    box.focus();
    box.setSelectionRange(start, box.selectionStart);
    insertText(text);
    close();
  };

  on('input', look, box);
  on('selectionchange', () => { if (document.activeElement === box && typed() !== word) look(); });
  on('blur', close, box);
  on('keydown', (event) => {
    if (list.hidden || !isPlain(event)) return;
    const active = activeIn(list);
    const whole = active && active.dataset.insert.trim().toLowerCase() === word.toLowerCase();
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') step(box, list, event.key === 'ArrowDown' ? 1 : -1);
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
  }, composer, true);
  on('mousedown', (event) => event.preventDefault(), list);
  on('click', (event) => {
    const option = event.target.closest('[role=option]');
    if (option) pick(option);
  }, list);
}
