// Files: chosen, dropped or pasted ones are uploaded while one writes, and pictures open large. formatting.js loads this
// when the first of them is used.
(() => {
  const MAX_FILES = 20;
  const MAX_UPLOADS = 3;
  // Together: browsers keep more, but a page should not fill a phone.
  const MAX_KEPT = 500e6;
  const MAX_BYTES = 50e6;
  const { lang } = document.documentElement;

  // Rows are { id, file, name, key, offset, state, keep, element, request }; the state is waiting, uploading, done or failed.
  const rows = [];
  const list = byId('attached');
  // Tells later pages of this room that files wait.
  const waiting = `${own('files')}${room}`;
  let sendsLater = false;

  const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
  function sizeOf(bytes) {
    const n = Math.min(3, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
    return new Intl.NumberFormat(lang, { style: 'unit', unit: UNITS[n], maximumFractionDigits: n > 1 ? 1 : 0 }).format(bytes / 1_000 ** n);
  }

  // Files that are not uploaded yet survive a reload, where the browser has a database.

  const database = new Promise((done) => {
    const opening = indexedDB.open('snug-files', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('files', { keyPath: 'id' });
    opening.onsuccess = () => done(opening.result);
    opening.onerror = () => done(null);
  }).catch(() => null);

  async function inStore(mode, act) {
    const db = await database;
    if (!db) return null;
    return new Promise((done) => {
      try {
        const request = act(db.transaction('files', mode).objectStore('files'));
        request.onsuccess = () => done(request.result);
        request.onerror = (event) => { event.preventDefault(); done(null); };
      } catch { done(null); }
    });
  }

  async function keep({ id, file, name, key, keeps, alt, hides }) {
    const kept = rows.reduce((sum, row) => sum + (row.file?.size ?? 0), 0);
    if (!file || kept > MAX_KEPT) return;
    const saved = { id, account: me, room, file, name, key, keeps, alt: alt?.value ?? '', hides: Boolean(hides?.checked) };
    if (await inStore('readwrite', (store) => store.put(saved))) return;
    // Private windows of some browsers keep bytes, but no files.
    if (file.size > MAX_BYTES) return;
    const [bytes, { type }] = [await file.arrayBuffer(), file];
    if (rows.some((row) => row.id === id)) inStore('readwrite', (store) => store.put({ ...saved, file: null, bytes, type }));
  }
  const forget = ({ id }) => inStore('readwrite', (store) => store.delete(id));

  // The files that an earlier page of this room had, and no other tab has.
  async function restore() {
    for (const saved of (await inStore('readonly', (store) => store.getAll())) ?? []) {
      if (saved.account !== me || saved.room !== room || rows.some(({ id }) => id === saved.id)) continue;
      const file = saved.file ?? new File([saved.bytes], saved.name, { type: saved.type });
      if (await hold(saved.id)) add({ ...saved, file });
    }
    next();
  }

  // Holds a file for this tab, until the tab is closed.
  function hold(id) {
    if (!navigator.locks) return true;
    return new Promise((done) => {
      navigator.locks.request(`file ${id}`, { ifAvailable: true }, (lock) => {
        done(Boolean(lock));
        return lock && new Promise(() => {});
      });
    });
  }

  // The rows.

  function add({ id = newNonce(), file, name, key = '', keeps = false, alt = '', hides = false, state = 'waiting' }) {
    const row = { id, file, name, key, keeps, state, offset: 0, given: { alt, hides } };
    const isPicture = /^image\/(jpeg|png|gif|webp|avif)$/.test(file?.type);
    const isSeen = isPicture || /^video\//.test(file?.type);
    row.bar = make('progress', { max: 1, value: 0, 'aria-label': fill(texts.files_uploading, { name }) });
    row.note = make('p', { className: 'error' });
    row.retry = make('button', { type: 'button', className: 'small', hidden: true, 'aria-label': fill(texts.files_retry, { name }) }, texts.retry);
    const close = make('button', { type: 'button', className: 'quiet close', 'aria-label': fill(texts.files_remove, { name }), title: fill(texts.files_remove, { name }) }, '×');
    const parts = [make('span', { className: 'name' }, make('bdi', { lang: '' }, name), ' ', make('span', { className: 'size' }, file ? sizeOf(file.size) : ''))];
    if (isPicture) {
      const address = URL.createObjectURL(file);
      const image = make('img', { className: 'small', src: address, alt: '', width: 48, height: 48 });
      on('load', () => URL.revokeObjectURL(address), image);
      parts.unshift(image);
    }
    parts.push(row.bar, close);
    if (/^audio\//.test(file?.type)) parts.push(make('audio', { controls: true, preload: 'metadata', src: URL.createObjectURL(file), 'aria-label': name }));
    if (isSeen) {
      row.alt = make('input', { value: alt, maxLength: 1_000, dir: 'auto', autocomplete: 'off', placeholder: texts.files_alt_short, 'aria-label': fill(texts.files_alt, { name }) });
      row.hides = make('input', { type: 'checkbox', checked: hides });
      parts.push(row.alt, make('label', {}, row.hides, ` ${texts.files_hide}`));
      for (const input of [row.alt, row.hides]) on('change', () => keep(row), input);
    }
    if (isPicture) {
      const keeps = make('input', { type: 'checkbox', checked: row.keeps });
      // The server removes metadata when it has the file: it is uploaded anew.
      on('change', () => {
        row.keeps = keeps.checked;
        cancel(row);
        [row.key, row.offset, row.state, row.isStored] = ['', 0, 'waiting', false];
        keep(row);
        next();
      }, keeps);
      parts.push(make('label', {}, keeps, ` ${texts.files_metadata}`));
    }
    row.element = make('li', {}, ...parts, row.note, row.retry);
    on('click', () => {
      const near = rows[rows.indexOf(row) + 1] ?? rows[rows.indexOf(row) - 1];
      remove(row);
      cancel(row);
      (near?.element.querySelector('.close') ?? box).focus();
    }, close);
    on('click', () => {
      row.state = 'waiting';
      row.retry.hidden = true;
      row.note.textContent = '';
      close.focus();
      next();
    }, row.retry);
    rows.push(row);
    list.append(row.element);
    list.hidden = false;
    storage.set(waiting, 'yes');
    show(row);
    return row;
  }

  function show(row) {
    row.bar.hidden = row.state === 'done' || row.state === 'failed';
    row.bar.value = row.file ? row.offset / Math.max(1, row.file.size) : 1;
    row.retry.hidden = row.state !== 'failed';
    row.element.className = row.state;
  }

  function remove(row) {
    rows.splice(rows.indexOf(row), 1);
    row.element.remove();
    list.hidden = !list.children.length;
    row.state = 'removed';
    forget(row);
    if (!rows.length) storage.set(waiting, '');
    if (!rows.length) sendsLater = false;
    next();
  }

  function cancel(row) {
    row.request?.abort();
    if (row.key) fetch(`/files/${row.key}`, { method: 'DELETE' }).catch(() => {});
  }

  async function addFiles(files) {
    if (!composer) return;
    const left = MAX_FILES - list.children.length;
    if (files.length > left) setNote(fill(texts.files_too_many, { count: MAX_FILES }));
    for (const file of [...files].slice(0, Math.max(0, left))) {
      const row = add({ file, name: file.name });
      hold(row.id);
      keep(row);
    }
    next();
    box.focus();
  }

  // Uploading.

  function next() {
    const busy = rows.filter((row) => row.state === 'uploading').length;
    for (const row of rows.filter((row) => row.state === 'waiting').slice(0, MAX_UPLOADS - busy)) upload(row);
    if (!sendsLater || rows.some((row) => row.state !== 'done')) return;
    sendsLater = false;
    composer.requestSubmit();
  }

  const online = (time) => new Promise((done) => {
    setTimeout(done, time);
    on('online', done, window);
  });

  async function upload(row) {
    row.state = 'uploading';
    show(row);
    const { keeps } = row;
    const isOver = () => row.state !== 'uploading' || row.keeps !== keeps;
    let isRepeated = false;
    for (let pause = 1_000; !isOver(); pause = Math.min(2 * pause, 30_000)) {
      try {
        if (!row.key) await create(row);
        else row.offset = await storedOf(row);
        if (isOver()) return;
        if (row.isStored) return finish(row);
        const answer = await sendRest(row);
        if (answer.isComplete) return finish(row);
        // Something came between: go on from there.
        if ([204, 404, 409].includes(answer.status)) {
          if (!isRepeated) {
            isRepeated = true;
            continue;
          }
        } else if (![408, 429, 502, 503, 504].includes(answer.status)) return fail(row, answer.text);
      } catch (error) {
        if (error.isRefusal) return fail(row, error.message);
      }
      await online(pause);
    }
  }

  const refusal = (text) => Object.assign(new Error(parse(text).body.textContent.trim()), { isRefusal: true });

  async function create(row) {
    const body = new URLSearchParams({ name: row.name, size: row.file.size, keep_metadata: row.keeps ? 'yes' : '', waveform: /waveform=([\w-]+)/.exec(row.file.type)?.[1] ?? '' });
    const answer = await ask('/files', { method: 'POST', body });
    if (answer.status >= 502) throw new Error(answer.statusText);
    if (answer.status !== 201) throw refusal(await answer.text());
    row.key = answer.headers.get('Location').split('/').pop();
    row.offset = 0;
    // It was removed meanwhile.
    if (row.state !== 'uploading') cancel(row);
    else keep(row);
  }

  async function storedOf(row) {
    const answer = await fetch(`/files/${row.key}`, { method: 'HEAD' });
    if (answer.status === 404) {
      row.key = '';
      await create(row);
      return 0;
    }
    if (!answer.ok) throw new Error(answer.statusText);
    row.isStored = answer.headers.get('Upload-Complete') === '?1';
    return Number(answer.headers.get('Upload-Offset'));
  }

  // fetch tells nothing of the progress.
  function sendRest(row) {
    return new Promise((done, failed) => {
      const request = new XMLHttpRequest();
      row.request = request;
      request.open('PATCH', `/files/${row.key}`);
      request.setRequestHeader('Upload-Offset', row.offset);
      request.setRequestHeader('Upload-Complete', '?1');
      request.setRequestHeader('Content-Type', 'application/partial-upload');
      const start = row.offset;
      request.upload.onprogress = ({ loaded }) => {
        row.offset = start + loaded;
        show(row);
      };
      request.onload = () => done({ status: request.status, text: request.responseText, isComplete: request.getResponseHeader('Upload-Complete') === '?1' });
      request.onerror = failed;
      request.onabort = failed;
      request.send(row.file.slice(start));
    });
  }

  function finish(row) {
    row.state = 'done';
    show(row);
    tell(fill(texts.files_ready, { name: row.name }));
    next();
  }

  function fail(row, text) {
    row.state = 'failed';
    show(row);
    row.note.textContent = parse(text).body.textContent.trim() || fill(texts.files_failed, { name: row.name });
    tell(row.note.textContent);
    if (sendsLater) setNote(row.note.textContent);
    sendsLater = false;
    next();
  }

  // Sending: the files for the message; null while some are still uploaded.

  function takeFiles() {
    if (rows.some((row) => row.state === 'failed')) {
      setNote(rows.find((row) => row.state === 'failed').note.textContent);
      return null;
    }
    if (rows.some((row) => row.state !== 'done')) {
      sendsLater = true;
      setNote(texts.files_waiting);
      return null;
    }
    const files = rows.map(({ key, name, alt, hides, given }) => ({ key, name, alt: alt?.value ?? given.alt, hides: hides?.checked ?? given.hides }));
    for (const row of [...rows]) remove(row);
    return files;
  }

  // Takes back the files of a message that was not sent after all.
  function giveBack(files) {
    for (const { key, name, alt, hides } of files) add({ key, name, alt, hides, state: 'done' });
  }

  function choose() {
    const input = make('input', { type: 'file', multiple: true, hidden: true });
    on('change', () => { addFiles(input.files); input.remove(); }, input);
    on('cancel', () => input.remove(), input);
    // Browsers need it in the page to be clicked by a test, and some to keep it.
    composer.append(input);
    input.click();
  }

  // Pictures: large, in place.

  function view(link) {
    const links = [...document.querySelectorAll('a.picture')].filter((one) => one === link || !one.closest('details:not([open])'));
    let at = links.indexOf(link);
    const image = make('img', {});
    const caption = make('p', { className: 'caption', dir: 'auto' });
    const page = make('a', { className: 'button' }, texts.files_page);
    const button = (label, sign, act) => {
      const made = make('button', { type: 'button', className: 'button', 'aria-label': label, title: label }, sign);
      on('click', act, made);
      return made;
    };
    const dialog = make('dialog', { className: 'viewer', 'aria-label': texts.files_picture });
    const turn = (by) => {
      at += by;
      const shown = links[at];
      const small = shown.querySelector('img');
      image.src = shown.dataset.file;
      image.alt = small.alt;
      caption.textContent = small.alt;
      page.href = shown.href;
      before.disabled = !at;
      after.disabled = at === links.length - 1;
    };
    const before = button(texts.files_before, '‹', () => turn(-1));
    const after = button(texts.files_after, '›', () => turn(1));
    const close = button(texts.close, '×', () => dialog.close());
    close.autofocus = true;
    dialog.append(make('p', { className: 'tools' }, before, after, page, close), image, caption);
    on('keydown', (event) => {
      const isBack = event.key === (document.dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft');
      const isOn = event.key === (document.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight');
      if (isBack && at) turn(-1);
      if (isOn && at < links.length - 1) turn(1);
    }, dialog);
    on('click', (event) => { if (event.target === dialog) dialog.close(); }, dialog);
    on('close', () => {
      dialog.remove();
      link.focus();
    }, dialog);
    document.body.append(dialog);
    turn(0);
    dialog.showModal();
  }

  // Animations have a button to pause them.
  function addPauses() {
    for (const image of document.querySelectorAll('img.animated:not([data-pausable])')) {
      image.dataset.pausable = 'yes';
      const name = image.alt;
      const moving = image.getAttribute('src');
      const pause = make('button', { type: 'button', className: 'pause small', 'aria-label': fill(texts.picture_pause, { name }) }, '⏸');
      on('click', () => {
        const isStill = image.getAttribute('src') !== moving;
        image.src = isStill ? moving : image.dataset.still;
        pause.textContent = isStill ? '⏸' : '▶';
        pause.setAttribute('aria-label', fill(isStill ? texts.picture_pause : texts.picture_play, { name }));
      }, pause);
      image.closest('a').after(pause);
    }
  }
  on('htmx:after:swap', addPauses);
  addPauses();

  attaching = { add: addFiles, choose, view, takeFiles, giveBack, any: () => rows.length > 0 };
  if (composer) restore();
})();
