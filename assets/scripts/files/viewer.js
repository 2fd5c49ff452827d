// The viewer: pictures large, in place, with those before and after.

const SWIPE = 50;

function view(link) {
  // Hidden pictures are left out until they are asked for.
  const links = [...document.querySelectorAll('a.picture[data-file]')].filter((one) => one === link || !one.closest('details:not([open])'));
  const isRtl = document.dir === 'rtl';
  let at = links.indexOf(link);
  let small = null;
  let plays = true;

  const image = make('img');
  const caption = make('p', { className: 'caption', role: 'status', dir: 'auto' });
  const place = make('span', { className: 'place' });
  const button = (label, sign, act) => make('button', { type: 'button', className: 'button', 'aria-label': label, title: label, onclick: act }, sign);
  const before = button(texts.files_before, '‹', () => turn(-1));
  const after = button(texts.files_after, '›', () => turn(1));
  const pause = button('', '', () => { plays = !plays; showMotion(); });
  const page = make('a', { className: 'button', 'aria-label': texts.files_page, title: texts.files_page }, '⤢');
  const download = make('a', { className: 'button', download: '', 'aria-label': texts.files_download, title: texts.files_download }, '⤓');
  const close = button(texts.close, '×', () => dialog.close());
  close.autofocus = true;
  const dialog = make('dialog', { className: 'viewer', 'aria-label': texts.files_picture });
  dialog.append(make('p', { className: 'tools' }, before, place, after, pause, page, download, close), image, caption);

  function showMotion() {
    pause.hidden = !small.dataset.still;
    const isStill = !pause.hidden && !plays;
    const label = fill(isStill ? texts.picture_play : texts.picture_pause, { name: small.alt });
    image.src = isStill ? small.dataset.still : links[at].dataset.file;
    pause.textContent = isStill ? PLAY : PAUSE;
    pause.title = label;
    pause.setAttribute('aria-label', label);
  }

  function turn(by) {
    if (!links[at + by]) return;
    at += by;
    small = links[at].querySelector('img');
    plays = isMoving(small);
    showMotion();
    image.alt = small.alt;
    caption.textContent = small.alt;
    page.href = links[at].href;
    download.href = links[at].dataset.file;
    const count = new Intl.NumberFormat(lang);
    place.textContent = `${count.format(at + 1)} / ${count.format(links.length)}`;
    // They keep the focus at the ends.
    before.setAttribute('aria-disabled', String(!at));
    after.setAttribute('aria-disabled', String(at === links.length - 1));
  }

  on('keydown', (event) => {
    const by = { ArrowLeft: isRtl ? 1 : -1, ArrowRight: isRtl ? -1 : 1 }[event.key];
    if (!by || !isPlain(event)) return;
    event.preventDefault();
    turn(by);
  }, dialog);
  let start = null;
  on('touchstart', ({ touches }) => { start = touches.length === 1 && visualViewport.scale === 1 ? touches[0] : null; }, dialog, { passive: true });
  on('touchend', ({ changedTouches: [end] }) => {
    const [x, y] = start ? [end.clientX - start.clientX, end.clientY - start.clientY] : [0, 0];
    if (Math.abs(x) > SWIPE && Math.abs(x) > 2 * Math.abs(y)) turn((x < 0) === isRtl ? -1 : 1);
  }, dialog);
  on('click', (event) => { if (event.target === dialog) dialog.close(); }, dialog);
  on('close', () => {
    dialog.remove();
    // The message may have been replaced meanwhile.
    const again = link.isConnected ? link : document.querySelector(`a.picture[href="${CSS.escape(link.getAttribute('href'))}"]`);
    (again ?? box)?.focus();
  }, dialog);
  document.body.append(dialog);
  for (const step of [before, place, after]) step.hidden = links.length < 2;
  turn(0);
  dialog.showModal();
}

attaching = { add: addFiles, choose, view, takeFiles, giveBack, tidy, fields, any: () => rows.length > 0 };
if (composer) restore();
