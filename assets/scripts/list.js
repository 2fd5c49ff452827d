// The list follows its end, or offers the way there.

const scroller = byId('scroller');
const toNewest = byId('to-newest');
const live = byId('live');
const stream = live?.getAttribute('hx-sse:connect') ?? '';
const room = stream.split('/events')[0];
let lastEventId = '';

// The scroller is laid out in reverse: 0 is the end, and the way up is negative.
const atEnd = () => !scroller || scroller.scrollTop > -40;

function goToEnd() {
  scroller.scrollTop = 0;
  if (toNewest) toNewest.hidden = true;
}

if (toNewest) {
  on('click', () => { goToEnd(); byId('composer-body').focus(); }, toNewest);
  on('scroll', () => { if (atEnd()) toNewest.hidden = true; }, scroller);
}

let newest = null;
function noteNewMessages() {
  const articles = document.querySelectorAll('#messages article');
  const last = articles[articles.length - 1]?.id;
  if (last !== newest && newest && toNewest && !atEnd()) toNewest.hidden = false;
  newest = last;
  if (atEnd()) trim();
}
