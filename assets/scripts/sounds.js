// The sounds of `/play`, all made by this script. Loaded when the first one is played.

(() => {
  let context = null;
  let out = null;

  // Makes the volume rise and fall.
  function shaped(start, length, volume) {
    const gain = context.createGain();
    const at = context.currentTime + start;
    gain.gain.setValueAtTime(0.0001, at);
    gain.gain.exponentialRampToValueAtTime(volume, at + Math.min(0.02, length / 4));
    gain.gain.exponentialRampToValueAtTime(0.0001, at + length);
    gain.connect(out);
    return gain;
  }

  // A tone that may glide to another frequency.
  function tone(type, frequency, start, length, volume = 0.3, to = frequency) {
    const at = context.currentTime + start;
    const source = new OscillatorNode(context, { type, frequency });
    source.frequency.setValueAtTime(frequency, at);
    source.frequency.exponentialRampToValueAtTime(to, at + length);
    source.connect(shaped(start, length, volume));
    source.start(at);
    source.stop(at + length);
  }

  function noise(frequency, start, length, volume = 0.3) {
    const buffer = context.createBuffer(1, Math.ceil(context.sampleRate * length), context.sampleRate);
    const samples = buffer.getChannelData(0);
    for (let n = 0; n < samples.length; n += 1) samples[n] = Math.random() * 2 - 1;
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(new BiquadFilterNode(context, { type: 'bandpass', frequency, Q: 0.7 })).connect(shaped(start, length, volume));
    source.start(context.currentTime + start);
  }

  const beat = (start) => { tone('sine', 180, start, 0.15, 0.5, 60); noise(1800, start, 0.08, 0.3); };
  const note = (frequency, start, length) => { tone('sawtooth', frequency, start, length, 0.12); tone('square', frequency, start, length, 0.05); };

  const sounds = {
    bell() { [1, 2, 2.76, 5.4].forEach((part, n) => tone('sine', 660 * part, 0, 1.8 / (n + 1), 0.3 / (n + 1))); },
    chime() { [660, 880, 1320].forEach((frequency, n) => tone('sine', frequency, n * 0.15, 0.7)); },
    crickets() { for (let n = 0; n < 9; n += 1) tone('sine', 4600, Math.floor(n / 3) * 0.5 + (n % 3) * 0.06, 0.04, 0.15); },
    drumroll() { for (let n = 0; n < 36; n += 1) noise(2200, n * 0.045, 0.05, 0.08 + n * 0.006); beat(1.65); noise(6000, 1.65, 0.7, 0.25); },
    fanfare() { [[523, 0, 0.14], [523, 0.16, 0.14], [523, 0.32, 0.14], [698, 0.48, 0.4], [587, 0.9, 0.14], [698, 1.06, 0.7]].forEach((one) => note(...one)); },
    horn() { [185, 233, 277].forEach((frequency) => tone('sawtooth', frequency, 0, 0.9, 0.15)); },
    knock() { [0, 0.2, 0.4].forEach((start) => { tone('sine', 140, start, 0.1, 0.6, 70); noise(700, start, 0.05, 0.3); }); },
    laser() { [0, 0.18].forEach((start) => tone('square', 1500, start, 0.16, 0.12, 140)); },
    pop() { tone('sine', 320, 0, 0.09, 0.5, 1100); },
    rimshot() { beat(0); beat(0.18); beat(0.45); noise(7000, 0.45, 0.6, 0.3); },
    trombone() { [[233, 0, 0.3], [220, 0.35, 0.3], [208, 0.7, 0.3]].forEach((one) => note(...one)); tone('sawtooth', 196, 1.05, 1.1, 0.16, 165); },
    whistle() { tone('sine', 900, 0, 0.3, 0.3, 2300); tone('sine', 1900, 0.35, 0.5, 0.3, 800); },
  };

  window.playSound = (name) => {
    if (!sounds[name]) return;
    context ??= new AudioContext();
    context.resume();
    // One sound at a time.
    out?.disconnect();
    out = context.createGain();
    out.gain.value = 0.5;
    out.connect(context.destination);
    sounds[name]();
    document.dispatchEvent(new CustomEvent('sound', { detail: name }));
  };
})();
