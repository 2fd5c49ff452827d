// Going through the messages by keys: one stop for the Tab key, and the arrows from one message to the next
// (WAI-ARIA APG, roving tabindex). What is inside a message is reached by Tab from it.

if (scroller) {
  const INSIDE = 'a[href], button, summary, input, [tabindex]';
  let current = null;

  const messages = () => [...scroller.querySelectorAll('article')];

  function reach(article, reachable) {
    article.tabIndex = reachable ? 0 : -1;
    for (const inside of article.querySelectorAll(INSIDE)) inside.tabIndex = reachable ? 0 : -1;
  }

  // What is said of the one that is gone to: whose it is and when it was, and then its text.
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

  // What has come is no stop of its own; the stop is at the newest message, until somebody goes elsewhere.
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
      // Beyond the first and the last there may be more.
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
