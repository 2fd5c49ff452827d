// Basics for the other scripts. All scripts are enhancements: pages work without them.
//
// build.rs joins all scripts into one, in its order: top-level names are visible to later ones.
'use strict';

// Trusted Types: only htmx and `parse` turn strings into markup. Strings from elsewhere than this server, of the
// clipboard, are only read: the documents that `parse` makes load and run nothing. Addresses of scripts
// are this server's, by the policy of the page.
const policy = window.trustedTypes?.createPolicy('htmx', { createHTML: (s) => s, createScript: () => '', createScriptURL: (s) => s });
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

// Loads a script of this server.
function addScript(src) {
  const script = make('script', { src: policy ? policy.createScriptURL(src) : src });
  document.body.append(script);
  return new Promise((done, fail) => { on('load', done, script); on('error', fail, script); });
}

// A sentence with its arguments filled in: `{count}` by `values.count`.
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (gap, name) => values[name] ?? gap);

// The same with elements as arguments, as a list of nodes. Elements isolate their direction, so that the isolates
// around arguments are removed.
const filled = (text, values) => text.replace(/[\u2068\u2069]/g, '').split(/\{(\w+)\}/).flatMap((part, n) => (n % 2 ? values[part] : part));

// A message's text on one line. Checkboxes are replaced by their labels, spoilers by the label of theirs, and custom emoji
// by their names.
function textOf(body) {
  const copy = body.cloneNode(true);
  for (const box of copy.querySelectorAll('input, img')) (box.alt ? box : box.closest('.spoiler') ?? box).replaceWith(box.alt || `${box.ariaLabel} `);
  const text = copy.textContent.replace(/\s+/g, ' ').trim();
  if (text) return text;
  // Files without a text.
  return [...(body.parentElement?.querySelectorAll('.files :is(bdi, img)') ?? [])].map((file) => `📎 ${file.alt || file.textContent}`).join(' ');
}

// Sends a request as htmx does: errors are fragments, and an ended session redirects to the login page.
async function ask(url, options = {}) {
  const answer = await fetch(url, { ...options, headers: { 'HX-Request': 'true', 'HX-Current-URL': location.href, ...options.headers } });
  if (answer.status === 401) location.assign(answer.headers.get('HX-Redirect') ?? '/login');
  return answer;
}

// Announces a text to screen readers.
const told = make('p', { className: 'hidden', role: 'status' });
document.body.append(told);
const tell = (text) => { told.textContent = text; };

// Announces a form's errors: the response replaces the form, and where the focus stays, screen readers would not read
// them.
on('htmx:finally:request', ({ detail: { ctx } }) => {
  if (![422, 429].includes(ctx.response?.status)) return;
  tell([...document.querySelectorAll('main .error')].map((error) => error.textContent).join(' ').trim());
});
