// The simulator's buttons. It holds no words but what stands on its page.
const answer = document.getElementById("answer");
const LARGEST_SIDE = 960;

async function send(path, body, type = "application/json") {
  const reply = await fetch(`/simulator/${path}`, { method: "POST", headers: { "Content-Type": type }, body });
  answer.textContent =
    reply.status === 422 ? answer.dataset.noCode : reply.ok ? answer.dataset.taken : answer.dataset.notTaken;
}

const sendJson = (path, what) => send(path, JSON.stringify(what));

document.addEventListener("click", (click) => {
  const button = click.target.closest("button[type=button]");
  if (!button) {
    return;
  }
  const { number, text, plug, long } = button.dataset;
  if (number !== undefined) {
    sendJson("card", { number });
  } else if (text !== undefined) {
    sendJson("code", { text });
  } else if (plug !== undefined) {
    sendJson("plug", { card: plug === "card", in: button.dataset.in === "yes" });
  } else if (long !== undefined) {
    sendJson("code", { text: "A".repeat(Number(long)) });
  } else if ("control" in button.dataset) {
    sendJson("code", { text: "\u0000\u0007\u001b" });
  }
});

document.addEventListener("submit", (submit) => {
  submit.preventDefault();
  const form = submit.target;
  if (form.dataset.form === "card") {
    sendJson("card", { number: form.elements.number.value });
  } else if (form.dataset.form === "code") {
    sendJson("code", { text: form.elements.text.value });
  }
});

// A picture becomes what a camera gives: one grey byte a point, a row after the other.
document.getElementById("picture")?.addEventListener("change", async (change) => {
  const [file] = change.target.files;
  if (!file) {
    return;
  }
  const picture = await createImageBitmap(file);
  const shrink = Math.min(1, LARGEST_SIDE / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * shrink));
  const height = Math.max(1, Math.round(picture.height * shrink));
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, width, height);
  pen.drawImage(picture, 0, 0, width, height);
  const colours = pen.getImageData(0, 0, width, height).data;
  const grey = new Uint8Array(width * height);
  for (let at = 0; at < grey.length; at += 1) {
    grey[at] = 0.299 * colours[4 * at] + 0.587 * colours[4 * at + 1] + 0.114 * colours[4 * at + 2];
  }
  await send(`picture?width=${width}&height=${height}`, grey, "application/octet-stream");
  change.target.value = "";
});
