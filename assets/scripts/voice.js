// Says what is new to those who do not see it: author, text, time; once.

// Not by the list itself: that would read out each edit and reaction as a whole message, and all the times of a page
// as they are put into the reader's zone.
const voice = make('div', { className: 'hidden', 'aria-live': 'polite', 'aria-relevant': 'additions' });
document.body.append(voice);

// More at once are only counted.
const MOST_SAID = 5;

const idOf = (article) => Number(article.id.replace('message-', ''));
let known = Math.max(0, ...[...document.querySelectorAll('article[id]')].map(idOf)); // the newest that is no news
let saying = 0;

function sayNew() {
  saying = 0;
  const fresh = [...document.querySelectorAll('#messages article')].filter((article) => idOf(article) > known);
  if (!fresh.length) return;
  known = idOf(fresh.at(-1));
  if (fresh.length > MOST_SAID) return tell(fill(texts.told_newer, { count: fresh.length }));
  const lines = fresh.map((article) => make('p', { dir: 'auto' }, inWords(article)));
  voice.append(...lines);
  // Whoever reads on to the end of the page would find them there once more.
  setTimeout(() => lines.forEach((line) => line.remove()), 5_000);
}

function inWords(article) {
  const [author, reply, whom, time] = ['.author', '.quote .hidden', '.quote .whom', '.at']
    .map((part) => article.querySelector(part)?.textContent ?? '');
  return `${author}: ${whom && `${reply}${whom}: `}${textOf(article.querySelector('.body'))}, ${time}`;
}

// What comes in one go is said in one go.
const saySoon = () => { saying ||= setTimeout(sayNew, 100); };
