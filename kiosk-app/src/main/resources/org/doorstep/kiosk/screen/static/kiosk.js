// The kiosk's page. It shows what it is told, sends touches, and goes home by itself. It holds no words.
import { fit, fitAgain } from "./fit.js";
import "./leaves.js";
import { letGo, lock } from "./lock.js";
import morphdom from "./morphdom-esm.js";
import { play } from "./sounds.js";
import { ASKED_SECONDS, ask, askNoMore, isAsking } from "./still.js";
import { pick, roundSeconds } from "./switch.js";
import { headphones, hush, isReading, readFace } from "./voice.js";

const root = document.documentElement;
const home = document.getElementById("home");
const outcome = document.getElementById("outcome");
const states = document.getElementById("states");
const speech = document.getElementById("say");
const toast = document.getElementById("toast");
const lost = document.getElementById("lost");
const wait = document.getElementById("wait");
const written = document.getElementById("written");

// A finger still on its way down must not press what has just appeared beneath it.
const SETTLE_MS = 350;
// On what cannot be undone, and on what is shown once, a hand that shakes presses twice more slowly than that.
const CAREFUL_MS = 1500;
const CAREFUL = ["about-leave", "about-left"];
const TOAST_MS = 6000;
const LOST_MS = 2500;
// What is asked of the hub takes longer than a touch; from here on it is said so.
const WAIT_MS = 700;
// A hand that shakes may rest on a button before it presses.
const FINGER_MS = 3000;
// While somebody photographs their new pass, what a neighbour's card says is shown for so long, and the pass comes back.
const ASIDE_SECONDS = 6;
const MOST_ASIDE = 4;
const KEPT = ["pass", "about-left", "wishes-written", "book-booked", "book-asked", "book-saved"];
// What is opened over a face and leads back to it.
const OVER = ["wishes", "languages"];
// Whoever asked a page to stay and walked off is not left on the glass for the next: without a touch it goes on.
const STAY_SECONDS = 180;
// The kiosk gives up on the hub sooner than that.
const ANSWER_MS = 60_000;
// What a touch says of who came along: grown-ups, and children by the first year of their age band.
const COUNTED = ["adults", "from0", "from5", "from12"];

let shown = 0;
// The number of the face that stands there, also of one that came back; 0 is home.
let onGlass = 0;
// The number of the latest face that was told of, shown or not.
let heard = 0;
// Grows with every face and every going home, so that what is slow to come is known to come too late.
let turn = 0;
let settling = 0;
// The turn in which a press is under way: a new face, and home, may be pressed though that answer is still to come.
let busyOn = -1;
let start = null;
let stepsAreLive = false;
let fingerDown = false;
let restAfterwards = null;
let lifting = 0;
const aside = [];
// Whether what is opened over a face lies over one that is kept.
let overKept = false;
let lostTimer = 0;
// The face whose code was written on its holder's card as well, which may be told before the face is there.
let onTheCard = 0;
// What a face beneath has the kiosk wait for, while the sheet or the languages lie over it.
let waitsBeneath = null;

const countdown = {
  left: 0,
  whole: 0,
  timer: 0,
  paused: false,
  stayed: 0,

  begin(seconds) {
    clearInterval(this.timer);
    askNoMore();
    this.left = seconds > 0 ? Math.max(seconds, roundSeconds()) : 0;
    this.whole = this.left;
    this.paused = false;
    if (seconds > 0) {
      this.draw();
      this.timer = setInterval(() => this.tick(), 1000);
    }
  },

  tick() {
    // Who waits for the hub is not sent home meanwhile, nor who listens.
    if (busyOn === turn || isReading()) {
      return;
    }
    if (this.paused) {
      this.stayed += 1;
      if (this.stayed >= STAY_SECONDS) {
        this.toggle();
        this.again();
      }
      return;
    }
    this.left -= 1;
    if (this.left <= 0 && !isAsking() && asksFirst()) {
      this.left = Math.max(ASKED_SECONDS, roundSeconds());
      ask(() => this.again());
      say(document.getElementById("still-words").textContent);
      readFace(document.getElementById("still").innerText);
    } else if (this.left <= 0) {
      goHome();
    } else {
      this.draw();
    }
  },

  draw() {
    const ring = outcome.querySelector(".ring");
    if (ring) {
      ring.querySelector(".ring-seconds").textContent = inDigits(this.left);
      ring.querySelector(".ring-left").style.strokeDashoffset = String(100 - (100 * this.left) / this.whole);
      ring.setAttribute("aria-pressed", String(this.paused));
    }
  },

  toggle() {
    this.paused = !this.paused;
    this.stayed = 0;
    this.draw();
  },

  again() {
    this.left = this.whole;
    this.stayed = 0;
    this.draw();
  },
};

// Where there is nothing to do but to read, going home takes nothing from anybody; nor does it where a pass comes back.
function asksFirst() {
  return aside.length === 0 && outcome.querySelector("button:not([data-home], [data-pause])") !== null;
}

// With the digits of the page's language.
function inDigits(number) {
  const digits = [...root.dataset.digits];
  return String(number).replace(/[0-9]/g, (digit) => digits[Number(digit)]);
}

// What comes next is in this language.
function speakAs({ lang, dir, digits, wishes }) {
  const said = { lang, dir, "data-digits": digits };
  for (const [name, wish] of Object.entries(wishes)) {
    said[`data-${name}`] = wish;
  }
  for (const [name, value] of Object.entries(said)) {
    // To whoever watches these, the same said again is a change, and the whole face is measured once more.
    if (root.getAttribute(name) !== value) {
      root.setAttribute(name, value);
    }
  }
}

function spokenAs() {
  const { digits, theme, text, motion, seated, words, switch: oneSwitch, pace, aloud } = root.dataset;
  return {
    lang: root.lang,
    dir: root.dir,
    digits,
    wishes: { theme, text, motion, seated, words, switch: oneSwitch, pace, aloud },
  };
}

// Whoever was there has gone, and so have their wishes. The answer is home as the next person finds it.
async function tellHome(number) {
  try {
    const answer = await post("wishes/home", { shown: number });
    if (answer.ok) {
      rest(await answer.json());
    }
  } catch {
    // The page hears of it by itself when the kiosk is there again.
  }
}

function post(where, what, more = {}) {
  return fetch(`/${where}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(what),
    ...more,
  });
}

function replace(place, html) {
  const focused = document.activeElement && place.contains(document.activeElement) ? document.activeElement.id : "";
  const marked = [...place.querySelectorAll("[data-marked][id]")].map((button) => button.id);
  place.innerHTML = html;
  // The mark of one switch stays where it is, or a press that comes now presses nothing.
  for (const id of marked) {
    document.getElementById(id)?.setAttribute("data-marked", "");
  }
  if (focused) {
    document.getElementById(focused)?.focus();
  }
}

// The same face after a touch: only what says something else is drawn anew, and whatever has the focus keeps it.
function redraw(place, html) {
  const next = place.cloneNode(false);
  next.innerHTML = html;
  morphdom(place, next, { childrenOnly: true });
}

function say(words) {
  speech.textContent = "";
  if (words) {
    requestAnimationFrame(() => {
      speech.textContent = words;
    });
  }
}

function sayThatItIsOnTheCard() {
  if (onTheCard !== 0 && onTheCard === onGlass) {
    onTheCard = 0;
    written.hidden = false;
    setTimeout(() => {
      written.hidden = true;
    }, TOAST_MS);
    readFace(written.innerText);
  }
}

// For the bench and for tests: when what was told is on the glass.
function markPainted(number) {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      root.dataset.painted = String(number);
      root.dataset.paintedAt = String(performance.timeOrigin + performance.now());
      performance.mark(`painted-${number}`);
    }),
  );
}

function changed(view) {
  root.dataset.view = view;
  root.dataset.settled = "no";
  clearTimeout(settling);
  settling = setTimeout(
    () => {
      root.dataset.settled = "yes";
    },
    CAREFUL.includes(view) ? CAREFUL_MS : SETTLE_MS,
  );
}

function eventShown() {
  return outcome.querySelector("[data-event]")?.dataset.event ?? "";
}

function isKept() {
  return KEPT.includes(root.dataset.view) || (overKept && OVER.includes(root.dataset.view));
}

// A pass, or a receipt, is on the glass for whoever is taking its photo. Another's card may not wipe it off.
function layAside() {
  // Written into the page again, an inline style is refused by the page's own rules.
  outcome.querySelector(".ring-left")?.removeAttribute("style");
  return {
    view: root.dataset.view,
    number: onGlass,
    language: spokenAs(),
    event: eventShown(),
    html: outcome.innerHTML,
    left: countdown.left,
    whole: countdown.whole,
    paused: countdown.paused,
  };
}

function bringBack() {
  const pass = aside.pop();
  onGlass = pass.number;
  overKept = OVER.includes(pass.view);
  speakAs(pass.language);
  outcome.innerHTML = pass.html;
  turn += 1;
  changed(pass.view);
  post("wishes/aside", { shown: pass.number }).catch(() => {});
  hush();
  stepsAreLive = false;
  countdown.begin(pass.left);
  countdown.whole = pass.whole;
  countdown.paused = pass.paused;
  countdown.draw();
  fit();
  outcome.focus({ preventScroll: true });
  say(outcome.querySelector("h1").textContent);
}

function show(told, touched = false) {
  if (told.number <= shown) {
    return;
  }
  lock();
  const before = outcome.hidden ? "" : eventShown();
  const kept = isKept() && !outcome.hidden;
  const pass = !touched && kept ? layAside() : null;
  overKept = touched && kept && OVER.includes(told.view);
  // Another's card is another person, who hears it from the beginning.
  const sameView = touched && root.dataset.view === told.view && outcome.contains(document.activeElement);
  shown = told.number;
  onGlass = told.number;
  heard = Math.max(heard, told.number);
  turn += 1;
  wait.hidden = true;
  written.hidden = true;
  waitsBeneath = touched && OVER.includes(told.view) ? (waitingFor() ?? waitsBeneath) : null;
  // Another's card is another person, who asked for nothing.
  const paused = touched && countdown.paused && root.dataset.view === told.view;
  speakAs(told);
  const sameFace = touched && root.dataset.view === told.view && !outcome.hidden;
  if (sameFace) {
    redraw(outcome, told.html);
  } else {
    replace(outcome, told.html);
  }
  changed(told.view);
  root.dataset.shown = String(told.number);
  outcome.hidden = false;
  home.hidden = true;
  const after = eventShown();
  stepsAreLive = after !== "" && after === before;
  // Their own pass, shown to try it: they have it, and the welcome is theirs.
  if (pass && (pass.view !== "pass" || pass.event !== after) && aside.length < MOST_ASIDE) {
    aside.push(pass);
  }
  const seconds = told.seconds > 0 ? told.seconds : ASIDE_SECONDS;
  const passing = aside.length > 0 && !touched && !KEPT.includes(told.view);
  countdown.begin(passing ? Math.min(seconds, ASIDE_SECONDS) : told.seconds);
  if (paused) {
    countdown.toggle();
  }
  if (sameView) {
    say(counted() || told.say);
  } else {
    outcome.focus({ preventScroll: true });
    say(told.say || outcome.innerText);
    play(told.sound);
  }
  if (sameFace) {
    fitAgain();
  } else {
    fit();
  }
  readFace(sameView ? counted() || told.say : "");
  markPainted(told.number);
  sayThatItIsOnTheCard();
  // A pass was shown for something that only the hub can say: it is asked as after a touch.
  const go = outcome.querySelector("[data-go]");
  if (go) {
    press(go);
  }
}

// Keys on the glass. What is typed is on this page alone until it is sent.
function type(button) {
  const board = button.closest(".typing");
  const typed = board.querySelector(".typed");
  const before = typed.textContent;
  if ("delete" in button.dataset) {
    typed.textContent = before.slice(0, -1);
  } else if ("pad" in button.dataset) {
    board.dataset.pad = board.dataset.pad === "letters" ? "numbers" : "letters";
  } else if (before.length < Number(board.dataset.most)) {
    const begins = board.dataset.kind === "postcode" || before === "" || before.endsWith(" ") || before.endsWith("-");
    typed.textContent = before + (begins ? button.dataset.key.toUpperCase() : button.dataset.key);
  }
  countdown.again();
}

// After "one more": the two numbers, not the whole page again.
function counted() {
  return [...outcome.querySelectorAll(".counter")]
    .map((counter) => `${counter.getAttribute("aria-label")} ${counter.querySelector("output").textContent}`)
    .join(", ");
}

// Some faces have the kiosk wait for something.
function waitingFor() {
  const { leaving, of } = outcome.querySelector("[data-leaving]")?.dataset ?? {};
  return leaving ? { leaving, of } : null;
}

// Whoever leaves them waits no more, also from what was opened over them.
function tellLeaving() {
  const left = waitingFor() ?? waitsBeneath;
  waitsBeneath = null;
  if (left) {
    post(left.leaving, { event: left.of }).catch(() => {});
  }
}

function goHome() {
  lock();
  tellLeaving();
  if (aside.length > 0) {
    bringBack();
    return;
  }
  turn += 1;
  onGlass = 0;
  tellHome(heard);
  wait.hidden = true;
  countdown.begin(0);
  hush();
  changed("home");
  home.hidden = false;
  outcome.hidden = true;
  outcome.replaceChildren();
  fit();
  say("");
}

function rest(told) {
  if (fingerDown) {
    restAfterwards = told;
    return;
  }
  if (start !== null && start !== told.start) {
    location.reload();
    return;
  }
  start = told.start;
  const before = document.getElementById("troubles")?.textContent ?? "";
  // What lies over home keeps its own: the next person's rest is drawn while a pass is still there to be photographed.
  if (outcome.hidden) {
    speakAs(told);
  }
  for (const [key, words] of Object.entries(told.says)) {
    for (const place of document.querySelectorAll(`[data-says="${key}"]`)) {
      place.textContent = words;
    }
    for (const place of document.querySelectorAll(`[data-names="${key}"]`)) {
      place.setAttribute("aria-label", words);
    }
  }
  document.getElementById("ear").dataset.choices = told.says["ear.choices"];
  document.title = told.says["page.title"];
  replace(home, told.home);
  fit();
  replace(states, told.states);
  const now = document.getElementById("troubles")?.textContent ?? "";
  if (now.length < before.length) {
    toast.hidden = false;
    say(toast.textContent);
    setTimeout(() => {
      toast.hidden = true;
    }, TOAST_MS);
  } else if (now && now !== before) {
    say(now);
  }
}

async function press(button) {
  if (busyOn === turn) {
    return;
  }
  const asked = turn;
  busyOn = asked;
  countdown.again();
  const { event, session, value } = button.dataset;
  const touch = { event, session: session || undefined, value };
  if (button.dataset.press.startsWith("wishes/")) {
    touch.shown = onGlass;
    touch.event = event || eventShown();
  }
  if ("typed" in button.dataset) {
    touch.value = outcome.querySelector(".typed").textContent;
  }
  const slow = setTimeout(() => {
    wait.hidden = turn !== asked;
  }, WAIT_MS);
  for (const counted of COUNTED) {
    if (button.dataset[counted] !== undefined) {
      touch[counted] = Number(button.dataset[counted]);
    }
  }
  if (button.dataset.pictures !== undefined) {
    touch.pictures = button.dataset.pictures;
    touch.page = Number(button.dataset.page ?? 0);
  }
  try {
    const answer = await post(button.dataset.press, touch, { signal: AbortSignal.timeout(ANSWER_MS) });
    lost.hidden = true;
    // Nothing to show is home.
    const told = answer.status === 200 ? await answer.json() : null;
    heard = Math.max(heard, told?.number ?? 0);
    if (told && (turn === asked || !told.personal)) {
      show(told, true);
    } else if (turn === asked) {
      goHome();
    } else if (outcome.hidden) {
      // It came too late to be shown, and is nobody's now.
      tellHome(heard);
    }
  } catch {
    lost.hidden = false;
  } finally {
    clearTimeout(slow);
    if (busyOn === asked) {
      busyOn = -1;
      wait.hidden = true;
    }
  }
}

// What is under a slow finger stays what it is until the finger is up, or its press would be lost. A finger whose end
// is never heard of (it slid off the glass) is forgotten, or home would stand still for ever.
function lift() {
  clearTimeout(lifting);
  fingerDown = false;
  if (restAfterwards !== null) {
    const told = restAfterwards;
    restAfterwards = null;
    rest(told);
  }
}

document.addEventListener("pointerdown", () => {
  fingerDown = true;
  clearTimeout(lifting);
  lifting = setTimeout(lift, FINGER_MS);
});
// The click comes after the finger is up, and is to find its button.
document.addEventListener("pointerup", () => setTimeout(lift));
document.addEventListener("pointercancel", lift);

document.addEventListener("click", (click) => {
  const button = click.target.closest("button");
  const settled = root.dataset.settled !== "no" || click.detail === 0;
  // Pressing + again and again is one finger on one face; on a face that has only just come it is a stray one.
  if (!button || button.disabled || !(settled || (stepsAreLive && button.classList.contains("step")))) {
    return;
  }
  if (button.dataset.press) {
    press(button);
  } else if (button.matches(".key")) {
    type(button);
  } else if ("letGo" in button.dataset) {
    letGo();
  } else if ("home" in button.dataset) {
    goHome();
  } else if ("pause" in button.dataset) {
    countdown.toggle();
  }
});

document.addEventListener("keydown", (key) => {
  if (key.key === "Escape" && !outcome.hidden) {
    goHome();
  }
});

fit();

const events = new EventSource("/events");
events.addEventListener("show", (message) => show(JSON.parse(message.data)));
events.addEventListener("rest", (message) => rest(JSON.parse(message.data)));
events.addEventListener("headphones", (message) => headphones(JSON.parse(message.data).in));
events.addEventListener("written", (message) => {
  onTheCard = JSON.parse(message.data).number;
  sayThatItIsOnTheCard();
});
// The first press of a switch says that somebody uses one; each after it presses what is marked.
events.addEventListener("switch", (message) => {
  const { begins, wishes } = JSON.parse(message.data);
  if (begins) {
    Object.assign(root.dataset, wishes);
  } else {
    pick();
  }
});
events.addEventListener("open", () => {
  clearTimeout(lostTimer);
  lost.hidden = true;
});
events.addEventListener("error", () => {
  clearTimeout(lostTimer);
  lostTimer = setTimeout(() => {
    lost.hidden = false;
  }, LOST_MS);
});
