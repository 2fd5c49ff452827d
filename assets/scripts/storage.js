// Local storage, separate for each account.

// Storage may be disabled or full: then values are lost with the page.
const storage = {
  get(key) { try { return localStorage.getItem(key); } catch { return null; } },
  set(key, value) {
    try {
      if (value) localStorage.setItem(key, value);
      else localStorage.removeItem(key);
    } catch { /* The value is lost with the page. */ }
  },
  keys(start) { try { return Object.keys(localStorage).filter((key) => key.startsWith(start)).sort(); } catch { return []; } },
};
const own = (kind) => `${kind}:${me}:`;

// A page restored from the back-forward cache may belong to a former session. It stays hidden until the session is
// known to be the same.
const whose = () => document.cookie.split('; ').filter((pair) => /snug-\w+-user=./.test(pair)).sort().join();
const madeFor = whose();
if (me) {
  const { classList } = document.documentElement;
  on('pagehide', (event) => { if (event.persisted) classList.add('out-of-sight'); }, window);
  on('pageshow', (event) => {
    if (!event.persisted) return;
    if (madeFor && whose() === madeFor) classList.remove('out-of-sight');
    else location.reload();
  }, window);
}

// Logging out clears the account's storage once it has succeeded: only then is the login page shown without `next`.
const leaving = 'leaving';
if (me) {
  storage.set('account', me);
  storage.set(leaving, '');
  on('submit', (event) => {
    if (!event.target.matches('form[action="/logout"]')) return;
    const unsent = outbox.length;
    const sure = !unsent || confirm(fill(texts.lose_unsent, { count: unsent }));
    if (sure) storage.set(leaving, me);
    else event.preventDefault();
  });
} else if (storage.get(leaving) && location.pathname === '/login' && !location.search) {
  const gone = storage.get(leaving);
  for (const kind of ['draft', 'drafted', 'answers', 'outbox', 'files', 'edit']) for (const key of storage.keys(`${kind}:${gone}:`)) storage.set(key, '');
  try { indexedDB.deleteDatabase(`files:${gone}:`); } catch { /* There is no database. */ }
  storage.set(leaving, '');
}
