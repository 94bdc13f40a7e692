// Makes a face whole on any glass, in any language: its type becomes a little smaller, step by step, until nothing on it
// sticks out. What is touched keeps its size. On the page at rest, fewer rows of today are shown before type gives way.
const root = document.documentElement;
const face = document.getElementById("face");

const STEPS = [1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6];
// As much of its own letters' height, or of the page's, is the ink that hangs below a line, and is seen all the same.
const HANGS = 0.3;
const HANGS_ANYWHERE = 0.5;
// Drawn beside the face on purpose, or not text.
const ASIDE = ".ring, .ring *, .unseen, svg, svg *, .hero-art";

// The step that is in force.
let fitted = 0;

function pixels(one) {
  return Number.parseFloat(getComputedStyle(one).fontSize);
}

function sticksOut(one, glass) {
  const box = one.getBoundingClientRect();
  if (box.width === 0 || box.height === 0) {
    return false;
  }
  const beyond =
    box.left < glass.left - 1 || box.right > glass.right + 1 || box.top < glass.top - 1 || box.bottom > glass.bottom + 1;
  if (beyond || one.clientWidth === 0) {
    return beyond;
  }
  const hangs = Math.max(HANGS * pixels(one), HANGS_ANYWHERE * pixels(root));
  return one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + hangs;
}

/** Whatever of a place is not whole on the glass. */
export function stickingOut(place) {
  const glass = face.getBoundingClientRect();
  return [...place.querySelectorAll("*")].filter((one) => !one.matches(ASIDE) && sticksOut(one, glass));
}

function isWhole(place) {
  const glass = face.getBoundingClientRect();
  return ![...place.querySelectorAll("*")].some((one) => !one.matches(ASIDE) && sticksOut(one, glass));
}

// As many rows as there is room for, and a line that says how many are not there.
function rowsFit(leaf) {
  const rows = [...leaf.querySelectorAll("[data-row]")];
  const more = [...leaf.querySelectorAll("[data-rows]")];
  const holder = leaf.closest(".leaves") ?? leaf;
  const least = Math.min(rows.length, 2);
  for (let fitting = rows.length; fitting >= least; fitting -= 1) {
    rows.forEach((row, at) => {
      row.hidden = at >= fitting;
    });
    more.forEach((line) => {
      line.hidden = Number(line.dataset.rows) !== fitting;
    });
    if (leaf.scrollHeight <= holder.clientHeight + 1) {
      return;
    }
  }
}

/** Fits whatever is shown now. Called after anything that changes what is read or how large it is. */
export function fit() {
  fitFrom(0);
}

/** The same face with a few other words: its type gives way further if it must, and never grows under a finger. */
export function fitAgain() {
  fitFrom(fitted);
}

function fitFrom(first) {
  const place = [...face.children].find((one) => !one.hidden);
  if (!place) {
    return;
  }
  for (fitted = first; fitted < STEPS.length; fitted += 1) {
    const step = STEPS[fitted];
    if (root.dataset.fit !== String(step)) {
      root.style.setProperty("--fit", String(step));
      root.dataset.fit = String(step);
    }
    place.querySelectorAll(".leaf").forEach((leaf) => {
      if (leaf.querySelector("[data-row]")) {
        rowsFit(leaf);
      }
    });
    if (isWhole(place)) {
      return;
    }
  }
  fitted = STEPS.length - 1;
}

window.addEventListener("resize", fit);
document.fonts.ready.then(fit);
new MutationObserver(fit).observe(root, {
  attributes: true,
  attributeFilter: ["dir", "lang", "data-text", "data-theme", "data-words", "data-seated"],
});
