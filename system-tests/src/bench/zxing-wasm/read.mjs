// Reads codes in grey pictures with zxing-wasm, one a line of input: `{"file", "width", "height"}`, a byte a pixel.
// Answers a line each: `{"text", "millis"}`, the text null if it found none. What it takes to read the file, and to give
// each pixel the four bytes that it is asked for, is not counted.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

const wasmBinary = readFileSync(new URL("node_modules/zxing-wasm/dist/reader/zxing_reader.wasm", import.meta.url));
await prepareZXingModule({ overrides: { wasmBinary: wasmBinary.buffer.slice(wasmBinary.byteOffset, wasmBinary.byteOffset + wasmBinary.byteLength) }, fireImmediately: true });

// As it leaves the factory it tries hardest: turned, inverted, smaller.
const OPTIONS = { formats: ["QRCode"], maxNumberOfSymbols: 1 };

function picture({ file, width, height }) {
  const grey = readFileSync(file);
  const data = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < grey.length; at += 1) {
    data.fill(grey[at], at * 4, at * 4 + 3);
    data[at * 4 + 3] = 255;
  }
  return { data, width, height, colorSpace: "srgb" };
}

console.log(JSON.stringify({ ready: true }));
for await (const line of createInterface({ input: process.stdin })) {
  const image = picture(JSON.parse(line));
  const begun = performance.now();
  const found = await readBarcodes(image, OPTIONS);
  const millis = performance.now() - begun;
  console.log(JSON.stringify({ text: found.find((one) => one.isValid)?.text ?? null, millis }));
}
