// Blocks of messages: code has a copy button, what scrolls sideways can be reached by keyboard, and unfolding moves
// nothing else. arrange.js loads this on pages with code, tables or folded texts.
'use strict';

(() => {
  // The tab stop of something in a message, where the list has one (reading.js).
  const stop = (element) => (scroller?.contains(element) ? element.closest('article').tabIndex : 0);

  const copyButton = (code) => make('button', { type: 'button', className: 'copy-code', 'aria-label': texts.copy_code, tabIndex: stop(code) });

  // Code and tables are stops only where they scroll.
  function setStop(block) {
    const scrolls = block.scrollWidth > block.clientWidth || block.scrollHeight > block.clientHeight + 1;
    if (!scrolls) for (const name of ['tabindex', 'role', 'aria-label']) block.removeAttribute(name);
    else if (!block.hasAttribute('role')) {
      // Always, unlike links: it could not be scrolled by keyboard otherwise.
      block.tabIndex = 0;
      block.setAttribute('role', 'region');
      const language = block.parentElement.dataset.lang;
      block.setAttribute('aria-label', block.matches('code') ? [texts.code, language].filter(Boolean).join(' ') : texts.table);
    }
  }

  const sizes = new ResizeObserver((changes) => { for (const { target } of changes) setStop(target); });

  function prepare() {
    for (const code of document.querySelectorAll('.body pre > code:only-child')) {
      code.after(copyButton(code));
      sizes.observe(code);
    }
    for (const table of document.querySelectorAll('.body .table:not(.seen)')) {
      table.classList.add('seen');
      sizes.observe(table);
    }
  }

  // Where pages have no access to the clipboard, over plain HTTP, they can copy what is selected.
  async function copy(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const area = make('textarea', { className: 'hidden', value: text, readOnly: true });
    const { activeElement } = document;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
    return activeElement?.focus();
  }

  on('click', async ({ target }) => {
    if (!target.matches?.('.copy-code')) return;
    await copy(target.previousElementSibling.textContent);
    target.setAttribute('aria-label', texts.copied);
    tell(texts.copied);
    setTimeout(() => target.setAttribute('aria-label', texts.copy_code), 2_000);
  });

  // Changes the list while this element stays where it is.
  function around(element, act) {
    const { top } = element.getBoundingClientRect();
    if (scroller) scroller.style.overflowAnchor = 'none';
    act();
    if (!scroller) return;
    scroller.scrollTop += element.getBoundingClientRect().top - top;
    requestAnimationFrame(() => requestAnimationFrame(() => { scroller.style.overflowAnchor = ''; }));
  }

  // Unfolding leaves the beginning of the text in its place, folding the control.
  on('click', (event) => {
    const more = event.target.closest?.('.more > summary')?.parentElement;
    if (!more) return;
    event.preventDefault();
    around(more.open ? more : more.previousElementSibling, () => { more.open = !more.open; });
  });

  // The browser's search scrolls within what is folded.
  on('scroll', ({ target }) => {
    if (!target.matches?.('.long') || !target.scrollTop) return;
    const by = target.scrollTop;
    around(target, () => {
      target.nextElementSibling.open = true;
      target.scrollTop = 0;
    });
    if (scroller) scroller.scrollTop += by;
  }, document, true);

  on('arranged', prepare);
  prepare();
})();
