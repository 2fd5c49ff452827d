// Notifications: their script is loaded only by browsers in which this account has turned them on.

const NOTIFYING = 'notifying'; // the account, in the browser's storage

if (me && storage.get(NOTIFYING) === me) {
  // The page about notifications has the script itself.
  if (!byId('this-device')) addScript(icon.dataset.notifications).catch(() => {});
} else if (storage.get(NOTIFYING)) {
  // Logged out, or somebody else is logged in: notifications that are still shown are none of theirs.
  navigator.serviceWorker?.getRegistration()
    .then((registration) => registration?.getNotifications())
    .then((shown) => { for (const one of shown ?? []) one.close(); })
    .catch(() => {});
}
