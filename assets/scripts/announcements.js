// Announces new messages to screen readers, each once: author, text, time.

// The list itself is not a live region: screen readers would read whole messages after each edit or reaction, and all
// times when they are converted to the reader's zone.
const voice = make('div', { className: 'hidden', 'aria-live': 'polite', 'aria-relevant': 'additions' });
document.body.append(voice);

// If more arrive together, only their number is announced.
const MAX_ANNOUNCED = 5;

const idOf = (article) => Number(article.id.replace('message-', ''));
let known = Math.max(0, ...[...document.querySelectorAll('article[id]')].map(idOf)); // the newest message that needs no announcement
let saying = 0;

function sayNew() {
  saying = 0;
  const fresh = [...document.querySelectorAll('#messages article')].filter((article) => idOf(article) > known);
  if (!fresh.length) return;
  known = idOf(fresh.at(-1));
  if (fresh.length > MAX_ANNOUNCED) return tell(fill(texts.announce_newer, { count: fresh.length }));
  const lines = fresh.map((article) => make('p', { dir: 'auto' }, inWords(article)));
  voice.append(...lines);
  // Removed, so that they aren't read again at the end of the page.
  setTimeout(() => lines.forEach((line) => line.remove()), 5_000);
}

function inWords(article) {
  const [author, reply, whom, time] = ['.author', '.quote .hidden', '.quote .whom', '.at']
    .map((part) => article.querySelector(part)?.textContent ?? '');
  return `${author}: ${whom && `${reply}${whom}: `}${textOf(article.querySelector('.body'))}, ${time}`;
}

// Messages that arrive together are announced together.
const saySoon = () => { saying ||= setTimeout(sayNew, 100); };
