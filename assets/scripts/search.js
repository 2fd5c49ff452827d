// Shows hits while a search is typed. Loaded by the search page, and by the panel that shows it.

// Scripts in which a single character is a word.
const SHORT_WORDS = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;

// `shown` gets the address and title of what is shown, `announce` a text for screen readers.
function searchWhileTyping(form, shown, announce) {
  const field = form.elements.q;
  const place = form.parentElement;
  let last = field.value.trim();
  let asked = null;
  let timer = 0;

  const show = (fresh) => {
    const old = place.querySelector('#results');
    if (fresh && old) old.replaceWith(fresh);
    else if (fresh) place.append(fresh);
    else old?.remove();
    if (fresh) localise(fresh);
  };

  const look = async () => {
    const typed = field.value.trim();
    if (typed === last || !form.isConnected) return;
    asked?.abort();
    if ([...typed].length < 2 && !SHORT_WORDS.test(typed)) {
      last = typed;
      show(null);
      return;
    }
    const mine = asked = new AbortController();
    const address = `/search?q=${encodeURIComponent(field.value)}`;
    try {
      const answer = await fetch(address, { signal: mine.signal });
      if (answer.status === 429) {
        clearTimeout(timer);
        timer = setTimeout(look, 1_000 * (Number(answer.headers.get('Retry-After')) || 1));
        return;
      }
      if (!answer.ok || new URL(answer.url).pathname !== '/search') return;
      const page = parse(await answer.text());
      if (mine !== asked) return;
      last = typed;
      const fresh = page.getElementById('results');
      const count = fresh?.querySelectorAll('.hits li').length ?? 0;
      const outcome = fresh?.querySelector('.outcome')?.textContent ?? '';
      show(fresh);
      announce(count ? `${fill(texts.announce_results, { count })} ${outcome}` : outcome);
      shown(address, page.title);
    } catch { /* A newer search, or no response: Enter searches, too. */ }
  };

  const soon = (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(look, 250);
  };
  on('input', soon, field);
  on('compositionend', soon, field);
  // Enter searches at once.
  on('submit', () => { clearTimeout(timer); asked?.abort(); }, form);
}
