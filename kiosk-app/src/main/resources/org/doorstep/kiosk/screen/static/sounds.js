// Four short sounds, made here so that none has to be loaded. Each has its own tune: rising, level, falling, low.
const TUNES = {
  welcome: [[523, 0, 0.14], [784, 0.12, 0.3]],
  again: [[587, 0, 0.12], [587, 0.16, 0.2]],
  goodbye: [[784, 0, 0.14], [587, 0.13, 0.14], [440, 0.26, 0.34]],
  question: [[523, 0, 0.12], [659, 0.14, 0.24]],
  notice: [[392, 0, 0.26]],
  trouble: [[330, 0, 0.18], [262, 0.2, 0.18], [330, 0.4, 0.3]],
};

let audio = null;

// Silent where the browser wants a touch first; the kiosk's own is started without that rule.
export function play(name) {
  const tune = TUNES[name];
  if (!tune || !window.AudioContext) {
    return;
  }
  audio ??= new AudioContext();
  audio.resume().catch(() => {});
  for (const [pitch, after, length] of tune) {
    const voice = audio.createOscillator();
    const loudness = audio.createGain();
    const begin = audio.currentTime + after;
    voice.type = "triangle";
    voice.frequency.value = pitch;
    loudness.gain.setValueAtTime(0, begin);
    loudness.gain.linearRampToValueAtTime(0.3, begin + 0.015);
    loudness.gain.exponentialRampToValueAtTime(0.001, begin + length);
    voice.connect(loudness).connect(audio.destination);
    voice.start(begin);
    voice.stop(begin + length);
  }
}
