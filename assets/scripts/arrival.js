// What is done with all that comes, and with what is there at first.

function arrange() {
  localise(document);
  markOwn();
  people.forEach(showPerson);
  const list = byId('messages') ?? byId('history');
  if (list) headDays(list);
  document.dispatchEvent(new Event('arranged'));
}

// Safari holds nothing still by itself, except at the very end.
const anchors = !scroller || CSS.supports('overflow-anchor', 'auto');
let putBack = null;
on('htmx:before:swap', () => { putBack = !anchors && scroller.scrollTop < 0 ? holdStill(topmost()) : null; });
on('htmx:after:swap', () => { arrange(); putBack?.(); noteNewMessages(); saySoon(); showMarks(); });
on('htmx:after:settle', showMarks);
arrange();
noteNewMessages();
showMarks();
// “N new ↓” leads to the end, also over a line of new messages on the way.
const toEnd = new URLSearchParams(location.search).has('newest');
if (scroller && !toEnd && !document.querySelector('.marked')) goToFirstNew();
document.querySelector('.marked')?.scrollIntoView({ block: 'center' });
// At the very end, the browser would follow what comes: who came for one message is left with it.
if (scroller && document.querySelector('.marked') && atEnd()) scroller.scrollTop = Math.min(scroller.scrollTop, -1);
document.querySelector('#sidebar [aria-current]')?.scrollIntoView({ block: 'nearest' });
// The way to a part of the same page leaves the menu open otherwise.
on('hashchange', () => byId('sidebar')?.hidePopover?.(), window);
