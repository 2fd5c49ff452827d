// People: changes of names and pictures, and the viewer's own mentions and reactions.

// Markup is the same for everybody, so scripts mark what is the viewer's own.
const me = document.querySelector('.me')?.dataset.username;

function markOwn() {
  for (const mention of document.querySelectorAll('.mention:not(.own)')) {
    mention.classList.toggle('own', [`@${me}`, '@all', '@here'].includes(mention.textContent));
  }
  for (const button of document.querySelectorAll('.reactions button:not([aria-pressed])')) {
    button.setAttribute('aria-pressed', button.dataset.people.split(' ').includes(me));
  }
}

// The latest profile of each person since the page was loaded. Markup received later may have been rendered before the
// change.
const people = new Map();

function showPerson(told) {
  const [avatar, name] = told.children;
  const user = CSS.escape(told.dataset.person);
  const places = [`article[data-author="${user}"]`, `.me[data-username="${user}"]`, `[data-face="${user}"]`];
  for (const old of document.querySelectorAll(places.map((place) => `${place} > .avatar`))) {
    if (!old.isEqualNode(avatar)) old.replaceWith(avatar.cloneNode(true));
  }
  const names = [`${places[0]} > header > .author`, `${places[1]} > .name`, `[data-person="${user}"]`];
  for (const old of document.querySelectorAll(names)) {
    if (old.textContent !== name.textContent) old.textContent = name.textContent;
    old.lang = name.lang;
    if (old.matches('.author, .name')) old.title = name.title;
  }
}
