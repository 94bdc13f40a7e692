// No way out of the page: not by keys, not by fingers, not by a mouse, not by a scanner that types.
//
// What is let through is a list, and all else is not: a browser gets a new shortcut with every version. The browser
// hands a page every key before it takes it for itself as long as it fills the screen (--kiosk) and shows one page
// alone (--app); docs/guides/technician.md says how it is started.

// What a face is worked with: by a keyboard, by a switch that types Space or Enter, by a screen reader.
const WORKING_KEYS = new Set([
  "Tab", "Enter", " ", "Escape", "Backspace", "Shift", "CapsLock",
  "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End",
]);
// With Shift the rest are a browser's: Shift and Escape is its list of tasks.
const WITH_SHIFT = new Set(["Tab", "Shift"]);
// Nobody types a key every 40 ms for so many keys. A scanner that the kiosk has not taken for its own does, and ends
// with Enter, which would press whatever is in focus.
const MACHINE_MS = 40;
const MACHINE_KEYS = 6;
// Left, and nothing else: the wheel pastes and scrolls, the two at the side go back and forward.
const LEFT = 0;

// A browser that may close itself has done so by then.
const CLOSED_MS = 1500;

let locked = true;
let lastKey = -Infinity;
let inARow = 0;
// When a machine ended what it typed.
let ended = -Infinity;

// True where what types is no hand.
function isMachines(key) {
  if (isTyped(key) && key.key !== " ") {
    inARow = key.timeStamp - lastKey < MACHINE_MS ? inARow + 1 : 0;
    lastKey = key.timeStamp;
    ended = -Infinity;
    return false;
  }
  const ends = inARow >= MACHINE_KEYS && key.timeStamp - lastKey < MACHINE_MS;
  // Some end with two, for CR and LF.
  const endsAgain = key.timeStamp - ended < MACHINE_MS;
  const machines = (ends || endsAgain) && (key.key === "Enter" || key.key === " ");
  if (key.key !== "Shift" && key.key !== " ") {
    inARow = 0;
  }
  if (key.key !== "Shift") {
    ended = machines ? key.timeStamp : -Infinity;
  }
  return machines;
}

function isTyped(key) {
  return [...key.key].length === 1;
}

function swallow(event) {
  if (locked) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}

function checkKey(key) {
  const chord = key.ctrlKey || key.altKey || key.metaKey;
  const working = isTyped(key) || (key.shiftKey ? WITH_SHIFT : WORKING_KEYS).has(key.key);
  if (chord || !working || (key.type === "keydown" && isMachines(key))) {
    swallow(key);
  }
}

function checkButton(press) {
  if (press.button !== LEFT) {
    swallow(press);
  }
}

const FIRST = { capture: true, passive: false };

for (const type of ["keydown", "keypress", "keyup"]) {
  window.addEventListener(type, checkKey, FIRST);
}
for (const type of ["mousedown", "mouseup", "auxclick", "pointerdown", "pointerup"]) {
  window.addEventListener(type, checkButton, FIRST);
}
// A link or a picture that is dragged, a file that is dropped, text that is marked, and every menu of theirs.
for (const type of ["contextmenu", "dragstart", "dragover", "drop", "selectstart", "copy", "cut", "paste"]) {
  window.addEventListener(type, swallow, FIRST);
}
// Two fingers make it larger, and so does the wheel with Ctrl. Text is made larger by a wish, for one person.
for (const type of ["touchstart", "touchmove"]) {
  window.addEventListener(
    type,
    (touch) => {
      if (touch.touches.length > 1) {
        swallow(touch);
      }
    },
    FIRST,
  );
}
window.addEventListener("wheel", (wheel) => (wheel.ctrlKey ? swallow(wheel) : undefined), FIRST);
// No face has a link.
window.addEventListener(
  "click",
  (click) => {
    const link = click.target.closest?.("a[href]");
    // Only a kiosk that somebody plays through on a laptop has one.
    if (link && !link.matches(".to-simulator")) {
      swallow(click);
    }
  },
  FIRST,
);

// Staff were let out: the page closes, and with it the browser. One that was not started for this page alone may not
// close itself; then whoever stands there has all its keys, until home.
export function letGo() {
  locked = false;
  window.close();
  setTimeout(() => document.getElementById("not-closed")?.removeAttribute("hidden"), CLOSED_MS);
}

export function lock() {
  locked = true;
}
