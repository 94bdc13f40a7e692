// The leaves of the page at rest: what is on, the rooms, what people said and what was done. They turn by themselves, one
// in a slow breath, and a touch beside the buttons turns one and then lets it lie. Whoever asked for stillness has it: the
// first leaf lies until it is touched.
const root = document.documentElement;
const home = document.getElementById("home");

// Long enough to read the longest leaf slowly.
const TURN_MS = 12_000;
// Who turned a leaf by hand is reading it.
const LIE_MS = 60_000;

let at = 0;
let turning = 0;

function lay() {
  const leaves = [...home.querySelectorAll(".leaf")];
  at = leaves.length === 0 ? 0 : at % leaves.length;
  leaves.forEach((leaf, place) => leaf.classList.toggle("is-turned-to", place === at));
}

function later(wait) {
  clearTimeout(turning);
  turning = setTimeout(() => {
    if (!home.hidden && root.dataset.motion !== "still") {
      at += 1;
      lay();
    }
    later(TURN_MS);
  }, wait);
}

home.addEventListener("click", (click) => {
  if (click.target.closest(".leaves")) {
    at += 1;
    lay();
    later(LIE_MS);
  }
});

// Home is drawn anew each minute; the leaf that lay there lies there still. Whoever comes home finds what is on.
new MutationObserver(lay).observe(home, { childList: true });
new MutationObserver(() => {
  if (home.hidden) {
    at = 0;
    lay();
  }
}).observe(home, { attributes: true, attributeFilter: ["hidden"] });
later(TURN_MS);
