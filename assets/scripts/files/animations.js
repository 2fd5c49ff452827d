// Animations: each has a button that pauses or plays it. With reduced motion, it stands still until it is asked to play.

// Signs that no font draws as coloured emoji.
const PAUSE = '❚❚';
const PLAY = '►';
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const isMoving = (image) => (image.dataset.plays ? image.dataset.plays === 'yes' : !calm.matches);

function setMoving(image, plays) {
  image.dataset.plays = plays ? 'yes' : 'no';
  // The source for reduced motion would win over the address.
  image.parentElement.querySelector('source')?.remove();
  image.src = plays ? image.closest('a').dataset.file : image.dataset.still;
}

function labelPause(button, image) {
  button.textContent = isMoving(image) ? PAUSE : PLAY;
  button.setAttribute('aria-label', fill(isMoving(image) ? texts.picture_pause : texts.picture_play, { name: image.alt }));
}

function addPauses() {
  for (const place of document.querySelectorAll('.moving:not(:has(> .pause))')) {
    const image = place.querySelector('img');
    const button = make('button', { type: 'button', className: 'pause small' });
    on('click', () => {
      setMoving(image, !isMoving(image));
      labelPause(button, image);
    }, button);
    labelPause(button, image);
    place.append(button);
  }
}
on('htmx:after:swap', addPauses);
on('change', () => { for (const button of document.querySelectorAll('.moving > .pause')) labelPause(button, button.parentElement.querySelector('img')); }, calm);
addPauses();
