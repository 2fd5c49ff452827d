// Replies: the line above the text box that shows the message replied to.

// Starts a reply, as the server does on the reply page; returns false where the page has no text box for the message's
// room.
function answer(id, href = composer?.action) {
  const form = byId('composer');
  const article = byId(`message-${id}`);
  if (!form || !article || !href.startsWith(form.action.replace(/messages$/, '').replace(/\/$/, ''))) return false;
  const text = textOf(article.querySelector('.body')).slice(0, 200);
  menu.close();
  startAnswering({ id, whom: article.querySelector('.author').textContent, user: article.dataset.author, text });
  byId('composer-body').focus();
  return true;
}

// Stored, so that it survives a reload, like the draft.
function startAnswering(answered) {
  stopAnswering();
  storage.set(answers, JSON.stringify(answered));
  const whom = make('bdi', { className: 'whom', 'data-person': answered.user ?? '' }, answered.whom);
  const says = filled(texts.quote_line, { author: whom, text: make('bdi', { lang: '' }, answered.text) });
  byId('composer').prepend(make('p', { className: 'replying' },
    make('input', { type: 'hidden', name: 'reply_to', value: answered.id }),
    make('span', { className: 'to', id: 'replying-to' }, ...filled(texts.replying_to, { text: says })),
    ' ', make('a', { className: 'cancel', href: location.pathname, 'aria-label': texts.cancel_replying }, texts.cancel)));
  byId('composer-body').setAttribute('aria-describedby', 'replying-to composer-note');
}

function stopAnswering() {
  storage.set(answers, '');
  for (const line of document.querySelectorAll('#composer .replying')) line.remove();
  byId('composer-body').setAttribute('aria-describedby', 'composer-note');
}
