// One switch does what a finger does: a mark goes from one thing that can be pressed to the next, and the switch presses
// the one that is marked. Where there are many, it goes row by row first. The switch is a button on the kiosk, or one
// key of a keyboard (Space or Enter).
import { tell } from "./voice.js";

const root = document.documentElement;

// More than these are gone through row by row.
const MOST_IN_ONE_ROW = 7;
// Two buttons are in one row though one is taller.
const ROW_TOLERANCE_PX = 24;
// Who has let the mark go by twice did not mean this row.
const ROUNDS_IN_A_ROW = 2;
// A hand that shakes presses twice.
const BOUNCE_MS = 350;
const TIMES_ROUND = 3;

let timer = 0;
let at = -1;
let row = null;
let rounds = 0;
let pressedMs = 0;
let again = "";
let step = 0;

function isOn() {
  return root.dataset.switch === "yes";
}

// What can be pressed now, in the order in which it is read; what is on every face comes last.
function targets() {
  const still = document.getElementById("still");
  if (still && !still.hidden) {
    return [...still.querySelectorAll("button")];
  }
  const outcome = document.getElementById("outcome");
  const face = outcome.hidden ? document.getElementById("home") : outcome;
  return [...face.querySelectorAll("button"), ...document.querySelectorAll("#ways button")].filter(
    (button) => !button.disabled && !button.matches(".ring") && button.checkVisibility(),
  );
}

function rows() {
  const all = targets();
  if (all.length <= MOST_IN_ONE_ROW) {
    return all.map((button) => [button]);
  }
  const lines = [];
  for (const button of all) {
    const line = lines.at(-1);
    const top = button.getBoundingClientRect().top;
    const sameBar = line && Boolean(button.closest("#ways")) === Boolean(line[0].closest("#ways"));
    if (sameBar && (button.closest("#ways") || Math.abs(line[0].getBoundingClientRect().top - top) < ROW_TOLERANCE_PX)) {
      line.push(button);
    } else {
      lines.push([button]);
    }
  }
  return lines;
}

// What the mark can be on now: rows, or the things of one row.
function places() {
  const all = rows();
  if (row === null) {
    return all;
  }
  const inRow = all.find((line) => line.some((button) => button.id === row || button === row));
  if (!inRow) {
    row = null;
    return all;
  }
  return inRow.map((button) => [button]);
}

function clear() {
  document.querySelectorAll("[data-marked]").forEach((button) => button.removeAttribute("data-marked"));
}

function name(place) {
  const words = (button) => (button.getAttribute("aria-label") ?? button.innerText).replace(/\s+/g, " ").trim();
  return place.map(words).join(", ");
}

async function next() {
  clearTimeout(timer);
  step += 1;
  const mine = step;
  clear();
  if (!isOn()) {
    return;
  }
  let all = places();
  at += 1;
  if (at >= all.length) {
    at = 0;
    rounds += 1;
    if (row !== null && rounds >= ROUNDS_IN_A_ROW) {
      row = null;
      rounds = 0;
      all = places();
    }
  }
  const place = all[at];
  if (!place) {
    timer = setTimeout(next, pace());
    return;
  }
  place.forEach((button) => button.setAttribute("data-marked", ""));
  if (place.length === 1) {
    place[0].focus({ preventScroll: true });
  }
  if (root.dataset.aloud === "yes" || root.dataset.headphones === "in") {
    await tell(name(place));
  }
  if (mine === step) {
    timer = setTimeout(next, pace());
  }
}

function pace() {
  return Math.max(1, Number(root.dataset.pace));
}

// So long does it take to go round this face as often as somebody may need to.
export function roundSeconds() {
  return isOn() ? Math.ceil((TIMES_ROUND * targets().length * pace()) / 1000) : 0;
}

// The switch was pressed. On a face that has only just come, a press was meant for the one before, or is the second of a
// hand that shakes.
export function pick() {
  if (root.dataset.settled === "no" || performance.now() - pressedMs < BOUNCE_MS) {
    return;
  }
  pressedMs = performance.now();
  const place = places()[at];
  if (!place || !place[0].hasAttribute("data-marked")) {
    return;
  }
  if (place.length > 1) {
    row = place[0].id || place[0];
    rounds = 0;
    at = -1;
    next();
    return;
  }
  again = place[0].id;
  place[0].click();
}

// A face has come, or the way of going through it has changed. Whoever presses "one more" again and again stays on it.
function begin() {
  clearTimeout(timer);
  row = null;
  rounds = 0;
  at = -1;
  clear();
  if (!isOn()) {
    return;
  }
  const same = again && document.getElementById(again);
  again = "";
  if (same && same.matches(".step, .key, .wish") && !same.disabled) {
    const line = rows().find((one) => one.includes(same));
    if (line && line.length > 1) {
      row = same.id;
      at = line.indexOf(same) - 1;
    } else {
      at = rows().findIndex((one) => one.includes(same)) - 1;
    }
  }
  next();
}

new MutationObserver(begin).observe(root, {
  attributes: true,
  attributeFilter: ["data-switch", "data-pace", "data-shown", "data-view", "data-still"],
});

document.addEventListener(
  "keydown",
  (key) => {
    if (isOn() && (key.key === " " || key.key === "Enter")) {
      key.preventDefault();
      key.stopImmediatePropagation();
      if (!key.repeat) {
        pick();
      }
    }
  },
  true,
);
// A key that was taken must not press the button that has the focus when it comes up.
document.addEventListener(
  "keyup",
  (key) => {
    if (isOn() && (key.key === " " || key.key === "Enter")) {
      key.preventDefault();
      key.stopImmediatePropagation();
    }
  },
  true,
);
begin();
