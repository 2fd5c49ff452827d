// More of the list: pages before and after come into it, and its far end goes when it gets long.

const MOST = 400;
const KEPT = 300;
const articlesOf = (list) => list.querySelectorAll('article');

// Notes where a message stands, and returns what puts it back there.
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

// Whatever is being read stays where it is.
function inPlace(list, act) {
  const { bottom } = scroller.getBoundingClientRect();
  // Not the first: it may lose its heading.
  const putBack = holdStill([...articlesOf(list)].findLast((item) => item.getBoundingClientRect().top < bottom));
  // The browser would hold still, too.
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

// At the end, and reading on, the oldest go.
function trim(list = byId('messages')) {
  if (!list || list.contains(document.activeElement) || articlesOf(list).length <= MOST) return;
  while (articlesOf(list).length > KEPT) list.firstElementChild.remove();
  pagingLink('prev').href = `${room}?before=${idOf(articlesOf(list)[0])}`;
  headDays(list);
}

// Reading back, the newest go: from then on the list is history, which the stream adds nothing to.
function trimEnd(list) {
  if (articlesOf(list).length <= MOST) return;
  while (articlesOf(list).length > KEPT) list.lastElementChild.remove();
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
  tell(fill(older ? texts.told_older : texts.told_newer, { count: items.filter((item) => item.matches('article')).length }));
}

// Whoever has asked for more reads on beside what was there; a pointer stays where it points.
function goOnFrom(article, older, byKeyboard) {
  const all = [...articlesOf(scroller)];
  const next = all[all.indexOf(article) + (older ? -1 : 1)] ?? article;
  next.focus({ preventScroll: true });
  if (byKeyboard) next.scrollIntoView({ block: 'nearest' });
}

// The list has reached the newest message: the stream goes on from what the page had seen.
function goLive(list, page) {
  endStream();
  lastEventId = page.getElementById('live').getAttribute('hx-sse:connect').split('after=')[1];
  list.id = 'messages';
  known = idOf([...articlesOf(list)].at(-1));
  noteNewMessages();
}

if (scroller) {
  on('click', (event) => {
    const link = event.target.closest('.paging a[rel]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    // A key gives clicks without a count.
    extend(link, !event.detail);
  }, scroller);
}
