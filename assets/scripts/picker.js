// The emoji picker: loaded when it is first opened. Top-level names are visible to app.js, and must not be its own.
'use strict';

const PICKER_COLUMNS = 8;
const picker = make('dialog', { id: 'picker' });
const TONE = own('tone');
let pickerData = null; // the groups of all emoji, once they have been loaded
let picked = () => {};
let unpicked = () => null; // returns the element that gets the focus when nothing is picked

// As the server does (model/text/folding.rs).
const foldWords = (text) => text.toLowerCase()
  .replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
  .replace(/[\u064b-\u0652ـ\ufe0f]/g, '').replace(/[أإآ]/g, 'ا').replace(/ة/g, 'ه').replace(/ى/g, 'ي');

// The name of a country's flag, in the reader's language.
function nameOfFlag(emoji) {
  const letters = [...emoji].map((sign) => sign.codePointAt(0) - 0x1f1a5);
  if (letters.length !== 2 || letters.some((letter) => letter < 65 || letter > 90)) return '';
  try {
    return new Intl.DisplayNames([lang], { type: 'region' }).of(String.fromCharCode(...letters));
  } catch { return ''; }
}

function readEmoji(line) {
  const [sign, codes, name, words] = line.split('\t');
  const emoji = sign.replace('+', '');
  const shown = name || nameOfFlag(emoji) || codes.replaceAll('_', ' ');
  return { emoji, codes: codes.split(' '), name: shown, toned: sign !== emoji, words: `|${[codes.replaceAll(' ', '|'), words, foldWords(shown)].join('|')}` };
}

async function loadPickerData() {
  const answer = await fetch(LATER.emoji);
  if (!answer.ok) throw new Error(answer.status);
  return (await answer.text()).split('\n\n').map((group) => group.split('\n').filter(Boolean).map(readEmoji));
}

function inTone({ emoji, toned }, tone) {
  if (!toned || !tone) return emoji;
  const [first, ...rest] = emoji;
  return first + tone + rest.join('').replace(/^\ufe0f/, '');
}

// The kind of match with what was typed: 4 is none.
function fitOf({ codes, words }, typed) {
  if (codes.includes(typed)) return 0;
  if (codes.some((code) => code.startsWith(typed))) return 1;
  if (['|', '_', ' '].some((before) => words.includes(before + typed))) return 2;
  return words.includes(typed) ? 3 : 4;
}

async function openPicker(beside, pick) {
  const place = placeOf(beside);
  try {
    pickerData ??= await loadPickerData();
    const answer = await ask('/emoji');
    if (!answer.ok) throw new Error(answer.status);
    const fresh = parse(await answer.text()).body;
    if (picker.open || document.querySelector('dialog[open]')) return;
    picker.replaceChildren(...fresh.childNodes);
  } catch {
    say(texts.no_answer);
    return;
  }
  picked = pick;
  unpicked = () => (beside.isConnected ? beside : place?.());
  if (!picker.isConnected) document.body.append(picker);
  picker.setAttribute('aria-label', picker.querySelector('h2').textContent);
  const field = preparePicker();
  // On touch screens, a focused field would open the keyboard.
  showNamed(picker, matchMedia('(hover: none) and (pointer: coarse)').matches ? picker.querySelector('[role=gridcell]') ?? field : field);
  placeBeside(picker, beside);
}

function preparePicker() {
  const find = picker.querySelector('.find');
  const [field, tones] = find.children;
  const tabs = [...picker.querySelectorAll('[role=tab]')];
  const [panel, named, status] = ['#emoji-panel', '.named', '[role=status]'].map((part) => picker.querySelector(part));
  // Pairs of a name and the key of the picture.
  const custom = (find.dataset.custom ?? '').match(/\S+ \S+/g)?.map((pair) => pair.split(' '))
    .map(([name, key]) => ({ emoji: `:${name}:`, codes: [name], name: name.replace(/[_-]/g, ' '), key, words: `|${name.replaceAll('-', '_')}|${name}` })) ?? [];
  const all = new Map([...pickerData.flat(), ...custom].map((one) => [one.emoji, one]));
  // Emoji that were used keep their tones.
  const often = find.dataset.often.split(' ').filter(Boolean)
    .map((emoji) => all.get(emoji) ?? { emoji, name: all.get(emoji.replace(/[\u{1f3fb}-\u{1f3ff}]/gu, ''))?.name ?? emoji, codes: [] });
  const lists = [often, ...pickerData, custom];
  const oftenAt = new Map(often.map(({ emoji }, at) => [emoji, at]));
  let current = 0;
  tones.value = storage.get(TONE) ?? '';

  const cells = () => [...panel.querySelectorAll('[role=gridcell]')];
  // Once typing pauses: screen readers would cut it off to say the next key.
  let telling = 0;
  const tell = (text) => {
    clearTimeout(telling);
    status.textContent = '';
    if (text) telling = setTimeout(() => { status.textContent = text; }, 500);
  };

  function show(list, label) {
    const shown = (one) => (one.key ? make('img', { className: 'emoji', loading: 'lazy', alt: '', src: `/emoji/pictures/${one.key}` }) : inTone(one, tones.value));
    const cell = (one) => Object.assign(make('span', { role: 'gridcell', className: 'glyph', tabIndex: -1, 'aria-label': one.name },
      // Screen readers prefer the text of a cell to its name.
      make('span', { 'aria-hidden': 'true' }, shown(one))), { one });
    const rows = [];
    for (let at = 0; at < list.length; at += PICKER_COLUMNS) rows.push(make('div', { role: 'row' }, ...list.slice(at, at + PICKER_COLUMNS).map(cell)));
    panel.replaceChildren(rows.length ? make('div', { role: 'grid', 'aria-label': label }, ...rows) : make('p', { className: 'hint' }, find.dataset.nothing));
    panel.scrollTop = 0;
    const [first] = cells();
    if (first) first.tabIndex = 0;
    named.textContent = '';
  }

  function choose(tab) {
    current = tabs.indexOf(tab);
    for (const one of tabs) {
      one.setAttribute('aria-selected', one === tab);
      one.tabIndex = one === tab ? 0 : -1;
    }
    panel.setAttribute('aria-labelledby', tab.id);
    show(lists[current], tab.title);
  }

  function look() {
    const typed = foldWords(field.value.trim().replace(/^:|:$/g, ''));
    if (!typed) {
      choose(tabs[current]);
      return tell('');
    }
    for (const tab of tabs) tab.setAttribute('aria-selected', 'false');
    const found = [...all.values()].map((one) => [fitOf(one, typed), oftenAt.get(one.emoji) ?? often.length, one]).filter(([fits]) => fits < 4)
      .sort(([fits, used], [otherFits, otherUsed]) => fits - otherFits || used - otherUsed).map(([, , one]) => one).slice(0, 160);
    show(found, fill(texts.announce_results, { count: found.length }));
    return tell(found.length ? fill(texts.announce_results, { count: found.length }) : find.dataset.nothing);
  }

  function goTo(cell) {
    const before = panel.querySelector('[tabindex="0"]');
    if (before) before.tabIndex = -1;
    cell.tabIndex = 0;
    cell.focus();
    cell.scrollIntoView({ block: 'nearest' });
  }

  function name(cell) {
    if (!cell) return;
    const { name: shown, codes: [code] } = cell.one;
    named.replaceChildren(make('bdi', {}, shown), ' ', make('bdi', { dir: 'ltr' }, code ? `:${code}:` : ''));
  }

  function take(cell) {
    picker.close();
    if (!cell.one.key) return picked(cell.textContent);
    // In a text, names stand between spaces.
    const { value = '', selectionStart } = picked === insertText ? box : {};
    return picked(`${/\S$/.test(value.slice(0, selectionStart)) ? ' ' : ''}${cell.one.emoji} `);
  }

  on('input', look, field);
  on('change', () => {
    storage.set(TONE, tones.value);
    look();
  }, tones);
  on('keydown', (event) => {
    if (event.isComposing) return;
    const [first] = cells();
    if (event.key === 'ArrowDown' && first) goTo(first);
    else if (event.key === 'Enter') { if (first && field.value.trim()) take(first); } else return;
    event.preventDefault();
  }, field);
  for (const tab of tabs) tab.onclick = () => { field.value = ''; choose(tab); };
  const forward = document.documentElement.dir === 'rtl' ? -1 : 1;
  on('keydown', (event) => {
    const at = tabs.indexOf(event.target);
    const to = { ArrowRight: at + forward, ArrowLeft: at - forward, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    const tab = tabs[(to + tabs.length) % tabs.length];
    tab.click();
    tab.focus();
    event.preventDefault();
  }, tabs[0].parentElement);
  // The grid: one tab stop, arrow keys from emoji to emoji (WAI-ARIA APG).
  on('keydown', (event) => {
    const list = cells();
    const at = list.indexOf(event.target);
    if (at < 0 || event.altKey || event.metaKey) return;
    const row = at - (at % PICKER_COLUMNS);
    const end = list.length - 1;
    const to = {
      ArrowRight: at + forward, ArrowLeft: at - forward, ArrowDown: at + PICKER_COLUMNS, ArrowUp: at - PICKER_COLUMNS,
      Home: event.ctrlKey ? 0 : row, End: event.ctrlKey ? end : row + PICKER_COLUMNS - 1,
      PageDown: at + 5 * PICKER_COLUMNS, PageUp: at - 5 * PICKER_COLUMNS,
    }[event.key];
    if (event.key === 'Enter' || event.key === ' ') take(event.target);
    else if (to === undefined) return;
    else if (event.key === 'ArrowUp' && to < 0) field.focus();
    else goTo(list[Math.max(0, Math.min(to, end))]);
    event.preventDefault();
  }, panel);
  on('click', ({ target }) => {
    const cell = target.closest('[role=gridcell]');
    if (cell) take(cell);
  }, panel);
  for (const event of ['pointerover', 'focusin']) on(event, ({ target }) => name(target.closest('[role=gridcell]')), panel);
  choose(tabs[0]);
  return field;
}

on('click', ({ target }) => { if (target === picker) picker.close(); }, picker);
on('close', () => {
  const { activeElement } = document;
  if (activeElement === document.body || picker.contains(activeElement)) focusOn(unpicked());
}, picker);
