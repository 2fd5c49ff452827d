// Files belong to one tab at a time: the one that holds their lock.

const lockOf = (id) => `file ${id}`;
const releases = new Map();

// Plain HTTP has no locks: the other tabs are asked, and have a moment to answer.
const tabs = navigator.locks ? null : new BroadcastChannel(own('files'));
const elsewhere = new Set();
if (tabs) {
  tabs.onmessage = ({ data }) => {
    if (data) elsewhere.add(data);
    else for (const { id } of rows) tabs.postMessage(id);
  };
}

// Holds a file for this tab, until it is released or the tab is closed. Returns whether no other tab has it.
async function hold(id) {
  if (tabs) {
    tabs.postMessage('');
    await new Promise((done) => setTimeout(done, 500));
    return !elsewhere.has(id);
  }
  return new Promise((done) => {
    // A page that was reloaded needs a moment to release it.
    const options = { signal: AbortSignal.timeout(1_000) };
    navigator.locks.request(lockOf(id), options, () => {
      done(true);
      return new Promise((release) => { releases.set(id, release); });
    }).catch(() => done(false));
  });
}

function release({ id }) {
  releases.get(id)?.();
  releases.delete(id);
}

// Shows the files that an earlier page of this room had, and no other tab has.
async function restore() {
  await tidy();
  const copies = (await everyCopy()).filter((copy) => copy.room === room).sort((one, other) => one.at - other.at);
  const mine = copies.filter(({ id, isSent }) => !isSent && !rows.some((row) => row.id === id));
  const isHeld = await Promise.all(mine.map(({ id }) => hold(id)));
  for (const { id } of mine.filter((copy, n) => isHeld[n])) {
    // The other tab may have sent or removed it meanwhile.
    const copy = await copyOf(id);
    const isScheduled = copy?.key && storage.get(later)?.includes(copy.key) && (await stateOf(copy).catch(() => 0)) === null;
    if (isScheduled) await erase(id);
    if (copy && !copy.isSent && !isScheduled) add(copy);
    else release({ id });
  }
  noteWaiting();
  if (!rows.length) sendLater(false);
  next();
}
