// What can be done with a message: its menu, and reactions.

// The menu is a page; here it opens beside its message. Where that fails, it is a page again.
const menu = document.createElement('dialog');
menu.id = 'menu';
let back = () => null; // what has the focus when it closes

async function openMenu(link) {
  // The message may be replaced meanwhile, and its link with it.
  const place = placeOf(link);
  back = () => (link.isConnected ? link : place?.());
  if (!menu.isConnected) document.body.append(menu);
  menu.replaceChildren();
  await htmx.ajax('GET', link.getAttribute('href'), { target: menu, swap: 'innerHTML' });
  if (!menu.childElementCount) { location.assign(link.href); return; }
  prepareMenu();
  // Its name comes first: it is said when the menu opens.
  menu.setAttribute('aria-label', menu.querySelector('h2')?.textContent ?? '');
  if (!menu.open) menu.showModal();
  placeMenu(link);
}

// The answer to a refused reaction replaces the whole menu, too.
function prepareMenu() {
  if (menu.querySelector('[role=status]')) return;
  const copy = menu.querySelector('.copy');
  if (copy && navigator.clipboard) copy.textContent = texts.copy_link;
  menu.append(make('p', { className: 'hidden', role: 'status' }));
}

on('htmx:after:swap', () => { if (menu.open) prepareMenu(); });

// Below the link, or above it where there is more room; on narrow screens the style puts it at the bottom.
function placeMenu(link) {
  const at = link.getBoundingClientRect();
  const { offsetHeight: height, offsetWidth: width } = menu;
  const below = at.bottom + height + 8 < innerHeight;
  menu.style.top = `${Math.max(8, below ? at.bottom + 4 : Math.min(at.top - height - 4, innerHeight - height - 8))}px`;
  menu.style.left = `${Math.max(8, Math.min(at.right - width, innerWidth - width - 8))}px`;
}

on('close', () => {
  const { activeElement } = document;
  if (activeElement === document.body || menu.contains(activeElement)) focusOn(back());
}, menu);
// What was asked for is done; pages that are not live show it when they are loaded anew.
on('htmx:finally:request', (event) => {
  const { response } = event.detail.ctx;
  if (response?.status !== 204 || !menu.contains(from(event))) return;
  menu.close();
  if (!live) location.reload();
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
  else if (link?.matches('.menu-link')) {
    event.preventDefault();
    openMenu(link);
  } else if (link?.matches('#menu .copy') && navigator.clipboard) {
    event.preventDefault();
    const status = menu.querySelector('[role=status]');
    const done = () => { link.textContent = status.textContent = texts.copied; };
    await navigator.clipboard.writeText(link.href).then(done, () => location.assign(link.href));
  } else if (link?.matches('#menu .reply') && answer(link)) {
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

// Who reacted shows until Escape, and then again once the pointer or the focus has been elsewhere (WCAG 1.4.13).
on('keydown', ({ key }) => {
  if (key === 'Escape') document.querySelector('.reactions:is(:hover, :focus-within)')?.classList.add('untold');
});
for (const name of ['mouseout', 'focusout']) {
  on(name, ({ target, relatedTarget }) => {
    const form = target.closest?.('.reactions.untold');
    if (form && !form.contains(relatedTarget)) form.classList.remove('untold');
  });
}

// The stream brings what comes of it; an answer that says no is shown as a page.
on('submit', async (event) => {
  const form = event.target;
  if (!live || !form.matches('.reactions') || form.dataset.plain) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const said = await fetch(form.action, { method: 'POST', body, headers: { 'HX-Request': 'true' } }).catch(() => null);
  if (said?.status === 204) return;
  form.dataset.plain = 'yes';
  form.requestSubmit(event.submitter);
});
