// Elements are made by these functions alone. Words from the payload only ever become text nodes and checked
// attributes, so that nothing in an article can turn into markup.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [event, react] of Object.entries(value)) node.addEventListener(event, react);
    else if (name === "class") node.setAttribute("class", value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  add(node, children);
  return node;
}

function add(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

function refill(node, ...children) {
  node.replaceChildren();
  return add(node, children);
}

// el("p", {class: "x"}, "words", el("b", null, "more"))
const el = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
const svg = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

const link = (href, ...children) => el("a", { href }, ...children);

// A link out of the page: only to http and https, and the other side learns nothing of this page.
function linkOut(url, ...children) {
  if (!/^https?:\/\//i.test(url || "")) return el("span", null, ...children);
  return el("a", { href: url, rel: "noreferrer noopener external", target: "_blank" }, ...children);
}

// A word that may run from right to left keeps its direction to itself.
const name = (words) => el("bdi", null, words);

function button(words, react, attributes) {
  return el("button", { type: "button", on: { click: react }, ...attributes }, words);
}

// A list that shows some rows at a time, so that thousands of them cost nothing until they are asked for.
function listInSteps(rows, show, step, attributes) {
  const list = el("ol", { class: "steps", ...attributes });
  const more = button("", () => grow(), { class: "more" });
  let shown = 0;
  function grow() {
    const before = shown;
    add(list, rows.slice(shown, shown + step).map((row, n) => el("li", null, show(row, before + n))));
    shown = Math.min(rows.length, shown + step);
    more.hidden = shown >= rows.length;
    const left = rows.length - shown;
    more.textContent = left > step ? `Show ${count(step)} more of ${count(left)}` : `Show the other ${count(left)}`;
    if (before) list.children[before]?.querySelector("a, button, summary")?.focus();
  }
  grow();
  return [list, more];
}

function details(summary, ...children) {
  return el("details", null, el("summary", null, summary), ...children);
}

function heading(level, ...words) {
  return el(`h${level}`, level === 1 ? { tabindex: "-1" } : null, ...words);
}
