// Presence: reports who is here and typing. Reports expire on the server.

(() => {
  const composer = document.getElementById('composer');
  const mine = document.querySelector('.me')?.dataset.username;
  const address = document.getElementById('messages') && composer?.getAttribute('action')?.replace(/messages$/, 'signs');
  if (!address) return;

  // Beacons are sent even while the page is being closed.
  const say = (sign) => navigator.sendBeacon(address, new URLSearchParams({ sign }));
  const here = () => { if (!document.hidden) say('here'); };
  let typed = 0;

  document.addEventListener('visibilitychange', () => say(document.hidden ? 'gone' : 'here'));
  addEventListener('pagehide', () => say('gone'));
  addEventListener('pageshow', here);
  setInterval(here, 25_000);

  document.addEventListener('input', (event) => {
    if (event.target.id !== 'composer-body') return;
    const writes = Boolean(event.target.value.trim());
    if (writes && Date.now() - typed > 1_000) {
      typed = Date.now();
      say('typing');
    } else if (!writes && typed) {
      typed = 0;
      say('paused');
    }
  });

  // Hides the viewer's own name among those typing.
  document.addEventListener('htmx:after:swap', () => {
    for (const name of document.querySelectorAll('#typing [data-user]')) name.hidden = name.dataset.user === mine;
    const typing = document.getElementById('typing');
    if (typing) typing.hidden = !typing.querySelector('[data-user]:not([hidden])');
  });
})();
