// Keeps the focus when the focused element is replaced or removed.

// Returns a function that finds the same link, button or message after a swap, or else the nearest element.
function placeOf(element) {
  const around = element?.closest?.('article, #own-rooms');
  if (!around) return null;
  const { value } = element;
  const href = element.getAttribute('href');
  const same = value ? `button[value="${CSS.escape(value)}"]` : href && `a[href="${CSS.escape(href)}"]`;
  return () => {
    const fresh = byId(around.id);
    if (!fresh) return scroller && [...articlesOf(scroller)].at(-1);
    if (element === around) return fresh;
    return (same && fresh.querySelector(same)) ?? fresh.querySelector('.menu-link, [aria-current], .rooms a') ?? fresh;
  };
}

function focusOn(element) {
  if (!element) return;
  if (element.matches('article') && !element.hasAttribute('tabindex')) element.tabIndex = -1;
  element.focus();
}

let focused = null;
on('htmx:before:swap', () => {
  const { activeElement } = document;
  const place = placeOf(activeElement);
  focused = place && { element: activeElement, place };
});
on('htmx:after:swap', () => {
  if (focused && !focused.element.isConnected) focusOn(focused.place());
  focused = null;
});
