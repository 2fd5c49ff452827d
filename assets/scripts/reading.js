// Keyboard navigation in the list: Tab stops once, arrow keys go from message to message (WAI-ARIA APG, roving
// tabindex). Tab from a message reaches the links and buttons in it.

if (scroller) {
  // Boxes that scroll are always tab stops.
  const INSIDE = 'a[href], button, summary, input, [tabindex]:not([role=region])';
  let current = null;

  const messages = () => [...scroller.querySelectorAll('article')];

  function reach(article, reachable) {
    article.tabIndex = reachable ? 0 : -1;
    for (const inside of article.querySelectorAll(INSIDE)) inside.tabIndex = reachable ? 0 : -1;
  }

  // The accessible name of a focused message is its author and time, the description its text.
  function name(article) {
    const ids = ['author', 'at', 'body'].map((part) => {
      const element = article.querySelector(`.${part}`);
      element.id ||= `${article.id}-${part}`;
      return element.id;
    });
    article.setAttribute('aria-labelledby', `${ids[0]} ${ids[1]}`);
    article.setAttribute('aria-describedby', ids[2]);
  }

  function stopAt(article) {
    if (article === current && article?.tabIndex === 0) return;
    if (current?.isConnected) reach(current, false);
    current = article;
    if (!current) return;
    reach(current, true);
    name(current);
  }

  // New messages are no tab stops. The stop is the newest message until another one is focused.
  function settle() {
    const all = messages();
    for (const article of all) if (!article.hasAttribute('tabindex')) reach(article, false);
    const stays = current?.isConnected && current.contains(document.activeElement);
    const same = current && !current.isConnected && byId(current.id);
    if (!stays) stopAt(same || scroller.querySelector('.marked article') || all.at(-1));
  }

  const STEPS = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity };

  on('focusin', (event) => {
    const article = event.target.closest('article');
    if (article) stopAt(article);
  }, scroller);

  on('keydown', (event) => {
    const article = event.target;
    if (!article.matches('article') || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const step = STEPS[event.key];
    if (step) {
      const all = messages();
      const at = all.indexOf(article);
      const next = Math.min(Math.max(at + step, 0), all.length - 1);
      // At the first and last message, load more.
      if (next === at) scroller.querySelector(`.paging a[rel=${step < 0 ? 'prev' : 'next'}]`)?.click();
      stopAt(all[next]);
      all[next].focus({ preventScroll: true });
      all[next].scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') article.querySelector('.menu-link')?.click();
    else return;
    event.preventDefault();
  }, scroller);

  on('htmx:after:swap', settle);
  on('arranged', settle);
  settle();
}
