// Loads older and newer pages into the list. A long list is trimmed at its other end.

const MAX_ARTICLES = 400;
const TRIMMED_ARTICLES = 300;
const articlesOf = (list) => list.querySelectorAll('article');

// Records a message's position, and returns a function that scrolls it back there.
function holdStill(article) {
  const before = article?.getBoundingClientRect().top;
  return () => {
    const now = article && byId(article.id);
    if (now) scroller.scrollTop += now.getBoundingClientRect().top - before;
  };
}

const topmost = () => {
  const { top } = scroller.getBoundingClientRect();
  return [...articlesOf(scroller)].find((item) => item.getBoundingClientRect().bottom > top);
};

// Changes the list without moving the messages on the screen.
function inPlace(list, act) {
  const { bottom } = scroller.getBoundingClientRect();
  // Not the first message, which may lose its heading.
  const putBack = holdStill([...articlesOf(list)].findLast((item) => item.getBoundingClientRect().top < bottom));
  // The browser's own scroll anchoring would move it twice.
  scroller.style.overflowAnchor = 'none';
  act();
  arrange();
  putBack();
  requestAnimationFrame(() => requestAnimationFrame(() => { scroller.style.overflowAnchor = ''; }));
}

function pagingLink(rel) {
  const known = scroller.querySelector(`.paging a[rel=${rel}]`);
  if (known) return known;
  const text = rel === 'prev' ? texts.older_messages : texts.newer_messages;
  const link = make('a', { className: 'button', rel }, text);
  const nav = make('nav', { className: 'paging', 'aria-label': text }, link);
  if (rel === 'prev') scroller.querySelector('.older').append(nav);
  else {
    nav.append(make('a', { className: 'button', href: `${room}?newest=yes` }, texts.jump_to_newest));
    scroller.firstElementChild.append(nav);
  }
  return link;
}

// At the end, and when newer messages are loaded, the oldest ones are removed.
function trim(list = byId('messages')) {
  if (!list || list.contains(document.activeElement) || articlesOf(list).length <= MAX_ARTICLES) return;
  while (articlesOf(list).length > TRIMMED_ARTICLES) list.firstElementChild.remove();
  pagingLink('prev').href = `${room}?before=${idOf(articlesOf(list)[0])}`;
  headDays(list);
}

// When older messages are loaded, the newest ones are removed. From then on the list is history: the stream adds
// nothing to it.
function trimEnd(list) {
  if (articlesOf(list).length <= MAX_ARTICLES) return;
  while (articlesOf(list).length > TRIMMED_ARTICLES) list.lastElementChild.remove();
  list.id = 'history';
  pagingLink('next').href = `${room}?after=${idOf([...articlesOf(list)].at(-1))}`;
}

async function extend(link, byKeyboard) {
  if (link.matches('[aria-busy]')) return;
  link.setAttribute('aria-busy', 'true');
  try {
    const answer = await ask(link.href);
    if (answer.ok) take(link, parse(await answer.text()), byKeyboard);
    else location.assign(link.href);
  } catch {
    say(texts.no_answer);
  } finally {
    link.removeAttribute('aria-busy');
  }
}

function take(link, page, byKeyboard) {
  const list = byId('messages') ?? byId('history');
  const theirs = page.getElementById('messages') ?? page.getElementById('history');
  const items = [...theirs.children].filter((item) => !item.id || !byId(item.id));
  const older = link.rel === 'prev';
  const next = page.querySelector(`.paging a[rel=${link.rel}]`);
  const edge = document.activeElement === link && (older ? articlesOf(list)[0] : [...articlesOf(list)].at(-1));
  inPlace(list, () => {
    if (older) list.prepend(...items);
    else list.append(...items);
    for (const item of items) htmx.process(item);
    if (next) link.href = next.getAttribute('href');
    else link.closest('.paging').remove();
    if (older) trimEnd(list);
    else {
      trim(list);
      if (theirs.id === 'messages') goLive(list, page);
    }
  });
  if (edge) goOnFrom(edge, older, byKeyboard);
  tell(fill(older ? texts.announce_older : texts.announce_newer, { count: items.filter((item) => item.matches('article')).length }));
}

// Moves the focus from the link to the message next to the former edge. With a mouse, the page doesn't scroll.
function goOnFrom(article, older, byKeyboard) {
  const all = [...articlesOf(scroller)];
  const next = all[all.indexOf(article) + (older ? -1 : 1)] ?? article;
  next.focus({ preventScroll: true });
  if (byKeyboard) next.scrollIntoView({ block: 'nearest' });
}

// The list has reached the newest message: the stream resumes from the loaded page's last change.
function goLive(list, page) {
  endStream();
  lastEventId = page.getElementById('live').getAttribute('hx-sse:connect').split('after=')[1];
  list.id = 'messages';
  known = idOf([...articlesOf(list)].at(-1));
  noteNewMessages();
}

if (scroller) {
  // Not on the list, as in list.js.
  on('click', (event) => {
    const link = event.target.closest('#scroller .paging a[rel]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    // A click by keyboard has a count of 0.
    extend(link, !event.detail);
  });

  // Scrolling towards an end loads more; the links are for others. Only scrolling by a person counts, and what follows
  // from it (momentum): jumps to a message or to the end load nothing.
  const NEAR = 800;
  let moved = 0;
  for (const name of ['wheel', 'touchmove']) on(name, () => { moved = Date.now(); }, scroller);
  on('keydown', ({ key }) => { if (/^(Page|Arrow)(Up|Down)$|^(Home|End| )$/.test(key)) moved = Date.now(); }, scroller);
  // The scroll bar.
  on('pointerdown', ({ target }) => { if (target === scroller) moved = Date.now(); }, scroller);
  on('scroll', () => {
    if (Date.now() - moved > 1_000) return;
    moved = Date.now();
    const { scrollHeight, clientHeight } = scroller;
    const below = belowEnd();
    const rel = scrollHeight - clientHeight - below < NEAR ? 'prev' : below < NEAR ? 'next' : '';
    const link = rel && scroller.querySelector(`.paging a[rel=${rel}]`);
    if (link) extend(link, false);
  }, scroller);
}
