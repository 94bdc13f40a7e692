// The simulator's buttons. It holds no words but what stands on its page.
const answer = document.getElementById("answer");

async function send(path, body, type = "application/json") {
  const reply = await fetch(`/simulator/${path}`, { method: "POST", headers: { "Content-Type": type }, body });
  answer.textContent = reply.ok ? answer.dataset.taken : answer.dataset.notTaken;
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

document.getElementById("picture")?.addEventListener("change", async (change) => {
  const [file] = change.target.files;
  if (file) {
    await send("picture", file, "application/octet-stream");
    change.target.value = "";
  }
});
