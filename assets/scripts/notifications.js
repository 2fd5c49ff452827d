// Notifications of open pages, and the settings of this device. Loaded by the settings page, and where they are on.

(() => {
  const WORKER = '/service-worker.js';
  const section = byId('this-device');
  const isPossible = window.isSecureContext && 'Notification' in window && Boolean(navigator.serviceWorker);

  const decode = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));

  // Tells the server where this browser gets its notifications.
  function send(subscription) {
    const { endpoint, keys } = subscription.toJSON();
    const body = new URLSearchParams({ act: 'on', endpoint, p256dh: keys.p256dh, auth: keys.auth });
    return fetch('/settings/notifications/device', { method: 'POST', body });
  }

  async function turnOn() {
    // Asked for after a press of the button alone.
    if (await Notification.requestPermission() !== 'granted') return 'denied';
    const language = document.documentElement.lang;
    const address = `${WORKER}?language=${language}`;
    await navigator.serviceWorker.register(policy ? policy.createScriptURL(address) : address);
    const registration = await navigator.serviceWorker.ready;
    let subscription = null;
    try {
      const options = { userVisibleOnly: true, applicationServerKey: decode(section.dataset.key) };
      // Browsers that can't reach their push service try for ever.
      const tooLong = new Promise((_, refuse) => { setTimeout(refuse, 5_000); });
      subscription = await Promise.race([registration.pushManager.subscribe(options), tooLong]);
    } catch { /* There is no push service: open pages notify. */ }
    if (subscription) {
      const answer = await send(subscription);
      if (!answer.ok) {
        await subscription.unsubscribe();
        return answer.status === 409 ? 'full' : 'failed';
      }
    }
    storage.set(NOTIFYING, me);
    return subscription ? 'on' : 'here';
  }

  async function turnOff() {
    storage.set(NOTIFYING, '');
    const registration = await navigator.serviceWorker.getRegistration();
    await (await registration?.pushManager.getSubscription())?.unsubscribe();
    await fetch('/settings/notifications/device', { method: 'POST', body: new URLSearchParams({ act: 'off' }) });
    await registration?.unregister();
    return 'off';
  }

  async function stateNow() {
    if (!isPossible) return 'unavailable';
    if (Notification.permission === 'denied') return 'denied';
    if (storage.get(NOTIFYING) !== me || Notification.permission !== 'granted') return 'off';
    const registration = await navigator.serviceWorker.getRegistration();
    if (!registration) return 'off';
    return await registration.pushManager.getSubscription() && section.dataset.listed ? 'on' : 'here';
  }

  function showState(state) {
    for (const text of section.querySelectorAll('[data-state]')) text.hidden = text.dataset.state !== state;
    const isOn = state === 'on' || state === 'here';
    section.querySelector('[data-turn=on]').hidden = isOn || state === 'unavailable';
    section.querySelector('[data-turn=off]').hidden = !isOn;
  }

  if (section) {
    stateNow().then(showState, () => showState('failed'));
    for (const button of section.querySelectorAll('[data-turn]')) {
      on('click', async () => {
        if (button.ariaDisabled) return;
        button.ariaDisabled = 'true';
        const had = section.dataset.listed;
        const state = await (button.dataset.turn === 'on' ? turnOn() : turnOff()).catch(() => 'failed');
        button.ariaDisabled = null;
        if ((state === 'on' && !had) || (state === 'off' && had)) {
          // The list of devices has changed.
          location.hash = 'this-device';
          location.reload();
        } else {
          showState(state);
          section.querySelector('[data-turn]:not([hidden])')?.focus();
        }
      }, button);
    }
    // Quiet hours are in this browser's zone, unless the account has chosen one.
    const zone = document.querySelector('input[name=zone]');
    if (zone) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  if (!isPossible || storage.get(NOTIFYING) !== me || Notification.permission !== 'granted') return;

  // A short sound of two tones.
  function play() {
    const context = new AudioContext();
    const volume = context.createGain();
    volume.gain.setValueAtTime(0.15, context.currentTime);
    volume.gain.exponentialRampToValueAtTime(0.001, context.currentTime + 0.4);
    volume.connect(context.destination);
    [660, 880].forEach((frequency, number) => {
      const tone = new OscillatorNode(context, { frequency });
      tone.connect(volume);
      tone.start(context.currentTime + number * 0.12);
      tone.stop(context.currentTime + 0.4);
      tone.onended = () => { if (number) context.close(); };
    });
  }

  const LAST = own('notified'); // the last message that a notification was shown of

  async function news() {
    const answer = await fetch('/notifications');
    if (!answer.ok) return null;
    return answer.json();
  }

  // Shows what is new. The server decides: quiet hours, muted rooms, and what is read already.
  async function show() {
    const told = await news();
    const registration = await navigator.serviceWorker.getRegistration();
    if (!told || !registration) return;
    const last = Number(storage.get(LAST));
    const fresh = told.notifications.filter(({ message }) => message > last);
    storage.set(LAST, String(Math.max(last, ...fresh.map(({ message }) => message))));
    for (const { title, url, message, ...options } of fresh) registration.showNotification(title, { ...options, data: { url, message } });
    if (fresh.length && told.sound) play();
  }

  // Closes the notifications of rooms that are read.
  async function closeRead() {
    const registration = await navigator.serviceWorker.getRegistration();
    for (const one of await registration?.getNotifications() ?? []) {
      const mark = byId(one.tag.replace('room', 'mark'));
      if (mark && !mark.classList.contains('unread')) one.close();
    }
  }

  const marks = () => [...document.querySelectorAll('#own-rooms .mark')].map((mark) => `${mark.id}${mark.className}${mark.textContent}`).join();
  let seen = marks();
  let pending = 0;
  function look() {
    // Of all tabs, a hidden one has the stream only where no other is visible: it alone shows notifications.
    if (!document.hidden || !streaming) return;
    clearTimeout(pending);
    pending = setTimeout(() => { if (document.hidden) show().catch(() => {}); }, 300);
  }
  on('htmx:after:settle', () => {
    const now = marks();
    if (now === seen) return;
    seen = now;
    closeRead().catch(() => {});
    look();
  });
  // Further messages don't change the mark of a room that is unread already: look for them when the room of this page
  // has one, and at each heartbeat of the stream.
  on('htmx:sse:after:message', look);
  on('ping', () => { if (document.querySelector('#own-rooms .mark.unread')) look(); });
  closeRead().catch(() => {});

  // In a new session, the server has to be told again.
  if (!sessionStorage.getItem(NOTIFYING)) {
    sessionStorage.setItem(NOTIFYING, me);
    (async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      const subscription = await registration?.pushManager.getSubscription();
      if (!subscription) return;
      const told = await news();
      if (told && !told.device) await send(subscription);
    })().catch(() => {});
  }
})();
