// The payload: a plain directory in the page, and compressed parts that are opened when they are looked at.

const head = JSON.parse(document.getElementById("head").textContent);
const opened = new Map();
let index = null;

async function openBlock(number) {
  const words = atob(document.getElementById(`part-${number}`).textContent);
  const bytes = new Uint8Array(words.length);
  for (let at = 0; at < words.length; at += 1) bytes[at] = words.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

function openOnce(number) {
  if (!opened.has(number)) opened.set(number, openBlock(number));
  return opened.get(number);
}

// What is shown of one row; null where it was left out of the page.
async function openRow(part, place) {
  let begin = 0;
  for (const [end, number] of head.parts[part]) {
    if (place < end) return (await openOnce(number))[place - begin];
    begin = end;
  }
  return null;
}

// The words of an article from start to end, or null where its text was left out.
async function openWords(document, start, end) {
  const article = await openRow("articles", document);
  return article && cutter(article.text)(start, end);
}

async function openIndex() {
  index = await openOnce(head.parts.index[0][1]);
  index.documents.forEach((row, place) => (row.place = place));
  index.claims.forEach((row, place) => (row.place = place));
  index.texts.forEach((row, place) => (row.place = place));
  index.sources.forEach((row, place) => (row.place = place));
  return index;
}

// A row by its id or by the beginning of it that is plain; null where there is none.
function findRow(list, id) {
  const found = list.filter((row) => row.id.startsWith(id));
  return found.length === 1 ? found[0] : found.find((row) => row.id === id) || null;
}

// Offsets in the payload count code points; JavaScript counts UTF-16 units, which differ only above U+FFFF.
function cutter(text) {
  if (!/[\ud800-\udbff]/.test(text)) return (start, end) => text.slice(start, end);
  const points = Array.from(text);
  return (start, end) => points.slice(start, end).join("");
}

function lengthOf(text) {
  return /[\ud800-\udbff]/.test(text) ? Array.from(text).length : text.length;
}
