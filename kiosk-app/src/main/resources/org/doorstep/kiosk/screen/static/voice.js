// Reads the glass aloud: title, sentences, then what can be touched, in their order. The kiosk makes the sound; where
// it has no voice for the language the browser's own is tried, and where there is none that is said.
const root = document.documentElement;
const ear = document.getElementById("ear");
const noVoice = document.getElementById("no-voice");

// Keys to type with are as many as letters; who types by ear has a keyboard that speaks.
const SILENT = "[hidden], [aria-hidden=true], .unseen, .ring, .key, script, style";
const INLINE = ["inline", "contents"];
const NO_VOICE_MS = 8000;
// The page goes home from nobody who listens. So what never ends must end: a sound card that was pulled out, a browser
// that waits for a touch before it makes a sound, a voice that forgets to say that it is done.
const ASK_MS = 20_000;
const BUSY = 202;
const BUSY_MS = 400;
const START_MS = 5000;
const SPEAK_MS = 60_000;

let reading = 0;
let busy = false;
let audio = null;
let source = null;
let marked = null;
let hiding = 0;

function words(element) {
  return (element.getAttribute("aria-label") ?? element.innerText ?? element.textContent).replace(/\s+/g, " ").trim();
}

// A name is said only where nobody else hears it.
function aloudInstead(element) {
  return root.dataset.headphones === "in" ? undefined : element.dataset.say;
}

function gather(element, said, touches) {
  if (element.matches(SILENT) || !element.checkVisibility()) {
    return;
  }
  const instead = aloudInstead(element);
  if (element.matches("button")) {
    if (!element.disabled) {
      touches.push({ element, words: instead ?? words(element) });
    }
  } else if (instead !== undefined || element.matches("[role=img]")) {
    said.push({ element, words: instead ?? words(element) });
  } else if ([...element.children].every((child) => INLINE.includes(getComputedStyle(child).display))) {
    said.push({ element, words: words(element) });
  } else {
    for (const child of element.childNodes) {
      if (child.nodeType === Node.ELEMENT_NODE) {
        gather(child, said, touches);
      } else if (child.nodeType === Node.TEXT_NODE && child.textContent.trim()) {
        said.push({ element, words: child.textContent.trim() });
      }
    }
  }
}

function face() {
  const outcome = document.getElementById("outcome");
  return outcome.hidden ? document.getElementById("home") : outcome;
}

// What is said of the face that is there, line by line.
export function script(of = face()) {
  const said = [];
  const touches = [];
  gather(of, said, touches);
  // Whatever is drawn before it: a code to be photographed, or what is wrong with the kiosk.
  const title = said.findIndex(({ element }) => element.matches("h1"));
  if (title > 0) {
    said.unshift(...said.splice(title, 1));
  }
  if (touches.length > 0) {
    said.push({ element: of, words: ear.dataset.choices });
  }
  return [...said, ...touches].filter((line) => line.words);
}

export function isReading() {
  return busy;
}

export function hush() {
  reading += 1;
  busy = false;
  source?.stop();
  source = null;
  window.speechSynthesis?.cancel();
  mark(null);
  ear.setAttribute("aria-pressed", "false");
}

// For whoever wished for it, and for whoever has put on headphones.
export function readFace(only = "") {
  if (root.dataset.aloud === "yes" || root.dataset.headphones === "in") {
    read(only ? [{ element: face(), words: only }] : script());
  } else {
    hush();
  }
}

// One thing, such as what one switch would press; true once it was said.
export async function tell(one) {
  await read([{ element: null, words: one }]);
}

async function read(lines) {
  hush();
  if (lines.length === 0) {
    return;
  }
  reading += 1;
  const mine = reading;
  busy = true;
  ear.setAttribute("aria-pressed", "true");
  let next = sound(lines[0].words);
  for (let at = 0; at < lines.length; at += 1) {
    const now = await within(ASK_MS, next);
    if (mine !== reading) {
      return;
    }
    next = at + 1 < lines.length ? sound(lines[at + 1].words) : null;
    mark(lines[at].element);
    const heard = now ? await play(now) : await speak(lines[at].words);
    if (mine !== reading) {
      return;
    }
    if (!heard) {
      sayThatThereIsNone();
      break;
    }
  }
  hush();
}

// What comes of it, or null if that takes longer.
function within(ms, coming) {
  return Promise.race([coming, new Promise((late) => setTimeout(() => late(null), ms))]);
}

function mark(element) {
  marked?.removeAttribute("data-reading");
  marked = element;
  marked?.setAttribute("data-reading", "");
}

function ask(said) {
  return fetch("/voice/say", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ language: root.lang, words: said }),
  });
}

// As the kiosk speaks it, or null. A voice that still makes what was asked before is no missing one.
async function sound(said) {
  try {
    const mine = reading;
    let answer = await ask(said);
    while (answer.status === BUSY && mine === reading) {
      await new Promise((later) => setTimeout(later, BUSY_MS));
      answer = await ask(said);
    }
    return answer.status === 200 ? await answer.arrayBuffer() : null;
  } catch {
    return null;
  }
}

async function play(wav) {
  try {
    audio ??= new AudioContext();
    await within(START_MS, audio.resume());
    const whole = await audio.decodeAudioData(wav);
    const mine = reading;
    return await new Promise((done) => {
      if (mine !== reading) {
        done(true);
        return;
      }
      source = audio.createBufferSource();
      source.buffer = whole;
      source.connect(audio.destination);
      source.onended = () => done(true);
      source.start();
      setTimeout(() => done(false), whole.duration * 1000 + START_MS);
    });
  } catch {
    return false;
  }
}

function speak(said) {
  const language = root.lang.split("-")[0];
  const voice = window.speechSynthesis?.getVoices().find((one) => one.lang.split(/[-_]/)[0] === language);
  if (!voice) {
    return false;
  }
  const spoken = new Promise((done) => {
    const saying = new SpeechSynthesisUtterance(said);
    saying.voice = voice;
    saying.lang = voice.lang;
    saying.onend = () => done(true);
    saying.onerror = () => done(false);
    window.speechSynthesis.speak(saying);
  });
  return within(SPEAK_MS, spoken);
}

function sayThatThereIsNone() {
  noVoice.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => {
    noVoice.hidden = true;
  }, NO_VOICE_MS);
}

ear.addEventListener("click", () => {
  if (busy) {
    hush();
  } else {
    read(script());
  }
});

// Headphones put on are as good as a touch of the ear; taken off, nothing goes on for the whole room.
export function headphones(isIn) {
  const before = root.dataset.headphones;
  root.dataset.headphones = isIn ? "in" : "out";
  if (isIn && before !== "in") {
    read(script());
  } else if (!isIn && before === "in") {
    hush();
  }
}
