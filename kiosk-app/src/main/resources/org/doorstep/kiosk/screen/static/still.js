// Nobody is sent home without being asked: "Are you still there?" Whatever is touched or pressed is a yes.
const root = document.documentElement;
const still = document.getElementById("still");
const yes = document.getElementById("still-yes");

// The time that the accessibility guidelines (WCAG 2.2, 2.2.1) ask for at least.
export const ASKED_SECONDS = 20;

let before = null;
let stays = () => {};

export function isAsking() {
  return !still.hidden;
}

// `then` is what happens once somebody has said yes.
export function ask(then) {
  before = document.activeElement;
  stays = then;
  still.hidden = false;
  root.dataset.still = "asking";
  yes.focus({ preventScroll: true });
}

export function askNoMore() {
  if (still.hidden) {
    return;
  }
  still.hidden = true;
  root.dataset.still = "no";
  if (before?.isConnected) {
    before.focus({ preventScroll: true });
  }
  before = null;
}

function stay() {
  if (isAsking()) {
    askNoMore();
    stays();
  }
}

yes.addEventListener("click", stay);
document.addEventListener("pointerdown", (down) => {
  if (!still.contains(down.target)) {
    stay();
  }
});
document.addEventListener("keydown", (key) => {
  if (key.key !== "Escape" && root.dataset.switch !== "yes") {
    stay();
  }
});
