// What the other scripts stand on. All of them are enhancements: pages work when none ever loads.
//
// build.rs joins them into one, in its order: what stands at the top of one is there for all of them.
'use strict';

// Trusted Types: strings become markup only through htmx and `parse`, and only what this server sent.
const policy = window.trustedTypes?.createPolicy('htmx', { createHTML: (s) => s, createScript: () => '' });
htmx.registerExtension('snug', { init(api) { if (policy) api.initSecurity(policy); } });
const parse = (html) => new DOMParser().parseFromString(policy ? policy.createHTML(html) : html, 'text/html');

const byId = (id) => document.getElementById(id);
const on = (name, act, target = document, capture = false) => target.addEventListener(name, act, capture);
const from = (event) => event.detail?.ctx?.sourceElement ?? event.target;

function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

// A sentence with its gaps filled: `{count}` by what `count` is.
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (gap, name) => values[name] ?? gap);

// The same with elements, as a list of what to put in: they keep their direction to themselves, and need no characters
// for that around them.
const filled = (text, values) => text.replace(/[\u2068\u2069]/g, '').split(/\{(\w+)\}/).flatMap((part, n) => (n % 2 ? values[part] : part));

// A message's text on one line: task boxes by their names, spoilers left out.
function textOf(body) {
  const copy = body.cloneNode(true);
  for (const box of copy.querySelectorAll('input')) (box.closest('.spoiler') ?? box).replaceWith(`${box.ariaLabel} `);
  return copy.textContent.replace(/\s+/g, ' ').trim();
}

// Asks as htmx does: an error is answered by a fragment, and a session that has ended by the way to the login page.
async function ask(url, options = {}) {
  const answer = await fetch(url, { ...options, headers: { 'HX-Request': 'true', 'HX-Current-URL': location.href, ...options.headers } });
  if (answer.status === 401) location.assign(answer.headers.get('HX-Redirect') ?? '/login');
  return answer;
}

// Says something to those who do not see it.
const told = make('p', { className: 'hidden', role: 'status' });
document.body.append(told);
const tell = (text) => { told.textContent = text; };

// What is wrong with a form comes with the form, and where it keeps the focus, nothing of it would be said.
on('htmx:finally:request', ({ detail: { ctx } }) => {
  if (![422, 429].includes(ctx.response?.status)) return;
  tell([...document.querySelectorAll('main .error')].map((error) => error.textContent).join(' ').trim());
});
