// The bar on a message: on hover, on focus, and on long press. One element serves all messages: it is moved into the
// message, before the link to its menu, which is the last of its buttons (WAI-ARIA APG, toolbar). Loaded when the list of
// messages is first used.
'use strict';

{
  const actionOf = () => `${room}/messages/${idOf(host())}/reactions`;
  const button = (name, sign, onclick, className = '') => make('button', { type: 'button', title: name, 'aria-label': name, onclick },
    make('span', { className, 'aria-hidden': 'true' }, sign));
  const reactions = (document.querySelector('.me').dataset.reactions ?? '').split(' ').filter(Boolean);
  // Before two reactions have been used, common ones fill up.
  const favourites = [...new Set([...reactions, '👍', '❤️'])].slice(0, 2)
    .map((emoji) => Object.assign(button(fill(texts.react_with, { text: emoji }), emoji, () => react(actionOf(), emoji), 'glyph'), { value: emoji }));
  const bar = make('div', { id: 'message-bar', role: 'toolbar' }, ...favourites,
    button(texts.bar_react, '☺\ufe0e', ({ currentTarget }) => {
      const action = actionOf();
      pickEmoji(currentTarget, (emoji) => react(action, emoji));
    }));
  if (composer) bar.append(button(texts.bar_reply, '↩\ufe0e', () => answer(idOf(host()))));
  const isTouch = matchMedia('(hover: none) and (pointer: coarse)').matches;
  const isRightToLeft = document.documentElement.dir === 'rtl';
  let isDown = false; // whether a button of the pointer is held down
  let pressed = null; // the message that was pressed long

  const host = () => bar.closest('article');
  const stops = () => [...bar.children, bar.nextElementSibling];

  // One tab stop, in the message that is the list's tab stop.
  function stopAt(stop) {
    for (const one of stops()) one.tabIndex = one === stop && host().tabIndex === 0 ? 0 : -1;
  }

  // At the upper edge of what is seen of the message.
  function place() {
    const article = host();
    const lift = parseFloat(article.style.getPropertyValue('--bar')) || 0;
    const hidden = scroller.getBoundingClientRect().top + 4 - (bar.getBoundingClientRect().top - lift);
    const down = Math.max(0, Math.min(hidden, article.offsetHeight - bar.offsetHeight));
    if (down !== lift) article.style.setProperty('--bar', `${down}px`);
  }

  function hide() {
    const article = host();
    if (!article) return;
    bar.nextElementSibling.tabIndex = article.tabIndex === 0 ? 0 : -1;
    article.style.removeProperty('--bar');
    bar.remove();
  }

  function showIn(article) {
    const link = article?.querySelector('.menu-link');
    bar.classList.toggle('pressed', Boolean(article) && article === pressed);
    if (!link || link.previousElementSibling === bar) return link ? place() : hide();
    hide();
    link.id = `${article.id}-menu`;
    bar.setAttribute('aria-owns', link.id);
    bar.setAttribute('aria-label', link.ariaLabel ?? link.getAttribute('aria-label'));
    link.before(bar);
    press();
    // The link to the menu may have the focus before this script is loaded.
    const all = stops();
    stopAt(all.includes(document.activeElement) ? document.activeElement : all[0]);
    return place();
  }

  // Shows which of the two reactions are the viewer's own.
  function press() {
    for (const one of favourites) {
      const given = [...host().querySelectorAll('.reactions button')].find(({ value }) => value === one.value);
      one.setAttribute('aria-pressed', Boolean(given?.dataset.people.split(' ').includes(me)));
    }
  }

  const focusedMessage = () => document.querySelector('#scroller :focus-visible')?.closest('article');

  function settle() {
    if (document.querySelector('dialog[open]')) return;
    if (!pressed?.isConnected) pressed = pressed && byId(pressed.id);
    showIn(pressed ?? focusedMessage() ?? (isTouch ? null : scroller.querySelector('article:hover')));
  }

  on('pointerover', ({ target, pointerType, buttons }) => {
    // Not while a text is being selected, nor while the bar itself has the focus.
    if (pointerType === 'touch' || (buttons && isDown) || bar.querySelector(':focus-visible')) return;
    const article = target.closest('article');
    if (article) showIn(article);
    else settle();
  }, scroller);
  on('pointerleave', settle, scroller);
  on('focusin', ({ target }) => {
    const article = target.matches(':focus-visible') && target.closest('article');
    if (article) showIn(article);
    if (host()) stopAt(stops().includes(target) ? target : favourites[0]);
  }, scroller);
  on('focusout', () => setTimeout(settle), scroller);
  on('close', () => setTimeout(settle), document, true);
  on('scroll', () => { if (host()) place(); }, scroller);

  on('keydown', (event) => {
    const { target, key } = event;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const article = target.closest('article');
    if (article && article !== host()) showIn(article);
    if (!host()) return;
    const all = stops();
    const at = all.indexOf(target);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key] * (isRightToLeft ? -1 : 1);
    if (target === host() && step > 0) all[0].focus();
    else if (at < 0) return;
    else if (key === 'Escape') host().focus();
    else if (step) all[(at + step + all.length) % all.length].focus();
    else if (key === 'Home' || key === 'End') all.at(key === 'Home' ? 0 : -1).focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, scroller, true);

  // The stream may replace the message.
  let held = -1;
  let shown = null; // the message that had the bar before
  on('htmx:before:swap', () => {
    shown = host();
    held = shown ? stops().indexOf(document.activeElement) : -1;
  });
  on('htmx:after:swap', () => {
    const fresh = shown && !shown.isConnected && byId(shown.id);
    if (fresh) {
      if (pressed === shown) pressed = fresh;
      showIn(fresh);
    }
    if (!host()) return;
    if (held >= 0) stops()[held].focus();
    held = -1;
    press();
    // The bar stays there: WebKit learns what is under the pointer only when that moves.
    stopAt(stops()[Math.max(0, stops().indexOf(document.activeElement))]);
  });

  // A long press, without selecting text: the style prevents that until the bar is there.
  scroller.classList.add('pressable');
  let timer = 0;
  let begun = null;
  const give = () => clearTimeout(timer);
  on('pointerdown', (event) => {
    isDown = true;
    give();
    if (pressed && !pressed.contains(event.target)) {
      pressed = null;
      settle();
    }
    const { target, pointerType } = event;
    if (pointerType !== 'touch' || target.closest('a, button, input, summary, .avatar')) return;
    const article = target.closest('#scroller article');
    if (!article) return;
    begun = event;
    timer = setTimeout(() => {
      pressed = article;
      showIn(article);
    }, 450);
  });
  on('pointermove', ({ clientX, clientY }) => { if (begun && Math.hypot(clientX - begun.clientX, clientY - begun.clientY) > 10) give(); });
  for (const name of ['pointerup', 'pointercancel']) on(name, () => { isDown = false; begun = null; give(); });
  on('keydown', ({ key }) => {
    if (key !== 'Escape' || !pressed) return;
    pressed = null;
    settle();
  });

  settle();
}
