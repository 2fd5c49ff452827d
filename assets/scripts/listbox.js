// A list box below a field (WAI-ARIA APG, combobox with a list).

function activate(field, list, option) {
  list.querySelector('[aria-selected]')?.removeAttribute('aria-selected');
  option?.setAttribute('aria-selected', 'true');
  option?.scrollIntoView({ block: 'nearest' });
  if (option) field.setAttribute('aria-activedescendant', option.id);
  else field.removeAttribute('aria-activedescendant');
}

const activeIn = (list) => list.querySelector('[aria-selected]');

function step(field, list, by) {
  const options = [...list.children];
  const at = options.indexOf(activeIn(list));
  const next = at < 0 && by < 0 ? options.length - 1 : (at + by + options.length) % options.length;
  activate(field, list, options[next]);
}

const isPlain = (event) => !event.altKey && !event.ctrlKey && !event.metaKey && !event.isComposing;

// Fetches the options for a query; returns null if a newer query has been sent since.
function finder(address) {
  let asked = null;
  return async (q) => {
    asked?.abort();
    const mine = asked = new AbortController();
    try {
      const answer = await ask(address + encodeURIComponent(q), { signal: mine.signal });
      const options = answer.ok ? [...parse(await answer.text()).querySelectorAll('[role=option]')] : [];
      return mine === asked ? options : null;
    } catch {
      return mine.signal.aborted ? null : [];
    }
  };
}
