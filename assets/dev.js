// Only pages of development builds load this: it reloads them when the server was built anew.
'use strict';

let build = null;

setInterval(async () => {
  try {
    const answer = await fetch('/healthz', { cache: 'no-store' });
    const now = answer.headers.get('snug-build');
    if (build && now !== build) location.reload();
    build = now;
  } catch { /* It is being built. */ }
}, 1_000);
