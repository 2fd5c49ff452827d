// Formatting, lists, preview, the counter and paste. formatting.js loads this when somebody begins to write.
'use strict';

(() => {
  const MAX_CHARS = 8_000;
  // The counter shows once so many characters are left.
  const NEAR = 500;
  const PREVIEW_AFTER = 500;

  // Replaces a part of the text, as one step for undo, and selects a part of the new one.
  function replace(area, start, end, text, from = text.length, to = from) {
    area.focus();
    area.setSelectionRange(start, end);
    if (text || start < end) insertText(text, area);
    area.setSelectionRange(start + from, start + to);
  }

  const lineStart = (value, at) => value.slice(0, at).lastIndexOf('\n') + 1;
  const isInFence = (value, at) => (value.slice(0, at).match(/^ {0,3}```/gm) ?? []).length % 2 === 1;

  // Marks.

  const PAIRS = { bold: '**', italic: '*', strikethrough: '~~', code: '`', format_spoiler: '||' };

  // The selection without white space at its ends, beside which marks don't work.
  function selection({ value, selectionStart: start, selectionEnd: end }) {
    const text = value.slice(start, end);
    if (!text.trim()) return [end, end];
    return [end - text.trimStart().length, start + text.trimEnd().length];
  }

  // Puts marks around the selection, or removes those that are there.
  function surround(area, mark) {
    const { value } = area;
    const [start, end] = selection(area);
    const text = value.slice(start, end);
    const size = mark.length;
    const before = value.slice(0, start);
    // One star, or three, is emphasis; two are not.
    const isMark = (stars) => mark !== '*' || stars.length % 2 === 1;
    if (before.endsWith(mark) && value.startsWith(mark, end) && isMark(/\**$/.exec(before)[0])) {
      replace(area, start - size, end + size, text, 0, text.length);
    } else if (text.length > 2 * size && text.startsWith(mark) && text.endsWith(mark) && isMark(/^\**/.exec(text)[0])) {
      replace(area, start, end, text.slice(size, -size), 0, text.length - 2 * size);
    } else if (text.includes('\n')) {
      // Line by line, since marks end with a paragraph; after the marks of lists and quotes.
      const marked = text.replace(/^((?:[ \t]*(?:>|[-*+][ \t]|\d+[.)][ \t]|#+[ \t]))*[ \t]*)(\S.*?)([ \t]*)$/gm, (_, first, rest, last) => first + mark + rest + mark + last);
      replace(area, start, end, marked, 0, marked.length);
    } else {
      replace(area, start, end, mark + text + mark, size, size + text.length);
    }
  }

  function markCode(area) {
    const [start, end] = selection(area);
    const text = area.value.slice(start, end);
    if (!text.includes('\n')) return text.includes('`') ? replace(area, start, end, `\`\` ${text} \`\``) : surround(area, '`');
    const before = start === lineStart(area.value, start) ? '' : '\n';
    const after = /^(\n|$)/.test(area.value.slice(end)) ? '' : '\n';
    const fence = fenceFor(text);
    return replace(area, start, end, `${before}${fence}\n${text}\n${fence}${after}`);
  }

  const fenceFor = (code) => '`'.repeat(Math.max(3, ...[...code.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  const isAddress = (text) => /^(https?:|mailto:)\S+$/i.test(text);
  const inLink = (address) => address.replace(/[()<>\s]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);

  // Makes the selection a link. Without an address, the next thing typed is what is missing.
  function makeLink(area, address = '') {
    const [start, end] = selection(area);
    const text = area.value.slice(start, end);
    if (!address && isAddress(text)) return replace(area, start, end, `[](${inLink(text)})`, 1);
    const link = `[${text}](${inLink(address || 'https://')})`;
    if (address) return replace(area, start, end, link);
    return text ? replace(area, start, end, link, text.length + 3, link.length - 1) : replace(area, start, end, link, 1);
  }

  // Begins the selected lines with a mark, or removes it from them.
  function markLines(area, mark) {
    const { value, selectionStart, selectionEnd } = area;
    const start = lineStart(value, selectionStart);
    const next = value.indexOf('\n', selectionEnd);
    const end = next < 0 ? value.length : next;
    const lines = value.slice(start, end).split('\n');
    const isMarked = lines.every((line) => line.startsWith(mark));
    const text = lines.map((line) => (isMarked ? line.slice(mark.length) : mark + line)).join('\n');
    const caret = Math.max(0, selectionStart - start + (isMarked ? -mark.length : mark.length));
    if (selectionStart === selectionEnd) replace(area, start, end, text, caret);
    else replace(area, start, end, text, 0, text.length);
  }

  function mark(name, area) {
    if (name === 'preview') togglePreview();
    else if (name === 'code') markCode(area);
    else if (name === 'format_link') makeLink(area);
    else if (name === 'format_quote') markLines(area, '> ');
    else if (name === 'format_list') markLines(area, '- ');
    else surround(area, PAIRS[name]);
  }

  // The bar.

  if (composer) {
    formatBar.setAttribute('aria-controls', box.id);
    // One tab stop (WAI-ARIA APG, toolbar).
    on('keydown', (event) => {
      const buttons = [...formatBar.children];
      const forward = document.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
      const at = buttons.indexOf(event.target);
      const next = { [forward]: at + 1, Home: 0, End: -1 }[event.key] ?? (/Arrow(Left|Right)/.test(event.key) ? at - 1 : null);
      if (next === null) return;
      event.preventDefault();
      const button = buttons.at(next % buttons.length);
      for (const one of buttons) one.tabIndex = one === button ? 0 : -1;
      button.focus();
    }, formatBar);
  }

  // On narrow screens the bar opens for the moment; on others it stays as it was left, on all of one's devices.
  function toggle() {
    if (matchMedia('(max-width: 30rem)').matches) formatBar.classList.toggle('open');
    else {
      const formatting = document.body.classList.toggle('no-formatting') ? 'hidden' : 'shown';
      ask('/settings/formatting', { method: 'POST', body: new URLSearchParams({ formatting }), keepalive: true }).catch(() => {});
    }
    showBarState();
  }

  // Lists and quotes go on with the next line, and end with an empty one.

  const ITEM = /^((?: {0,3}> ?)*)(?:([ \t]*)([-*+]|\d{1,9}[.)])([ \t]+)(\[[ xX]\][ \t]+)?)?(.*)$/;

  function continueLine(area) {
    const { value, selectionStart: caret, selectionEnd } = area;
    if (caret !== selectionEnd || isInFence(value, caret)) return false;
    const start = lineStart(value, caret);
    const [, quote, indent, bullet, space, task, rest] = ITEM.exec(value.slice(start, caret));
    if (!quote && !bullet) return false;
    if (!rest.trim()) {
      if (/^[^\n]*\S/.test(value.slice(caret))) return false;
      replace(area, start, caret, bullet ? quote : '');
      return true;
    }
    const next = bullet && (/\d/.test(bullet) ? `${parseInt(bullet, 10) + 1}${bullet.at(-1)}` : bullet);
    insertText(`\n${quote}${bullet ? indent + next + space + (task ? '[ ] ' : '') : ''}`, area);
    return true;
  }

  on('keydown', (event) => {
    const { key, target } = event;
    if (key === 'Escape' && !event.defaultPrevented && composer?.contains(target) && byId('preview')) {
      event.preventDefault();
      closePreview();
      box.focus();
    }
    if (key !== 'Enter' || event.defaultPrevented || event.isComposing || event.keyCode === 229 || !isWritten(target)) return;
    if (!event.altKey && !event.ctrlKey && !event.metaKey && continueLine(target)) event.preventDefault();
  });

  // The preview, which follows what is typed.

  let previewTimer = 0;
  let newestPreview = 0;
  const previewButton = composer?.querySelector('.preview');

  function closePreview() {
    clearTimeout(previewTimer);
    newestPreview += 1;
    byId('preview')?.remove();
    previewButton.removeAttribute('aria-pressed');
  }

  async function showPreview() {
    newestPreview += 1;
    const mine = newestPreview;
    const text = box.value;
    const answer = await ask(`${room}/preview`, { method: 'POST', body: new URLSearchParams({ body: text }) }).catch(() => null);
    const page = answer && parse(await answer.text());
    const shown = page?.getElementById('preview');
    // Closed or asked for again meanwhile.
    if (mine !== newestPreview) return null;
    if (!shown) {
      setNote(page?.querySelector('.error')?.textContent || texts.no_answer);
      return null;
    }
    if (byId('preview')) byId('preview').replaceWith(shown);
    else composer.prepend(shown);
    previewButton.setAttribute('aria-pressed', 'true');
    arrange();
    if (box.value !== text) previewTimer = setTimeout(showPreview, PREVIEW_AFTER);
    return shown;
  }

  async function togglePreview() {
    if (byId('preview')) return closePreview();
    const shown = await showPreview();
    if (shown) tell(`${texts.preview}: ${textOf(shown.querySelector('.body'))}`);
    return undefined;
  }

  // The counter, in characters as the server counts them.

  const counter = make('p', { className: 'hint counter', hidden: true });
  let level = '';
  const lengthOf = (text) => [...text.normalize('NFC').replace(/[^\P{Cc}\t\n]/gu, '').trimEnd().replace(/^\n+/, '')].length;

  function count(area) {
    const left = area.value.length < MAX_CHARS - NEAR ? MAX_CHARS : MAX_CHARS - lengthOf(area.value);
    const isNear = left <= NEAR;
    if (isNear && area === box) formatBar.before(counter);
    else if (isNear) area.after(counter);
    counter.hidden = !isNear;
    counter.classList.toggle('error', left < 0);
    counter.textContent = isNear ? fill(left < 0 ? texts.chars_over : texts.chars_left, { count: Math.abs(left) }) : '';
    // Screen readers hear of it now and then, not at every key.
    const now = left < 0 ? 'over' : String([50, 100, NEAR].find((step) => left <= step) ?? '');
    if (now !== level && now) tell(counter.textContent);
    level = now;
  }

  on('input', ({ target }) => {
    if (!isWritten(target)) return;
    count(target);
    if (target !== box || !byId('preview')) return;
    clearTimeout(previewTimer);
    if (box.value.trim()) previewTimer = setTimeout(showPreview, PREVIEW_AFTER);
    else closePreview();
  });
  if (composer) {
    on('submit', () => {
      counter.hidden = true;
      closePreview();
    }, composer);
  }

  // Pasted markup becomes Markdown.

  const SKIPPED = 'script, style, head, title, template, noscript, svg, button, select, textarea, iframe, object, [hidden]';
  const LINES = /^(div|section|article|header|footer|main|aside|nav|address|figure|figcaption|details|summary|dl|dt|dd|li|tr|td|th|form|fieldset)$/;
  const MARKED = { b: '**', strong: '**', i: '*', em: '*', s: '~~', del: '~~', strike: '~~' };
  const MAX_DEPTH = 60;

  // A form feed stands for one line end or more, two line ends for an empty line, a tab for an indentation, and a NUL
  // around a number for a block of code: none of them is left in the text of markup.
  const tidy = (text) => text.replace(/ +/g, ' ').replace(/[ \f\n]*[\f\n][ \f\n]*/g, (run) => (/\n *\n|\f *\n *\f/.test(run) ? '\n\n' : '\n')).trim();

  const escaped = (text) => text.replace(/[\\`*]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|~~|\|\|/gu, '\\$&');
  const oneLine = (text) => tidy(text).replace(/\s+/g, ' ');

  function toMarkdown(html) {
    // Styles are read as text: the page's policy refuses them also here, and handlers.
    const inert = html.replace(/<style[\s\S]*?<\/style\s*>|<(base|meta|link)\b[^>]*>/gi, '').replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/([\s/"'])(style|on[a-z]+)\s*=/gi, '$1 data-$2='));
    const codes = [];
    let isFormatted = false;
    const formatted = (text) => {
      isFormatted = true;
      return text;
    };

    const inside = (node, marks, depth) => [...node.childNodes].map((child) => of(child, marks, depth + 1)).join('');

    function words(node) {
      const text = escaped(node.data.replace(/[\s\0]+/g, ' '));
      const before = node.previousSibling;
      return before && before.localName !== 'br' ? text : text.replace(/^( *)([#>+-]|\d+(?=[.)]))(?=[.)]?(\s|$))/, (_, space, first) => (/\d/.test(first) ? `${space}${first}\\` : `${space}\\${first}`));
    }

    function around(text, sign) {
      if (!text.trim() || /\f|\n\n/.test(text)) return text;
      return formatted(text.replace(/^(\s*)([\s\S]*?)(\s*)$/, (_, first, rest, last) => first + sign + rest + sign + last));
    }

    function listOf(node, marks, depth) {
      let number = Number(node.getAttribute('start') ?? 1);
      const items = [...node.children].map((item) => {
        // Some put a list directly into a list.
        if (item.matches('ul, ol')) return `\t${tidy(of(item, marks, depth + 1)).replace(/\n/g, '\n\t')}`;
        const bullet = node.localName === 'ol' ? `${number++}. ` : '- ';
        return bullet + tidy(inside(item, marks, depth)).replace(/\n/g, '\n\t');
      });
      const edge = node.parentElement?.closest('li, ul, ol') ? '\f' : '\n\n';
      return formatted(edge + items.join('\f') + edge);
    }

    function tableOf(node, marks, depth) {
      const rows = [...node.rows].map((row) => [...row.cells].map((cell) => oneLine(inside(cell, cell.localName === 'th' ? `${marks} **` : marks, depth))));
      const width = Math.max(0, ...rows.map((row) => row.length));
      if (width < 2) return `\f${rows.flat().join('\f')}\f`;
      const line = (cells) => `| ${Array.from({ length: width }, (_, n) => (cells[n] ?? '').replace(/\|/g, '\\|')).join(' | ')} |`;
      return formatted(`\n\n${[line(rows[0]), `|${' --- |'.repeat(width)}`, ...rows.slice(1).map(line)].join('\n')}\n\n`);
    }

    function blockOf(node) {
      for (const end of node.querySelectorAll('br')) end.replaceWith('\n');
      const code = node.textContent.replace(/\n$/, '');
      const inner = node.querySelector('code');
      const named = /\blang(?:uage)?-([\w+#-]+)/.exec(`${node.className} ${inner?.className}`)?.[1] ?? node.dataset.lang?.toLowerCase() ?? '';
      codes.push(`${fenceFor(code)}${named}\n${code}\n${fenceFor(code)}`);
      return formatted(`\n\n\0${codes.length - 1}\0\n\n`);
    }

    function linkOf(node, text) {
      const address = node.getAttribute('href')?.trim() ?? '';
      const label = oneLine(text);
      if (!/^(https?:|mailto:)/i.test(address) || !label || label.includes('\0')) return text;
      if ([address, address.replace(/\/$/, ''), address.replace(/^mailto:/i, '')].includes(node.textContent.trim())) return text.replace(label, () => node.textContent.trim());
      return formatted(text.replace(/^(\s*)[\s\S]*?(\s*)$/, (_, first, last) => `${first}[${label.replace(/[[\]]/g, '\\$&')}](${inLink(address)})${last}`));
    }

    function of(node, marks, depth) {
      if (node.nodeType === Node.TEXT_NODE) return words(node);
      if (node.nodeType !== Node.ELEMENT_NODE || node.matches(SKIPPED)) return '';
      if (depth > MAX_DEPTH) return escaped(node.textContent.replace(/[\s\0]+/g, ' '));
      const name = node.localName;
      if (name === 'br') return '\n';
      if (name === 'hr') return formatted('\n\n---\n\n');
      if (name === 'img') return escaped(node.alt.replace(/\s+/g, ' '));
      if (name === 'input') return node.type === 'checkbox' && node.closest('li') ? `[${node.hasAttribute('checked') ? 'x' : ' '}] ` : '';
      if (name === 'pre') return blockOf(node);
      if (/^(code|kbd|samp|tt)$/.test(name)) {
        const code = node.textContent.replace(/[\s\0]+/g, ' ').trim();
        return code && formatted(code.includes('`') ? `\`\` ${code} \`\`` : `\`${code}\``);
      }
      if (/^[uo]l$/.test(name)) return listOf(node, marks, depth);
      if (name === 'table') return tableOf(node, marks, depth);
      if (/^h[1-6]$/.test(name)) {
        const title = oneLine(inside(node, `${marks} **`, depth));
        return title && formatted(`\n\n${'#'.repeat(Number(name[1]))} ${title}\n\n`);
      }
      const style = node.dataset.style ?? '';
      const signs = [
        // Editors wrap whole documents in a bold element that isn't.
        [/font-weight:\s*(bold|[6-9]00)/i.test(style) || (MARKED[name] === '**' && !/font-weight:\s*(normal|[1-4]00)/i.test(style)), '**'],
        [/font-style:\s*italic/i.test(style) || MARKED[name] === '*', '*'],
        [/line-through/i.test(style) || MARKED[name] === '~~', '~~'],
      ].filter(([is, sign]) => is && !marks.split(' ').includes(sign)).map(([, sign]) => sign);
      let text = inside(node, [marks, ...signs].join(' '), depth);
      for (const sign of signs) text = around(text, sign);
      if (name === 'a') return linkOf(node, text);
      if (name === 'blockquote') return formatted(`\n\n${tidy(text).split('\n').map((line) => `> ${line}`).join('\n')}\n\n`);
      if (name === 'p') return `\n\n${text}\n\n`;
      return LINES.test(name) ? `\f${text}\f` : text;
    }

    const text = tidy(inside(parse(inert).body, '', 0)).replace(/\*{4}|~{4}/g, '').replace(/[ \t]+$/gm, '').replace(/\t/g, '    ');
    // Each line of code begins as the line that the block stands in.
    return { isFormatted, text: text.replace(/^(.*)\0(\d+)\0/gm, (_, start, n) => start + codes[n].replace(/\n/g, `\n${start.replace(/[^>\s]/g, ' ')}`)) };
  }

  function paste(html, text, area, files) {
    if (!html) return makeLink(area, text.trim());
    const { value, selectionStart } = area;
    const converted = toMarkdown(html);
    if (!converted.text && !text && files.length) return attach('add', files);
    if ((!converted.isFormatted && text) || isInFence(value, selectionStart)) return insertText(text, area);
    // Blocks begin on a line of their own.
    const isBlock = /^(#+ |> |- |\d+\. |\||```|---)/.test(converted.text) && selectionStart !== lineStart(value, selectionStart);
    return insertText(isBlock ? `\n${converted.text}` : converted.text, area);
  }

  writing = { mark, paste, toggle };
  if (isWritten(document.activeElement)) count(document.activeElement);
})();
