// One face of the page of looks: as whole as on the glass, and nothing on it does anything.
import { fit } from "./fit.js";

document.querySelectorAll(".ring-seconds").forEach((ring) => {
  ring.textContent = "14";
});
fit();
document.fonts.ready.then(() => {
  document.documentElement.dataset.fitted = "yes";
});
