// The service worker: shows notifications, and a page while there is no connection. It keeps that page and what it needs,
// which are the same for everybody, and nothing else.
'use strict';

const CACHE = 'offline';

async function keepOffline() {
  const language = new URL(location.href).searchParams.get('language') ?? 'en';
  // Without a session: the page is nobody's.
  const page = await fetch(`/offline?language=${encodeURIComponent(language)}`, { credentials: 'omit', cache: 'no-store' });
  if (!page.ok) throw new Error('no page');
  const parts = (await page.clone().text()).match(/\/assets\/[\w.-]+\.(?:css|svg)/g) ?? [];
  await caches.delete(CACHE);
  const cache = await caches.open(CACHE);
  await cache.put('/offline', page);
  await cache.addAll([...new Set(parts)]);
}

addEventListener('install', (event) => event.waitUntil(keepOffline().then(() => skipWaiting())));
addEventListener('activate', (event) => event.waitUntil((async () => {
  await registration.navigationPreload?.enable();
  await clients.claim();
})()));

addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  if (request.mode === 'navigate' && request.destination === 'document') {
    event.respondWith((async () => {
      try {
        return await event.preloadResponse ?? await fetch(request);
      } catch {
        return await caches.match('/offline') ?? Response.error();
      }
    })());
  } else if (['style', 'image'].includes(request.destination) && new URL(request.url).pathname.startsWith('/assets/')) {
    event.respondWith(fetch(request).catch(async () => await caches.match(request) ?? Response.error()));
  }
});

async function show({ title, url, message, mentions, close = [], ...options }) {
  let again = false;
  for (const one of await registration.getNotifications()) {
    if (close.includes(one.tag)) one.close();
    // An open page has shown it.
    else if (one.tag === options.tag) again ||= one.data?.message >= message;
  }
  await registration.showNotification(title, { ...options, data: { url, message }, renotify: !again, silent: again });
  if (mentions) await navigator.setAppBadge?.(mentions);
}

addEventListener('push', (event) => {
  // Browsers want a notification for each message (`userVisibleOnly`).
  event.waitUntil(show(event.data.json()));
});

async function open(address) {
  const url = new URL(address, location.href);
  const room = url.pathname.split('/messages/')[0];
  const windows = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  const isRoom = ({ url }) => new URL(url).pathname.startsWith(room);
  const shown = windows.find(isRoom) ?? windows.find(({ focused }) => focused) ?? windows[0];
  if (!shown) return clients.openWindow(url.href);
  await shown.focus();
  // A page of the room shows the message already.
  if (isRoom(shown)) return shown;
  return shown.navigate(url.href).catch(() => clients.openWindow(url.href));
}

addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data.url));
});

// The push service has another address for this browser.
addEventListener('pushsubscriptionchange', (event) => event.waitUntil((async () => {
  const options = event.oldSubscription?.options ?? (await registration.pushManager.getSubscription())?.options;
  if (!options) return;
  const subscription = event.newSubscription ?? await registration.pushManager.subscribe(options);
  const { endpoint, keys } = subscription.toJSON();
  const body = new URLSearchParams({ act: 'on', endpoint, p256dh: keys.p256dh, auth: keys.auth });
  await fetch('/settings/notifications/device', { method: 'POST', body });
})()));
