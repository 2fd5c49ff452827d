// The sidebar: unread rows beyond its edges, its width, and the drawer on narrow screens.

const sidebar = byId('sidebar');
const isDrawer = () => Boolean(sidebar) && getComputedStyle(sidebar).position === 'fixed';

// “2 unread below”: a button at the edge leads to the next unread row that is out of sight.
function showBeyond() {
  const list = byId('own-rooms');
  if (!list) return;
  const box = list.getBoundingClientRect();
  const marks = [...list.querySelectorAll('.mark.unread')].filter((mark) => mark.offsetParent && !mark.matches('.reading [aria-current] > *'));
  const rows = marks.map((mark) => mark.closest('li'));
  const sides = {
    above: rows.filter((row) => row.getBoundingClientRect().bottom < box.top + 8).reverse(),
    below: rows.filter((row) => row.getBoundingClientRect().top > box.bottom - 8),
  };
  for (const [side, found] of Object.entries(sides)) {
    const old = list.querySelector(`.beyond.${side}`);
    if (!found.length) { old?.remove(); continue; }
    const text = fill(texts[`unread_${side}`], { count: found.length }) + (side === 'below' ? ' ↓' : ' ↑');
    const button = old ?? make('button', { type: 'button', className: `beyond ${side}`, tabIndex: -1 });
    if (button.textContent !== text) button.textContent = text;
    button.onclick = () => found[0].scrollIntoView({ block: 'center' });
    if (!old) list[side === 'below' ? 'append' : 'prepend'](button);
  }
}
on('scroll', (event) => { if (event.target.id === 'own-rooms') showBeyond(); }, document, true);
on('resize', showBeyond, window);
on('arranged', showBeyond);
showBeyond();
on('toggle', (event) => { if (sidebar?.contains(event.target)) showBeyond(); }, document, true);

// The list stays where it is scrolled to when the server sends it anew.
let listTop = 0;
on('htmx:before:swap', () => { listTop = byId('own-rooms')?.scrollTop ?? 0; });
on('htmx:after:swap', () => {
  const list = byId('own-rooms');
  if (list && list.scrollTop !== listTop) list.scrollTop = listTop;
});

// The width is a class, and the server remembers it for this browser: pages come with it.
const widths = ['narrow', 'normal', 'wide', 'wider'];
const widthOf = () => [...widths, 'hidden'].find((name) => document.body.classList.contains(`sidebar-${name}`)) ?? 'normal';

function setWidth(name) {
  if (name === widthOf()) return;
  for (const one of [...widths, 'hidden']) document.body.classList.toggle(`sidebar-${one}`, one === name && one !== 'normal');
  showBeyond();
  ask('/settings/sidebar', { method: 'POST', body: new URLSearchParams({ width: name }), keepalive: true }).catch(() => {});
}

if (sidebar) {
  const handle = make('div', { className: 'sidebar-handle', role: 'slider', tabIndex: 0, 'aria-label': texts.resize_sidebar, 'aria-valuemin': 0, 'aria-valuemax': widths.length - 1 });
  const value = () => handle.setAttribute('aria-valuenow', Math.max(widths.indexOf(widthOf()), 0));
  value();
  sidebar.append(handle);
  const step = (by) => { setWidth(widths[Math.min(Math.max(widths.indexOf(widthOf()) + by, 0), widths.length - 1)]); value(); };
  const towardsEnd = () => (document.dir === 'rtl' ? -1 : 1);
  on('keydown', (event) => {
    const by = { ArrowRight: towardsEnd(), ArrowLeft: -towardsEnd(), ArrowUp: 1, ArrowDown: -1, Home: -widths.length, End: widths.length }[event.key];
    if (!by || !isPlain(event)) return;
    event.preventDefault();
    step(by);
  }, handle);
  on('pointerdown', (event) => { event.preventDefault(); handle.setPointerCapture(event.pointerId); }, handle);
  // Snaps to the width that is nearest to the pointer.
  on('pointermove', (event) => {
    if (!handle.hasPointerCapture(event.pointerId)) return;
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const wanted = (document.dir === 'rtl' ? innerWidth - event.clientX : event.clientX) / rem;
    const sizes = [13, 16.5, 20, 26];
    const near = sizes.reduce((best, size, n) => (Math.abs(size - wanted) < Math.abs(sizes[best] - wanted) ? n : best), 0);
    setWidth(widths[near]);
    value();
  }, handle);
}

// On narrow screens, “back” closes the drawer, as does swiping it away. Opening adds an entry to the history, which
// closing takes back; a link in the drawer replaces it.
if (sidebar?.showPopover) {
  const opened = () => history.state?.drawer === true;
  // Not `toggle`, which comes later: “back” could be pressed before.
  on('beforetoggle', (event) => {
    if (event.target !== sidebar || !isDrawer()) return;
    if (event.newState === 'open' && !opened()) history.pushState({ ...history.state, drawer: true }, '');
    if (event.newState === 'closed' && opened()) history.back();
  }, sidebar);
  on('popstate', () => { if (!opened() && sidebar.matches(':popover-open')) sidebar.hidePopover(); }, window);
  on('click', (event) => {
    const link = event.target.closest('a[href]');
    if (!link || !opened() || event.defaultPrevented || event.button || !isPlain(event)) return;
    event.preventDefault();
    location.replace(link.href);
  }, sidebar);
  // The page was reloaded while the drawer was open.
  if (opened()) history.replaceState({ ...history.state, drawer: false }, '');
  let began = null;
  on('touchstart', (event) => { began = event.touches.length === 1 ? event.touches[0] : null; }, sidebar);
  on('touchend', (event) => {
    const [to] = event.changedTouches;
    if (!began || !sidebar.matches(':popover-open')) return;
    const across = (to.clientX - began.clientX) * (document.dir === 'rtl' ? -1 : 1);
    if (across < -60 && Math.abs(to.clientY - began.clientY) < 40) sidebar.hidePopover();
    began = null;
  }, sidebar);
}
