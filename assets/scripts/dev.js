// Only pages of development builds load this: it reloads them when the server was built anew.
'use strict';

let build = null;

async function look() {
  try {
    const answer = await fetch('/healthz', { cache: 'no-store' });
    const now = answer.headers.get('snug-build');
    if (build && now !== build) location.reload();
    build = now;
  } catch { /* It is being built. */ }
}

// Tests start servers anew, too, and want their pages to stay.
if (!navigator.webdriver) setInterval(look, 1_000);
