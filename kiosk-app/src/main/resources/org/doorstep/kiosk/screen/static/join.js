// The page of a kiosk that belongs to no hub yet. It shows what it is told, and takes an address and a code by touch.
// It holds no words.
import { fit } from "./fit.js";
import "./lock.js";
import { play } from "./sounds.js";

const root = document.documentElement;
const outcome = document.getElementById("outcome");
const speech = document.getElementById("say");
const lost = document.getElementById("lost");

// A finger still on its way down must not press what has just appeared beneath it.
const SETTLE_MS = 350;
const LOST_MS = 2500;
// How often it is looked whether the kiosk is there again, as what it has become meanwhile.
const LOOK_MS = 500;
const MOST_ADDRESS = 70;
const CODE = 11;
const GROUPS = [3, 7];

let shown = Number(root.dataset.shown);
let settling = 0;
let busy = false;
let looking = 0;
const typed = { address: "", code: "" };

function board() {
  return outcome.querySelector(".typing");
}

function say(words) {
  speech.textContent = "";
  if (words) {
    requestAnimationFrame(() => {
      speech.textContent = words;
    });
  }
}

// With its hyphens, and a mark for each symbol that is still to come.
function grouped(code) {
  const all = code.padEnd(CODE, "·");
  return [all.slice(0, GROUPS[0]), all.slice(GROUPS[0], GROUPS[1]), all.slice(GROUPS[1])].join("-");
}

function drawTyped() {
  const pane = board()?.dataset.pane;
  if (pane) {
    document.getElementById("typed").textContent = pane === "code" ? grouped(typed.code) : typed.address || "·";
  }
}

function show(told, touched = false) {
  if (told.number <= shown) {
    return;
  }
  // Who is typing is not to lose the keys because a reader came back.
  if (!touched && board() && told.view === "join" && told.sound === "") {
    return;
  }
  shown = told.number;
  outcome.innerHTML = told.html;
  fit();
  root.dataset.view = told.view;
  root.dataset.shown = String(told.number);
  root.dataset.settled = "no";
  clearTimeout(settling);
  settling = setTimeout(() => {
    root.dataset.settled = "yes";
  }, SETTLE_MS);
  if (told.view === "join-failed") {
    typed.code = "";
  }
  drawTyped();
  outcome.focus({ preventScroll: true });
  say(told.say || outcome.querySelector("h1")?.textContent);
  play(told.sound);
}

async function send(path, what) {
  if (busy) {
    return;
  }
  busy = true;
  try {
    const answer = await fetch(`/${path}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(what),
    });
    if (answer.status === 200) {
      show(await answer.json(), true);
    }
  } catch {
    lost.hidden = false;
  } finally {
    busy = false;
  }
}

function type(key) {
  const pane = board().dataset.pane;
  if (pane === "code") {
    typed.code = (typed.code + key).slice(0, CODE);
  } else {
    typed.address = (typed.address + key).slice(0, MOST_ADDRESS);
  }
  drawTyped();
}

function erase() {
  const pane = board().dataset.pane;
  typed[pane] = typed[pane].slice(0, -1);
  drawTyped();
  say(document.getElementById("typed").textContent);
}

function turnTo(pane) {
  board().dataset.pane = pane;
  drawTyped();
  say([...board().querySelectorAll("h1")].find((heading) => heading.checkVisibility())?.textContent);
}

function next() {
  if (board().dataset.pane === "address" && typed.address !== "") {
    turnTo("code");
  } else {
    send("join/typed", typed);
  }
}

function back() {
  if (board().dataset.pane === "code") {
    turnTo("address");
  } else {
    send("join/back", {});
  }
}

document.addEventListener("click", (click) => {
  const button = click.target.closest("button");
  if (!button) {
    return;
  }
  const settled = root.dataset.settled !== "no" || click.detail === 0;
  const data = button.dataset;
  if (data.key !== undefined) {
    type(data.key);
  } else if ("delete" in data) {
    erase();
  } else if (!settled) {
    // Whatever was meant was on the face before.
  } else if (data.press) {
    send(data.press, {});
  } else if ("pad" in data) {
    board().dataset.pad = board().dataset.pad === "letters" ? "numbers" : "letters";
  } else if ("back" in data) {
    back();
  } else if ("next" in data) {
    next();
  }
});

// A technician's keyboard does what a finger does.
document.addEventListener("keydown", (key) => {
  if (!board() || key.ctrlKey || key.altKey || key.metaKey) {
    return;
  }
  if (key.key === "Backspace") {
    erase();
  } else if (key.key === "Enter" && !key.target.closest?.("button")) {
    next();
  } else if (key.key === "Escape") {
    back();
  } else {
    const pane = board().dataset.pane;
    const wanted = pane === "code" ? key.key.toUpperCase() : key.key.toLowerCase();
    const keys = [...board().querySelectorAll(`.pad.of-${pane} [data-key]`)];
    if (keys.some((each) => each.dataset.key === wanted)) {
      type(wanted);
    }
  }
});

// The kiosk has gone to become what it is now: this page waits for the other one.
function lookForHome() {
  clearTimeout(looking);
  looking = setTimeout(async () => {
    try {
      const answer = await fetch("/health");
      if (answer.ok) {
        location.reload();
        return;
      }
    } catch {
      // Not there yet.
    }
    lookForHome();
  }, LOOK_MS);
}

const events = new EventSource("/events");
events.addEventListener("show", (message) => show(JSON.parse(message.data)));
events.addEventListener("rest", () => location.reload());
events.addEventListener("error", () => {
  events.close();
  lookForHome();
  setTimeout(() => {
    lost.hidden = false;
  }, LOST_MS);
});
