// The picture of a claim: who says it, through whom it was passed on, which articles report it.

const LABEL_FONT = '600 13px "Avenir Next", Inter, "Segoe UI", system-ui, sans-serif';
const NOTE_FONT = '12px "Avenir Next", Inter, "Segoe UI", system-ui, sans-serif';
const REPORTS_DRAWN = 7;
const REPORTS_AT_MOST = 36;
const NARROW = 620;

// A figure that is drawn for the width it has, and again when that changes.
function figure(caption, draw, legend) {
  const frame = el("div", { class: "frame" });
  const box = el("figure", { class: "picture" }, frame, legend, el("figcaption", null, caption));
  let width = 0;
  const watch = new ResizeObserver(() => {
    const now = Math.floor(frame.clientWidth);
    if (now && now !== width) { width = now; refill(frame, draw(now)); }
  });
  watch.observe(frame);
  return box;
}

// `gone` is the place of a node that is taken away: it and what falls with it are drawn as fallen.
function showFlow(flow, verdict, gone = null) {
  const drawn = trimReports(gatherReports(flow, REPORTS_DRAWN), REPORTS_AT_MOST);
  const standing = gone === null ? null : findStanding(drawn, drawn.nodes.indexOf(flow.nodes[gone]));
  drawn.fallen = (place) => standing !== null && !standing.has(place);
  const weights = weighNodes(drawn.nodes, drawn.links);
  const draw = (width) => (width < NARROW ? drawRows(drawn, weights, width, verdict) : drawColumns(drawn, weights, width, verdict));
  return figure(null, draw, showFlowLegend(drawn));
}

function drawColumns(flow, weights, width, verdict) {
  const { nodes, links } = flow;
  const { columns, columnOf } = placeColumns(nodes, links);
  const side = Math.min(250, width * 0.26);
  const last = columns.length - 1;
  const gap = columns.map((_, n) => (n === 0 || n === last ? 46 : 68));
  const { heights, total } = placeHeights(columns, columnOf, links, gap);
  const step = (width - 2 * side) / last;
  const top = 40;
  const at = nodes.map((_, place) => ({ x: side + columnOf[place] * step, y: top + heights[place] }));
  const picture = svg("svg", { viewBox: `0 0 ${width} ${top + total + 12}`, width, height: top + total + 12, role: "group", "aria-label": verdict });
  add(picture, [showHeads(columns, nodes, side, step, width), drawLinks(flow, at, weights, "column")]);
  const room = { first: side - 22, last: side - 22, middle: Math.max(90, step - 24) };
  nodes.forEach((node, place) => {
    const where = columnOf[place] === 0 ? "first" : columnOf[place] === last ? "last" : "middle";
    add(picture, [drawNode(node, place, at[place], where, room[where], flow)]);
  });
  return picture;
}

function showHeads(columns, nodes, side, step, width) {
  const last = columns.length - 1;
  const head = (x, anchor, words) => svg("text", { x, y: 14, "text-anchor": anchor, class: "head" }, words);
  const heads = [head(side - 16, "end", "Who says it"), head(width - side + 16, "start", "Reports")];
  if (last > 1) heads.push(head(side + (step * last) / 2, "middle", "Passed on by"));
  return heads;
}

function drawRows(flow, weights, width, verdict) {
  const { nodes, links } = flow;
  const at = [];
  const room = [];
  let y = 6;
  for (const { node, depth } of placeRows(nodes, links)) {
    const x = 16 + depth * 24;
    room[node] = width - x - 26;
    const lines = labelLines(nodes[node], room[node]);
    at[node] = { x, y: y + 12 };
    y += 16 * (lines.label.length + lines.note.length) + 16;
  }
  const picture = svg("svg", { viewBox: `0 0 ${width} ${y}`, width, height: y, role: "group", "aria-label": verdict });
  add(picture, [drawLinks(flow, at, weights, "row")]);
  nodes.forEach((node, place) => add(picture, [drawNode(node, place, at[place], "row", room[place], flow)]));
  return picture;
}

function drawLinks(flow, at, weights, way) {
  return flow.links.map((tie) => {
    const breadth = Math.min(12, 1.25 + 1.15 * Math.sqrt(weights[tie.to]));
    const path = way === "column" ? bend(at[tie.from], at[tie.to]) : hang(at[tie.from], at[tie.to]);
    const falls = flow.fallen(tie.from) || flow.fallen(tie.to) ? " fallen" : "";
    const kind = `stream ${tie.sure} ${tie.kind}${falls}`;
    const stream = svg("path", { d: path, class: kind, "stroke-width": breadth.toFixed(1), "data-from": tie.from, "data-to": tie.to });
    return tie.sure === "unknown" ? stream : [stream, drawHead(at[tie.from], at[tie.to], way, tie, falls)];
  });
}

function bend(a, b) {
  const half = (b.x - a.x) / 2;
  return `M${a.x + 9} ${a.y}C${a.x + half} ${a.y} ${b.x - half} ${b.y} ${b.x - 13} ${b.y}`;
}

function hang(a, b) {
  const turn = Math.min(12, Math.abs(b.y - a.y) / 2);
  const down = b.y > a.y ? 1 : -1;
  if (b.x <= a.x) return `M${a.x} ${a.y + 9 * down}C${a.x - 14} ${(a.y + b.y) / 2} ${b.x - 14} ${(a.y + b.y) / 2} ${b.x - 9} ${b.y}`;
  return `M${a.x} ${a.y + 9 * down}V${b.y - turn * down}Q${a.x} ${b.y} ${a.x + turn} ${b.y}H${b.x - 12}`;
}

// An arrow says which way a text went; where that is not known there is none.
function drawHead(a, b, way, tie, falls) {
  if (way === "row" && b.x <= a.x) return null;
  const tip = b.x - 9;
  return svg("path", { d: `M${tip} ${b.y}l-7 -3.6v7.2z`, class: `tip${falls}`, "data-from": tie.from, "data-to": tie.to });
}

const noteOf = (node) => {
  if (node.document === undefined) return node.note || (node.kind === "unseen" ? "not in this pile" : "");
  const row = index.documents[node.document];
  const stance = node.stance && node.stance !== "asserts" ? `${STANCE_WORDS[node.stance]}, ` : "";
  return stance + sayDate(row.at, row.precision === "instant" ? "day" : row.precision, true);
};

function labelLines(node, room) {
  return { label: breakLines(node.label, room, 2, LABEL_FONT), note: noteOf(node) ? breakLines(noteOf(node), room, 1, NOTE_FONT) : [] };
}

function drawNode(node, place, point, where, room, flow) {
  const rests = node.rests || node.rests_low;
  const body = svg("g", { class: `node ${node.kind}${rests ? " rests" : ""}${node.named ? " named" : ""}${flow.fallen(place) ? " fallen" : ""}` });
  if (rests) add(body, [drawRing(node, point)]);
  add(body, [drawShape(node, point), drawLabel(node, point, where, room)]);
  add(body, [svg("title", null, sayNode(node))]);
  const outer = node.document === undefined ? body : svg("a", { href: hrefOf(node.document), "aria-label": sayNode(node) }, body);
  const lit = (on) => () => lightUp(outer.ownerSVGElement, on ? place : null, flow);
  for (const [event, on] of [["mouseenter", true], ["mouseleave", false], ["focus", true], ["blur", false]]) outer.addEventListener(event, lit(on));
  return outer;
}

function drawRing(node, point) {
  return svg("circle", { cx: point.x, cy: point.y, r: 12.5, class: node.rests_low || !node.rests ? "ring" : "ring perhaps" });
}

function drawShape(node, { x, y }) {
  if (node.kind === "report" || node.kind === "text") return svg("rect", { x: x - 5.5, y: y - 7, width: 11, height: 14, rx: 1.5, class: "shape" });
  if (node.kind === "more") return svg("path", { d: `M${x - 5} ${y - 5}h10M${x - 5} ${y}h10M${x - 5} ${y + 5}h10`, class: "shape" });
  return svg("circle", { cx: x, cy: y, r: 6.5, class: "shape" });
}

function drawLabel(node, { x, y }, where, room) {
  const { label, note } = labelLines(node, room);
  const lines = [...label.map((words) => [words, "label"]), ...note.map((words) => [words, "note"])];
  const [dx, anchor] = { first: [-18, "end"], last: [18, "start"], row: [18, "start"], middle: [0, "middle"] }[where];
  const from = where === "middle" ? y + 27 : where === "row" ? y + 4 : y + 4 - (lines.length - 1) * 7.5;
  return lines.map(([words, kind], n) => svg("text", { x: x + dx, y: from + n * 15.5, "text-anchor": anchor, class: kind }, words));
}

function sayNode(node) {
  const rests = node.rests || node.rests_low ? ". The claim rests on this" : "";
  const title = node.document === undefined ? "" : index.documents[node.document].title;
  return [node.label, noteOf(node), title].filter(Boolean).join(", ") + rests;
}

// Everything above and below a node stays bright.
function lightUp(picture, place, flow) {
  if (!picture) return;
  picture.classList.toggle("lit", place !== null);
  const bright = new Set(place === null ? [] : [...reach(flow.links, place, "from", "to"), ...reach(flow.links, place, "to", "from")]);
  for (const part of picture.querySelectorAll("[data-from]")) {
    part.classList.toggle("bright", bright.has(Number(part.dataset.from)) && bright.has(Number(part.dataset.to)));
  }
}

function reach(links, start, out, into) {
  const seen = new Set([start]);
  const ahead = [start];
  while (ahead.length) {
    const here = ahead.pop();
    for (const tie of links) if (tie[out] === here && !seen.has(tie[into])) { seen.add(tie[into]); ahead.push(tie[into]); }
  }
  return seen;
}

function showFlowLegend(flow) {
  const kinds = new Set(flow.nodes.map((node) => node.kind));
  const sure = new Set(flow.links.map((tie) => tie.sure));
  const sign = (kind, words, extra) => {
    const node = { kind, ...extra };
    const box = svg("svg", { width: 28, height: 28, viewBox: "0 0 28 28", "aria-hidden": "true" });
    add(box, [svg("g", { class: `node ${kind}${extra?.rests ? " rests" : ""}${extra?.named ? " named" : ""}` }, extra?.rests && drawRing(node, { x: 14, y: 14 }), drawShape(node, { x: 14, y: 14 }))]);
    return el("li", null, box, words);
  };
  const line = (kind, words) => el("li", null, svg("svg", { width: 34, height: 28, viewBox: "0 0 34 28", "aria-hidden": "true" }, svg("path", { d: "M2 14H32", class: `stream ${kind}`, "stroke-width": 2.5 })), words);
  return el("ul", { class: "legend" },
    sign("source", "what it rests on", { rests: true, rests_low: true }),
    flow.nodes.some((node) => node.rests && !node.rests_low) && sign("source", "also, if the unnamed are different people", { rests: true }),
    flow.nodes.some((node) => node.kind === "source" && node.named) && sign("source", "named source", { named: true }),
    flow.nodes.some((node) => node.kind === "source" && !node.named) && sign("source", "unnamed source"),
    kinds.has("unseen") && sign("unseen", "not in this pile"),
    kinds.has("report") && sign("report", "article that reports it"),
    sure.has("probable") && line("probable", "probably from"),
    sure.has("unknown") && line("unknown", "same text, order unknown"));
}

// A small schematic for lists: how many independent sources the reports come down to.
function showGlyph(claim) {
  const width = 116, height = 58;
  const reports = Math.min(claim.reports, 14);
  const sources = Math.min(claim.high, 7);
  const left = (n) => ({ x: 14, y: ((n + 0.5) * height) / sources });
  const right = (n) => ({ x: width - 10, y: reports === 1 ? height / 2 : 4 + (n * (height - 8)) / (reports - 1) });
  const picture = svg("svg", { class: "glyph", viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" });
  for (let n = 0; n < reports; n += 1) {
    const a = left(Math.min(sources - 1, Math.floor((n * sources) / reports)));
    const b = right(n);
    add(picture, [svg("path", { d: `M${a.x} ${a.y}C${a.x + 50} ${a.y} ${b.x - 50} ${b.y} ${b.x} ${b.y}`, class: "stream sure", "stroke-width": 1.2 })]);
    add(picture, [svg("rect", { x: b.x, y: b.y - 1.5, width: 7, height: 3, class: "tick" })]);
  }
  for (let n = 0; n < sources; n += 1) {
    const { x, y } = left(n);
    add(picture, [svg("circle", { cx: x, cy: y, r: sources > 4 ? 3.5 : 5, class: n < claim.low ? "dot" : "dot perhaps" })]);
  }
  return picture;
}
