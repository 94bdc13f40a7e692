// One face of the page of looks: as whole as on the glass, and nothing on it does anything.
import { fit } from "./fit.js";

const root = document.documentElement;

/** Puts on top what is to be seen of a face, and fits it. Called again whenever another has taken its place. */
export function lay() {
  const { box, leaf } = root.dataset;
  document.querySelectorAll("body > .toast, body > .still").forEach((one) => {
    one.hidden = one.id !== box;
  });
  if (leaf) {
    document.querySelectorAll(".leaf").forEach((one) => one.classList.toggle("is-turned-to", one.dataset.leaf === leaf));
  }
  document.querySelectorAll(".ring-seconds").forEach((ring) => {
    ring.textContent = "14";
  });
  fit();
}

lay();
document.fonts.ready.then(() => {
  root.dataset.fitted = "yes";
});
