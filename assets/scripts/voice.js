// Voice messages: recorded here, and attached as files. formatting.js loads this when the first one is recorded.
(() => {
  const BITS_PER_SECOND = 32_000;
  const TICK = 100;
  // As the server does (model/files/waveforms.rs).
  const LEVELS = 64;
  const LOUDEST = 15;
  // A silent room is not made loud.
  const QUIET = 0.05;

  const ENDINGS = { 'audio/mp4': 'm4a', 'audio/ogg': 'ogg' };
  const isStill = matchMedia('(prefers-reduced-motion: reduce)');

  let recording = null; // { stream, recorder, context, timer, levels, start, seconds, row, … }
  let isAsking = false;

  const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

  const REFUSALS = { NotAllowedError: 'voice_refused', SecurityError: 'voice_refused', NotFoundError: 'voice_missing', OverconstrainedError: 'voice_missing' };

  async function begin(button) {
    if (recording) return recording.stop.focus();
    if (isAsking) return null;
    if (!attaching) return setNote(texts.no_answer);
    if (byId('attached').children.length >= 20) return setNote(fill(texts.files_too_many, { count: 20 }));
    isAsking = true;
    setNote('');
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true } });
      // The composer is gone where the room was left meanwhile.
      if (composer.isConnected && !hasLeft) return start(stream, Number(button.dataset.seconds));
      return end(stream);
    } catch (error) {
      end(stream);
      if (recording) recording.isDropped = true;
      release();
      return setNote(texts[REFUSALS[error.name] ?? 'voice_busy']);
    } finally {
      isAsking = false;
    }
  }

  const end = (stream) => { for (const track of stream?.getTracks() ?? []) track.stop(); };

  function start(stream, limit) {
    const recorder = new MediaRecorder(stream, { audioBitsPerSecond: BITS_PER_SECOND });
    const chunks = [];
    const mine = { stream, recorder, limit, levels: [], start: performance.now(), seconds: 0, isDropped: false };
    on('dataavailable', ({ data }) => chunks.push(data), recorder);
    // Also when the microphone is unplugged.
    on('stop', () => finish(mine, chunks), recorder);
    recording = mine;
    addRow(mine);
    mine.meter = meter(mine);
    recorder.start();
    mine.timer = setInterval(() => tick(mine), TICK);
    tell(texts.voice_started);
    mine.stop.focus();
  }

  function addRow(mine) {
    mine.canvas = make('canvas', { width: 480, height: 64, 'aria-hidden': 'true' });
    mine.time = make('span', { role: 'timer' }, shownTime(mine));
    mine.stop = make('button', { type: 'button', className: 'stop' }, texts.voice_stop);
    const cancel = make('button', { type: 'button', className: 'quiet cancel' }, texts.voice_cancel);
    mine.row = make('div', { id: 'recording', role: 'group', 'aria-label': texts.voice_recording }, make('span', { className: 'dot' }), mine.canvas, mine.time, mine.stop, cancel);
    on('click', () => stop(), mine.stop);
    on('click', () => drop(), cancel);
    byId('attached').after(mine.row);
  }

  const shownTime = ({ seconds, limit }) => `${clock(seconds)} / ${clock(limit)}`;

  // Returns a function that measures how loud it is, from 0 to 1.
  function meter(mine) {
    mine.context = new AudioContext();
    const analyser = new AnalyserNode(mine.context, { fftSize: 4_096 });
    // Referenced: a source that nothing refers to may be collected.
    mine.source = mine.context.createMediaStreamSource(mine.stream);
    mine.source.connect(analyser);
    mine.context.resume();
    const samples = new Float32Array(analyser.fftSize);
    return () => {
      analyser.getFloatTimeDomainData(samples);
      return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    };
  }

  function tick(mine) {
    // The room was left, or archived.
    if (!mine.row.isConnected) return drop();
    const seconds = (performance.now() - mine.start) / 1_000;
    const level = Math.min(1, mine.meter());
    // Browsers call this less often while the page is hidden.
    do mine.levels.push(level); while (mine.levels.length * TICK < 1_000 * seconds);
    if (seconds >= mine.limit) return stop(true);
    if (Math.floor(seconds) > Math.floor(mine.seconds)) mine.time.textContent = shownTime({ ...mine, seconds });
    mine.seconds = seconds;
    return draw(mine);
  }

  // The newest level is at the end.
  function draw({ canvas, levels }) {
    if (isStill.matches) return;
    const pen = canvas.getContext('2d');
    const { width, height } = canvas;
    pen.clearRect(0, 0, width, height);
    pen.fillStyle = getComputedStyle(canvas).color;
    const shown = levels.slice(-width / 8);
    shown.forEach((level, n) => {
      const long = Math.max(4, Math.sqrt(level) * height);
      pen.fillRect(width - 8 * (shown.length - n), (height - long) / 2, 4, long);
    });
  }

  // The recorder's event does the rest.
  function stop(isLimit = false, sends = false) {
    if (!recording) return;
    recording.seconds = Math.min(recording.limit, (performance.now() - recording.start) / 1_000);
    recording.isLimit = isLimit;
    recording.sends = sends;
    release();
  }

  // Without a question: a voice message is quickly recorded again.
  function drop() {
    if (!recording) return;
    recording.isDropped = true;
    release();
    tell(texts.voice_cancelled);
    box.focus();
  }

  // Ends the recorder and its use of the microphone.
  function release() {
    const mine = recording;
    if (!mine) return;
    recording = null;
    clearInterval(mine.timer);
    if (mine.recorder.state !== 'inactive') mine.recorder.stop();
    end(mine.stream);
    mine.context?.close();
    mine.row?.remove();
  }

  function finish(mine, chunks) {
    if (recording === mine) stop();
    if (mine.isDropped || !composer.isConnected) return;
    const kind = (mine.recorder.mimeType || chunks[0]?.type || 'audio/webm').split(';')[0];
    const file = new File(chunks, `${nameOf(new Date())}.${ENDINGS[kind] ?? 'webm'}`, { type: `${kind};waveform=${waveform(mine)}` });
    if (!file.size) {
      setNote(texts.voice_busy);
      box.focus();
      return;
    }
    tell(texts.voice_stopped);
    attaching.add([file]);
    box.focus();
    if (mine.isLimit) setNote(fill(texts.voice_limit, { text: clock(mine.limit) }));
    if (mine.sends) composer.requestSubmit();
  }

  const two = (number) => String(number).padStart(2, '0');
  // File names have no characters for directions.
  const nameOf = (at) => fill(texts.voice_file, { text: `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}.${two(at.getMinutes())}` }).replace(/[\u2068\u2069]/g, '');

  // The length, and the loudest of each of equally many levels. It is a part of the file's type, so that it stays with it.
  function waveform({ levels, seconds }) {
    const at = (n) => Math.floor((n * levels.length) / LEVELS);
    const parts = Array.from({ length: LEVELS }, (_, n) => Math.max(0, ...levels.slice(at(n), Math.max(at(n) + 1, at(n + 1)))));
    const top = Math.max(QUIET, ...parts);
    return `${Math.round(seconds)}-${parts.map((part) => Math.round(LOUDEST * Math.sqrt(part / top)).toString(16)).join('')}`;
  }

  let hasLeft = false;
  on('pagehide', () => {
    hasLeft = true;
    if (recording) recording.isDropped = true;
    release();
  }, window);
  on('pageshow', () => { hasLeft = false; }, window);
  on('keydown', (event) => {
    if (!recording || event.key !== 'Escape' || event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    drop();
  });
  // Sending stops the recording, and sends it.
  on('submit', (event) => {
    if (!recording) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    stop(false, !event.submitter?.matches('.later'));
  }, composer, true);

  window.recordVoice = begin;
})();
