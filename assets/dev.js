// Only pages of development builds load this: it reloads them when the server was built anew.
'use strict';

let process = null;

setInterval(async () => {
  try {
    const answer = await fetch('/healthz', { cache: 'no-store' });
    const now = answer.headers.get('snug-process');
    if (process && now !== process) location.reload();
    process = now;
  } catch { /* It is being built. */ }
}, 1_000);
