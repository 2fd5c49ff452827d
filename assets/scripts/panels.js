// Panels: pages about the room, and searches, open beside the conversation. The scripts are loaded when first used.

const loading = {};
const load = (name) => loading[name] ??= new Promise((done, fail) => {
  const src = icon.dataset[name];
  document.body.append(make('script', { src: policy ? policy.createScriptURL(src) : src, onload: done, onerror: fail }));
});

const ABOUT_ROOM = /^\/(about|pins|files|invite|remove|delete|guests|messages\/\d+\/(history|reactions))$/;
const opensInPanel = (url) => Boolean(room) && url.origin === location.origin
  && (url.pathname === '/search' || (url.pathname.startsWith(`${room}/`) && ABOUT_ROOM.test(url.pathname.slice(room.length))));

const openPanel = (address, opener) => load('panel').then(() => showPanel(address, { opener }), () => location.assign(address));

if (room) {
  on('click', (event) => {
    const link = event.target.closest?.('a[href]');
    if (!link || event.defaultPrevented || event.button || event.shiftKey || !isPlain(event) || link.target || !opensInPanel(new URL(link.href))) return;
    event.preventDefault();
    // From a menu, the focus returns to what opened that.
    const opener = menu.contains(link) ? back() : link;
    menu.close();
    openPanel(link.href, opener);
  });
  on('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.getAttribute('action') !== '/search') return;
    event.preventDefault();
    const open = () => openPanel(`/search?${new URLSearchParams(new FormData(form))}`, form.elements.q);
    // Closing the drawer goes back in the history.
    if (history.state?.drawer) on('popstate', open, window, { once: true });
    else open();
    sidebar?.hidePopover?.();
  });
  // After a reload, “back”, or a link in the panel to a message that was not loaded.
  let kept = history.state?.panel;
  try {
    kept ??= sessionStorage.getItem('panel');
    sessionStorage.removeItem('panel');
  } catch { /* Storage is disabled: the panel is closed. */ }
  if (kept) load('panel').then(() => showPanel(kept, { kept: true }), () => {});
}

const searchForm = document.querySelector('main form.search[action="/search"]');
if (searchForm) {
  const shown = (address, title) => {
    history.replaceState(history.state, '', address);
    calm.title = title;
    showMarks();
  };
  load('search').then(() => searchWhileTyping(searchForm, shown, tell), () => {});
}
