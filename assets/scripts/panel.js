// The panel: shows the content of a page beside the conversation; on narrow screens, as a dialog over it.
//
// The address stays that of the room. Each page shown is an entry of the history, so that “back” goes to the one before
// and then closes the panel; after a reload, it is opened again.

let showPanel;

(() => {
  const wide = matchMedia('(min-width: 70rem)');
  const title = make('h2', { id: 'panel-title', tabIndex: -1 });
  const whole = make('a', { className: 'button quiet', title: texts.open_as_page, 'aria-label': texts.open_as_page }, make('span', { 'aria-hidden': 'true' }, '⤢'));
  const close = make('button', { type: 'button', className: 'quiet close', 'aria-label': texts.close }, make('span', { 'aria-hidden': 'true' }, '×'));
  const body = make('div', { className: 'panel-body', tabIndex: 0, role: 'region', 'aria-labelledby': title.id });
  // The status must be in the panel: the page behind a dialog is inert.
  const status = make('p', { className: 'hidden', role: 'status' });
  const panel = make('div', { id: 'panel', 'aria-labelledby': title.id }, make('div', { className: 'head' }, title, whole, close), body, status);
  const sheet = make('dialog', { id: 'panel-sheet', 'aria-labelledby': title.id });
  let shown = ''; // the address of the page shown; empty while the panel is closed
  let fetched = ''; // the markup of its content, as fetched last
  let turn = 0;
  let back = () => null; // returns the element that gets the focus when the panel closes
  let after = null; // called once the panel has closed
  let moving = false;
  let { hash } = location;

  const depth = () => history.state?.depth ?? 0;
  const announce = (text) => { status.textContent = text; };

  // Beside the page on wide screens, else in the dialog. Moving it keeps its content, focus and position.
  function place() {
    const { activeElement } = document;
    const { scrollTop } = body;
    moving = true;
    if (wide.matches) {
      panel.setAttribute('role', 'complementary');
      if (panel.parentElement !== document.body) byId('main').after(panel);
      if (sheet.open) sheet.close();
      sheet.remove();
    } else {
      panel.removeAttribute('role');
      if (!sheet.isConnected) document.body.append(sheet);
      if (panel.parentElement !== sheet) sheet.append(panel);
      if (!sheet.open) sheet.showModal();
    }
    moving = false;
    body.scrollTop = scrollTop;
    if (panel.contains(activeElement)) activeElement.focus({ preventScroll: true });
  }

  function hide() {
    if (!shown) return;
    const { activeElement } = document;
    const inside = activeElement === document.body || panel.contains(activeElement);
    shown = '';
    turn += 1;
    moving = true;
    if (sheet.open) sheet.close();
    moving = false;
    panel.remove();
    sheet.remove();
    const to = back();
    if (inside) focusOn(to?.isConnected ? to : byId('composer-body'));
    after?.();
    after = null;
  }

  function leave() {
    if (depth()) return history.go(-depth());
    const { panel: gone, ...state } = history.state ?? {};
    history.replaceState(state, '');
    return hide();
  }

  // Ids of the page behind come first.
  function rename(content) {
    for (const element of content.querySelectorAll('[id]')) {
      const { id } = element;
      if (!byId(id)) continue;
      element.id = `panel-${id}`;
      content.querySelector(`label[for="${CSS.escape(id)}"]`)?.setAttribute('for', element.id);
    }
  }

  function fillIn(main) {
    fetched = main.outerHTML;
    const heading = main.querySelector('h1')?.cloneNode(true);
    for (const link of heading?.querySelectorAll('a') ?? []) link.replaceWith(...link.childNodes);
    title.replaceChildren(...heading?.childNodes ?? []);
    const content = main.querySelector('.column') ?? main;
    if (content === main) main.querySelector('h1')?.remove();
    const column = make('div', { className: content.className }, ...content.childNodes);
    body.replaceChildren();
    rename(column);
    body.append(column);
    whole.href = shown;
    localise(body);
    markOwn();
    people.forEach(showPerson);
    body.querySelectorAll('form[action$="/invite"] input[type=text]').forEach(completeNames);
    const form = body.querySelector('form.search[action="/search"]');
    if (!form) return;
    const noted = (address) => {
      shown = whole.href = address;
      history.replaceState({ ...history.state, panel: address }, '');
    };
    load('search').then(() => searchWhileTyping(form, noted, announce), () => {});
  }

  // To the part of the page that its address names, to an error, or to the beginning.
  function focusIn(address) {
    const part = address.hash && body.querySelector(`#${CSS.escape(decodeURIComponent(address.hash.slice(1)))}`);
    const field = body.querySelector('[aria-invalid=true], [autofocus], form.search[action="/search"] input');
    if (field) {
      field.focus();
      field.setSelectionRange?.(field.value.length, field.value.length);
    } else title.focus({ preventScroll: true });
    if (part) part.scrollIntoView({ block: 'start' });
    else if (!field) body.scrollTop = 0;
  }

  // Shows the response to a request for `address`. A redirect to elsewhere is followed by the page.
  async function take(answer, address, { how = 'push', opener = null } = {}) {
    const mine = turn;
    const url = new URL(answer.url);
    if ((how !== 'form' || answer.redirected) && !opensInPanel(url)) return location.assign(answer.url);
    const markup = await answer.text();
    const main = parse(markup).querySelector('main');
    if (mine !== turn || !main) return undefined;
    // A form may be refused on a page of its own; else its address is no page.
    const leadsOn = how === 'form' && !answer.redirected && opensInPanel(url) && url.pathname !== new URL(shown).pathname;
    if (answer.redirected) {
      url.searchParams.delete('saved');
      shown = url.href;
    } else if (how !== 'form' || leadsOn) shown = address.href;
    const opening = !panel.isConnected;
    if (opening) {
      const found = opener && placeOf(opener);
      back = () => (opener?.isConnected ? opener : found?.());
    }
    if (how === 'push' || leadsOn) history.pushState({ ...history.state, panel: shown, depth: depth() + 1 }, '');
    else history.replaceState({ ...history.state, panel: shown }, '');
    fillIn(main);
    place();
    // A reload leaves the focus in the conversation.
    if (how !== 'kept' || !wide.matches) focusIn(answer.redirected && !url.hash ? url : address);
    const told = how === 'form' ? [...body.querySelectorAll('.saved, .error, [role=alert]')] : [];
    announce(told.map((element) => element.textContent).join(' ').trim());
    return undefined;
  }

  const fail = () => {
    if (shown) announce(texts.no_answer);
    say(texts.no_answer);
  };

  showPanel = async (href, { opener, kept, popped } = {}) => {
    const address = new URL(href, location.href);
    const mine = turn += 1;
    panel.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(address);
      if (mine === turn) await take(answer, address, { how: kept ? 'kept' : popped ? 'popped' : 'push', opener });
    } catch {
      fail();
    } finally {
      panel.removeAttribute('aria-busy');
    }
  };

  // To a message of this room: in the list if it is there, else on its page, with the panel beside it.
  function jump(id, href) {
    const article = byId(`message-${id}`);
    if (!article || !scroller.contains(article)) {
      if (wide.matches) try { sessionStorage.setItem('panel', shown); } catch { /* The panel is closed there. */ }
      return location.assign(href);
    }
    const show = () => {
      document.querySelector('.found-here')?.classList.remove('found-here');
      article.classList.add('found-here');
      article.scrollIntoView({ block: 'center' });
      focusOn(article);
    };
    if (wide.matches) return show();
    after = show;
    return leave();
  }

  // Not on the panel: screen readers would call what is in it clickable. It comes before the listeners of the page.
  on('click', (event) => {
    const link = event.target.closest?.('#panel a[href]');
    if (!link || event.defaultPrevented || event.button || event.shiftKey || !isPlain(event) || link.target) return;
    // A card or a menu, as on the page.
    if (link.matches('.menu-link, .author, .mention')) return;
    // The page itself.
    if (link === whole) { event.stopPropagation(); return; }
    const url = new URL(link.href);
    const message = url.origin === location.origin && url.pathname.startsWith(`${room}/messages/`) && /\/messages\/(\d+)$/.exec(url.pathname);
    const href = link.getAttribute('href');
    if (href.startsWith('#')) {
      const part = body.querySelector(`#${CSS.escape(href.slice(1))}`);
      part?.scrollIntoView({ block: 'start' });
      part?.querySelector('h2')?.setAttribute('tabindex', '-1');
      part?.querySelector('h2')?.focus({ preventScroll: true });
    } else if (message) jump(message[1], link.href);
    else if (opensInPanel(url)) showPanel(link.href);
    else if (url.origin === location.origin && url.pathname === room && !url.search) leave();
    else return;
    event.preventDefault();
  }, document, true);

  on('submit', async (event) => {
    const form = event.target;
    const { submitter } = event;
    if (event.defaultPrevented || form.dataset.plain || form.matches('.reactions')) return;
    const address = new URL(submitter?.getAttribute('formaction') ?? form.getAttribute('action'), location.href);
    const data = new FormData(form, submitter);
    if (form.method === 'get') {
      address.search = new URLSearchParams(data);
      if (!opensInPanel(address)) return;
      event.preventDefault();
      showPanel(address.href);
      return;
    }
    event.preventDefault();
    if (panel.hasAttribute('aria-busy')) return;
    panel.setAttribute('aria-busy', 'true');
    turn += 1;
    try {
      const answer = await fetch(address, { method: 'POST', body: form.enctype === 'multipart/form-data' ? data : new URLSearchParams(data) });
      if (answer.status === 401) {
        // The session has ended: the login page keeps the text of a form that the browser sends itself.
        form.dataset.plain = 'yes';
        form.requestSubmit(submitter);
      } else await take(answer, address, { how: 'form' });
    } catch {
      fail();
    } finally {
      panel.removeAttribute('aria-busy');
    }
  }, panel);

  // Whether a refresh would lose something: what was typed or chosen, or a selected text.
  function isInUse() {
    const { anchorNode, isCollapsed } = getSelection();
    if (!isCollapsed && body.contains(anchorNode)) return true;
    return [...body.querySelectorAll('input:not([type=hidden]), textarea, select')].some((field) => (
      field.matches('select') ? [...field.options].some((option) => option.selected !== option.defaultSelected && field.selectedIndex > 0)
        : field.value !== field.defaultValue || field.checked !== field.defaultChecked));
  }

  // The same element before and after a refresh: its id, address or form, and name.
  const likenessOf = (element) => [element.tagName, element.id, element.getAttribute('href'), element.form?.getAttribute('action'), element.name, element.value, element.ariaLabel ?? (element.matches('summary, button') && element.textContent)].join('\n');
  const all = (css) => [...body.querySelectorAll(css)];
  const foldsOpen = () => all('details').map((fold) => fold.open);

  // Shows the page as it is now.
  async function refresh() {
    refreshed = Date.now();
    if (!shown || document.hidden) return;
    if (isInUse() || panel.hasAttribute('aria-busy')) { if (pageShown()) refreshSoon(); return; }
    const mine = turn;
    const answer = await fetch(shown).catch(() => null);
    if (!answer?.ok || mine !== turn || !opensInPanel(new URL(answer.url))) return;
    const main = parse(await answer.text()).querySelector('main');
    if (mine !== turn || !main || main.outerHTML === fetched) return;
    if (isInUse()) { refreshSoon(); return; }
    const { scrollTop } = body;
    const { activeElement } = document;
    const likeness = body.contains(activeElement) && likenessOf(activeElement);
    const open = foldsOpen();
    fillIn(main);
    all('details').forEach((fold, at) => { if (open[at]) fold.open = true; });
    body.scrollTop = scrollTop;
    if (activeElement.isConnected) return;
    const same = likeness && all('a, button, input, select, textarea, summary').find((element) => likenessOf(element) === likeness);
    (same || title).focus({ preventScroll: true });
  }
  let refreshed = 0; // when it was refreshed last
  let soon = 0;
  // Once a second at most.
  const refreshSoon = () => {
    if (shown) soon ||= setTimeout(() => { soon = 0; refresh(); }, Math.max(300, refreshed + 1_000 - Date.now()));
  };

  // The page of the room that is shown, such as `pins`; empty for a search.
  const pageShown = () => (shown && new URL(shown).pathname.startsWith(`${room}/`) ? new URL(shown).pathname.slice(room.length + 1) : '');
  const shows = (pattern) => pattern.test(pageShown());

  // Whether a message that has changed is shown. In the list, it still is as before.
  function showsMessage(id, markup) {
    if (shows(/^messages\//)) return pageShown().split('/')[1] === id;
    const isPinned = (element) => element?.querySelector('.pin') !== null;
    if (shows(/^files$/)) return [markup, byId(`message-${id}`)].some((one) => one?.querySelector('.files'));
    return shows(/^(pins|about)$/) && [markup, byId(`message-${id}`), byId(`panel-message-${id}`)].some((one) => one && isPinned(one));
  }
  on('htmx:sse:before:message', ({ detail: { message } }) => {
    if (!pageShown()) return;
    for (const partial of parse(message.data ?? '').querySelectorAll('hx-partial')) {
      const target = partial.getAttribute('hx-target');
      const [, id] = /^#message-(\d+)$/.exec(target) ?? [];
      const isNew = target === '#messages' && partial.getAttribute('hx-swap') === 'innerHTML';
      if (isNew || (id ? showsMessage(id, partial) : target === '#alerts' && shows(/^guests/))) refreshSoon();
    }
  });
  // The details or the members have changed, or those who are here; what happened before a connection is not told.
  const refreshDetails = () => { if (shows(/^(about|invite|remove|guests)/)) refreshSoon(); };
  on('details', refreshDetails);
  on('htmx:sse:after:connection', () => { if (pageShown()) refreshSoon(); });
  let here = byId('signs')?.querySelector('.here')?.textContent;
  on('htmx:after:swap', () => {
    const now = byId('signs')?.querySelector('.here')?.textContent;
    if (now !== here) refreshDetails();
    here = now;
  });
  // An action of a message's menu has succeeded.
  on('htmx:finally:request', (event) => {
    if (event.detail.ctx.response?.status === 204 && menu.contains(from(event))) refreshSoon();
  });
  on('person', refreshSoon);
  on('visibilitychange', refreshSoon);

  on('click', leave, close);
  on('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented || sheet.open) return;
    event.preventDefault();
    leave();
  }, panel);
  on('cancel', (event) => { if (event.target === sheet) { event.preventDefault(); leave(); } }, sheet);
  on('close', () => { if (shown && !moving && !sheet.open && panel.parentElement === sheet) leave(); }, sheet);
  on('click', (event) => { if (event.target === sheet) leave(); }, sheet);
  on('change', () => { if (shown) place(); }, wide);
  on('popstate', () => {
    const wanted = history.state?.panel;
    if (!wanted && shown && location.hash !== hash) {
      // A link to a part of the page, not “back”.
      history.replaceState({ panel: shown, depth: 0 }, '');
    } else if (!wanted) hide();
    else if (wanted !== shown) showPanel(wanted, { popped: true });
    ({ hash } = location);
  }, window);
})();
