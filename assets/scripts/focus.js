// Focus: never lost when a message is replaced.

// At the same place in the message, if that is still there.
let focused = null;
on('htmx:before:swap', () => {
  const article = document.activeElement?.closest?.('article');
  const { value } = document.activeElement ?? {};
  const within = value ? `button[value="${CSS.escape(value)}"]` : '.menu-link';
  focused = article && { article, within: article !== document.activeElement && within };
});
on('htmx:after:swap', () => {
  if (!focused || focused.article.isConnected) return;
  const fresh = byId(focused.article.id);
  if (fresh && !focused.within) fresh.tabIndex = -1;
  (focused.within ? fresh?.querySelector(focused.within) ?? fresh?.querySelector('.menu-link') : fresh)?.focus();
  focused = null;
});
