// `/play`: a button plays a sound again, and where sounds are on, a new message plays its own.

const PLAYED = 'played'; // the last message whose sound was played, in all tabs
const SOUND_AGE = 60_000; // older messages arrived after a break

let loadingSounds = null;
function play(name) {
  loadingSounds ??= new Promise((loaded, failed) => {
    const src = icon.dataset.sounds;
    document.body.append(make('script', { src: policy ? policy.createScriptURL(src) : src, onload: loaded, onerror: failed }));
  });
  loadingSounds.then(() => window.playSound(name), () => { loadingSounds = null; });
}

on('click', (event) => {
  const button = event.target.closest?.('[data-sound]');
  if (button) play(button.dataset.sound);
});

async function playNew(article) {
  const id = idOf(article);
  const age = Date.now() - Date.parse(article.querySelector('time')?.dateTime);
  if (!(age < SOUND_AGE) || id <= Number(storage.get(PLAYED))) return;
  storage.set(PLAYED, String(id));
  // The server knows whether sounds are on, and the quiet hours.
  const answer = await fetch('/notifications');
  const { sound, quiet } = answer.ok ? await answer.json() : {};
  if (sound && !quiet) play(article.querySelector('[data-sound]').dataset.sound);
}

const heardList = byId('messages');
if (heardList && live) {
  const last = Math.max(0, ...[...heardList.querySelectorAll('article[id]')].map(idOf));
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (node.matches?.('article') && idOf(node) > last && node.querySelector('[data-sound]')) playNew(node).catch(() => {});
      }
    }
  }).observe(heardList, { childList: true });
}
