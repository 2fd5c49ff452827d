// Development builds only: reloads the page when the server was rebuilt.
'use strict';

let build = null;

async function look() {
  try {
    const answer = await fetch('/healthz', { cache: 'no-store' });
    const now = answer.headers.get('snug-build');
    if (build && now !== build) location.reload();
    build = now;
  } catch { /* The server is being rebuilt. */ }
}

// Not in browser tests, which restart servers and expect their pages to stay.
if (!navigator.webdriver) setInterval(look, 1_000);
