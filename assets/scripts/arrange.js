// Prepares markup: on loading, and after each swap.

let hasBlocks = false;

function arrange() {
  localise(document);
  markOwn();
  people.forEach(showPerson);
  const list = byId('messages') ?? byId('history');
  if (list) headDays(list);
  document.dispatchEvent(new Event('arranged'));
  if (!hasBlocks && document.querySelector('.body :is(pre, .table), .more')) {
    hasBlocks = true;
    addScript(icon.dataset.blocks).catch(() => { hasBlocks = false; });
  }
}

// Safari has no scroll anchoring, except at the very end.
const anchors = !scroller || CSS.supports('overflow-anchor', 'auto');
let putBack = null;
on('htmx:before:swap', () => { putBack = !anchors && scroller.scrollTop < 0 ? holdStill(topmost()) : null; });
on('htmx:after:swap', () => { arrange(); putBack?.(); noteNewMessages(); saySoon(); showMarks(); });
on('htmx:after:settle', showMarks);
arrange();
noteNewMessages();
showMarks();
// “N new ↓” goes to the end, even if the first unread message is further up.
const toEnd = new URLSearchParams(location.search).has('newest');
if (scroller && !toEnd && !document.querySelector('.marked')) goToFirstNew();
document.querySelector('.marked')?.scrollIntoView({ block: 'center' });
// At the very end, the browser would scroll along with new messages, away from a permalink's message.
if (scroller && document.querySelector('.marked') && atEnd()) scroller.scrollTop = Math.min(scroller.scrollTop, -1);
document.querySelector('#sidebar [aria-current]')?.scrollIntoView({ block: 'nearest' });
// A link to a fragment of the same page doesn't close the sidebar by itself.
on('hashchange', () => byId('sidebar')?.hidePopover?.(), window);
