// People: changes of names and pictures, and the viewer's own mentions and reactions.

// Markup is the same for everybody, so scripts mark what is the viewer's own.
const me = document.querySelector('.me')?.dataset.username;

// The username that a mention stands for; it shows the shown name.
const personOf = (mention) => decodeURIComponent(mention.pathname.slice(8));

function markOwn() {
  for (const mention of document.querySelectorAll('.mention:not(.own)')) {
    mention.classList.toggle('own', [me, 'all', 'here'].includes(personOf(mention)));
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
  for (const mention of document.querySelectorAll('a.mention')) {
    if (personOf(mention) === told.dataset.person) mention.firstElementChild.textContent = `@${name.textContent}`;
  }
}
