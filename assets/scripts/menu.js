// The menu of a message.

// The menu is a page, opened here beside its message. If that fails, the page is loaded.
const menu = document.createElement('dialog');
menu.id = 'menu';
let back = () => null; // returns the element that gets the focus when the menu closes

async function openMenu(link, href = link.getAttribute('href')) {
  // The stream may replace the message while the menu is open.
  const place = placeOf(link);
  back = () => (link.isConnected ? link : place?.());
  if (!menu.isConnected) document.body.append(menu);
  menu.replaceChildren();
  await htmx.ajax('GET', href, { target: menu, swap: 'innerHTML' });
  if (!menu.childElementCount) { location.assign(href); return; }
  prepareMenu();
  // The label must be set before opening, when screen readers read it.
  menu.setAttribute('aria-label', menu.querySelector('h2')?.textContent ?? '');
  if (!menu.open) showNamed(menu);
  placeBeside(menu, link);
}

// Opens a dialog whose name is announced. With the page behind it, Orca loses what had the focus, and then takes the first
// control for focused already. So the dialog itself has the focus until that has happened or a key is pressed, and then
// `first`.
function showNamed(dialog, first = null) {
  dialog.tabIndex = -1;
  dialog.showModal();
  const control = first ?? document.activeElement;
  dialog.focus();
  const goOn = () => { if (document.activeElement === dialog) control.focus(); };
  dialog.onkeydown = goOn;
  setTimeout(goOn, 150);
}

// Runs again when the response to a rejected reaction replaces the menu.
function prepareMenu() {
  if (menu.querySelector('[role=status]')) return;
  const copy = menu.querySelector('.copy');
  if (copy && navigator.clipboard) copy.textContent = texts.copy_link;
  menu.append(make('p', { className: 'hidden', role: 'status' }));
  menu.querySelectorAll('.other input').forEach(completeIn);
}

on('htmx:after:swap', () => { if (menu.open) prepareMenu(); });

// Below the link, or above it where there is no room below; on narrow screens the style puts it at the bottom.
function placeBeside(dialog, link) {
  const at = link.getBoundingClientRect();
  const { offsetHeight: height, offsetWidth: width } = dialog;
  const below = at.bottom + height + 8 < innerHeight;
  dialog.style.top = `${Math.max(8, below ? at.bottom + 4 : Math.min(at.top - height - 4, innerHeight - height - 8))}px`;
  dialog.style.left = `${Math.max(8, Math.min(link.matches('.menu-link, #message-bar *') ? at.right - width : at.left, innerWidth - width - 8))}px`;
}

on('close', () => {
  const { activeElement } = document;
  if (activeElement === document.body || menu.contains(activeElement)) focusOn(back());
}, menu);
// 204: the action succeeded. The stream shows the result; pages that aren't live are reloaded.
on('htmx:finally:request', (event) => {
  const { response } = event.detail.ctx;
  if (response?.status !== 204 || !menu.contains(from(event))) return;
  menu.close();
  if (!room) location.reload();
});

on('keydown', (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.isComposing) return;
  const items = [...menu.querySelectorAll('a, button, input:not([type=hidden])')];
  items.at((items.indexOf(event.target) + step) % items.length).focus();
  event.preventDefault();
}, menu);

on('click', async (event) => {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest('a');
  if (event.target === menu) menu.close();
  else if (link?.matches('.menu-link, .author, .mention')) {
    event.preventDefault();
    openMenu(link, link.matches('.mention') && room ? `${link.getAttribute('href')}?room=${encodeURIComponent(decodeURIComponent(room.slice(7)))}` : undefined);
  } else if (event.target.matches?.('article > .avatar')) {
    // The name beside it is the link for others than the pointer.
    event.target.parentElement.querySelector('a.author')?.click();
  } else if (link?.matches('#menu .mention-them') && composer) {
    event.preventDefault();
    menu.close();
    insertText(`@${link.dataset.mention} `);
  } else if (link?.matches('#menu .copy') && navigator.clipboard) {
    event.preventDefault();
    const status = menu.querySelector('[role=status]');
    const done = () => { link.textContent = status.textContent = texts.copied; };
    await navigator.clipboard.writeText(link.href).then(done, () => location.assign(link.href));
  } else if (link?.matches('#menu .reply') && answer(link.dataset.message, link.href)) {
    event.preventDefault();
  } else if (link?.matches('#menu .edit-here') && composer && byId(`message-${link.dataset.message}`)) {
    event.preventDefault();
    menu.close();
    editInPlace(byId(`message-${link.dataset.message}`), back);
  } else if (link?.matches('.replying .cancel')) {
    event.preventDefault();
    stopAnswering();
    byId('composer-body').focus();
  }
});

// Escape hides the names of those who reacted, until the pointer or focus has left (WCAG 1.4.13).
on('keydown', ({ key }) => {
  if (key === 'Escape') document.querySelector('.reactions:is(:hover, :focus-within)')?.classList.add('untold');
});
for (const name of ['mouseout', 'focusout']) {
  on(name, ({ target, relatedTarget }) => {
    const form = target.closest?.('.reactions.untold');
    if (form && !form.contains(relatedTarget)) form.classList.remove('untold');
  });
}
