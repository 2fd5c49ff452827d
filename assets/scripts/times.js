// Times in the zone of the viewer's settings, or else the browser's.

const { lang } = document.documentElement;
const format = (options) => new Intl.DateTimeFormat(
  // The browser's locale with its region, if it has the page's language.
  navigator.language.split('-')[0] === lang ? navigator.language : lang,
  // Latin digits, as in the rest of the page.
  { ...options, numberingSystem: 'latn', timeZone: document.querySelector('.me')?.dataset.zone },
);
const clock = format({ timeStyle: 'short' });
const dayAndTime = format({ dateStyle: 'medium', timeStyle: 'short' });
const dayInWords = format({ dateStyle: 'full' });

function localise(root) {
  for (const time of root.querySelectorAll('time[datetime$="Z"]:not([title])')) {
    const at = new Date(time.dateTime);
    time.textContent = (time.classList.contains('full') ? dayAndTime : clock).format(at);
    time.title = dayAndTime.format(at);
  }
}

// Times of forms are in the browser's zone, too, where the settings name none.
for (const note of document.querySelectorAll('.own-zone')) {
  const { timeZone } = clock.resolvedOptions();
  note.querySelector('input').value = timeZone;
  note.querySelector('bdi')?.replaceChildren(timeZone);
  if (note.dataset.at) {
    const [date, time] = new Date(note.dataset.at).toLocaleString('sv').split(' ');
    const { elements } = note.closest('form');
    elements.date.value = date;
    elements.time.value = time.slice(0, 5);
  }
}

// The settings offer the browser's own zone first.
const zones = byId('zone');
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zones && here && zones.value !== here) {
  const place = here.split('/').pop().replaceAll('_', ' ');
  zones.options[0].after(make('option', { value: here }, zones.dataset.here.replace('%', place)));
}

// Today and yesterday by their names, other days in words.
function dayName(at) {
  const day = dayInWords.format(at);
  const now = Date.now();
  if (day === dayInWords.format(now)) return texts.today;
  // The day before, also where a day has 23 or 25 hours.
  return day === dayInWords.format(now - 864e5) ? texts.yesterday : day;
}

const makeHeading = (day) => make('h2', { className: 'day' }, day);

// Puts headings where days begin in the reader's zone, which may differ from the server's.
function headDays(list) {
  let last = '';
  for (const article of list.querySelectorAll('article')) {
    const item = article.closest('.marked') ?? article;
    // The line above the first unread message belongs to the message.
    const first = item.previousElementSibling?.matches('.new-line') ? item.previousElementSibling : item;
    const before = first.previousElementSibling;
    const day = dayName(new Date(article.querySelector('time').dateTime));
    const heading = before?.matches('.day') ? before : null;
    if (day === last) heading?.remove();
    else if (!heading) first.before(makeHeading(day));
    else if (heading.textContent !== day) heading.replaceWith(makeHeading(day));
    last = day;
  }
}
