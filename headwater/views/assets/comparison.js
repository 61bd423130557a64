// Two versions of a text side by side, what was changed first, the worst of it at the top.

async function openSide(side, comparison) {
  if (side.document === undefined) return comparison.words || null;
  return (await openRow("articles", side.document))?.text ?? null;
}

async function showComparison(id) {
  const sides = index.comparisons[Number(id)];
  const comparison = sides && (await openRow("comparisons", Number(id)));
  if (!comparison) return showMissing("comparison");
  const [now, was] = [await openSide(sides.child, comparison), await openSide(sides.parent, comparison)];
  const label = (side) => (side.document === undefined ? name(side.name) : link(hrefOf(side.document), name(outletOf(side.document))));
  const title = comparison.sure === "unknown" ? ["One text, two versions: ", label(sides.child), " and ", label(sides.parent)] : [label(sides.child), comparison.sure === "sure" ? ", from " : ", probably from ", label(sides.parent)];
  const top = el("div", { class: "page-head" }, heading(1, ...title), el("p", { class: "verdict" }, capital(sayCopy(comparison)), "."), el("p", { class: "small" }, `${comparison.sure === "unknown" ? "What there is to go by" : "Why this direction"}: ${comparison.basis}`));
  if (now === null || was === null) return [top, el("p", { class: "left-out" }, "One of the two texts was left out: the page would have grown too large.")];
  const edits = (comparison.edits || []).map(([kind, start, end, from, to], n) => ({ kind, start, end, from, to, n }));
  const cuts = { now: cutter(now), was: cutter(was) };
  return [top, showChanges(edits, cuts, [now, was]), showSides(comparison, edits, cuts, [now, was], [label(sides.child), label(sides.parent)])];
}

function showChanges(edits, cuts, texts) {
  const style = edits.filter((edit) => STYLE.has(edit.kind));
  const weighty = edits.filter((edit) => !STYLE.has(edit.kind));
  const rows = (some) => listInSteps(some, (edit) => showChange(edit, cuts, texts), 40, { class: "steps changes" });
  return el("section", { class: "all-changes" }, heading(2, weighty.length ? `${capital(plural(weighty.length, "change"))}, the weightiest first` : "No change but of style"),
    weighty.length > 0 && rows(weighty),
    style.length > 0 && details(`${count(style.length)} of typography and style`, rows(style)));
}

function showChange(edit, cuts, texts) {
  const around = (cut, start, end, text, tag) => {
    const words = cut(start, end);
    const before = cut(Math.max(0, start - 40), start).replace(/^\S*\s/, "");
    const after = cut(end, Math.min(lengthOf(text), end + 40)).replace(/\s\S*$/, "");
    return el("span", { class: "words", dir: "auto" }, start > 40 && "… ", before, words ? el(tag, null, words) : el("span", { class: "gap" }, "‸"), after, " …");
  };
  return el("div", { class: "change" },
    el("a", { class: `chip ${edit.kind}`, href: `#change-${edit.n}`, on: { click: (event) => { event.preventDefault(); goToChange(edit.n); } } }, CHANGE_WORDS[edit.kind]),
    around(cuts.was, edit.from, edit.to, texts[1], "del"), around(cuts.now, edit.start, edit.end, texts[0], "ins"));
}

function goToChange(number) {
  const place = document.querySelector(`.sides [data-change="${number}"]`);
  if (!place) return;
  place.tabIndex = -1;
  place.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  place.focus({ preventScroll: true });
}

function showSides(comparison, edits, cuts, [now, was], labels) {
  const left = findParagraphs({ text: was, regions: [] });
  const right = findParagraphs({ text: now, regions: [] });
  const marksOf = (from, to) => edits.map((edit) => ({ start: edit[from], end: edit[to], edit }));
  const old = marksOf("from", "to"), fresh = marksOf("start", "end");
  const cell = (paragraph, cut, marks, tag, label) => el("div", { class: paragraph ? "side" : "side missing", "data-label": label }, paragraph && el("p", { dir: "auto" }, showEdited(paragraph, cut, marks, tag)));
  return el("section", { class: "sides" }, heading(2, "Side by side"),
    el("div", { class: "pair heads" }, el("div", null, labels[1]), el("div", null, labels[0])),
    pairParagraphs(left, right, makeLikeness(comparison.blocks || [], cuts)).map(([a, b]) => el("div", { class: a && b ? "pair" : "pair alone" },
      cell(a, cuts.was, old, "del", "before"), cell(b, cuts.now, fresh, "ins", "after"))));
}

function showEdited(paragraph, cut, marks, tag) {
  const wide = marks.filter((mark) => mark.end > mark.start);
  const points = marks.filter((mark) => mark.end === mark.start && mark.start > paragraph.start && mark.start < paragraph.end).map((mark) => ({ ...mark, point: true }));
  const pieces = [];
  for (const piece of cutAtMarks(paragraph.start, paragraph.end, [...wide, ...points.map((mark) => ({ ...mark, end: mark.start + 1 }))])) {
    const starts = points.find((mark) => mark.start === piece.start);
    if (starts) pieces.push(el("span", { class: "gap", "data-change": starts.edit.n, title: CHANGE_WORDS[starts.edit.kind] }, "‸"));
    const mark = piece.marks.find((other) => wide.includes(other) || wide.some((one) => one.edit === other.edit && !other.point));
    const words = cut(piece.start, piece.end);
    pieces.push(mark ? el(tag, { class: STYLE.has(mark.edit.kind) ? "style" : mark.edit.kind, "data-change": mark.edit.n, title: CHANGE_WORDS[mark.edit.kind] }, words) : words);
  }
  return pieces;
}

// Paragraphs side by side, in the order of both: the pairing that shares the most text (dynamic programming).
function pairParagraphs(left, right, likeness) {
  const best = Array.from({ length: left.length + 1 }, () => new Float64Array(right.length + 1));
  const gains = left.map((a) => right.map((b) => likeness(a, b)));
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      const paired = gains[i][j] > 0 ? gains[i][j] + best[i + 1][j + 1] : 0;
      best[i][j] = Math.max(paired, best[i + 1][j], best[i][j + 1]);
    }
  }
  const rows = [];
  let i = 0, j = 0;
  while (i < left.length || j < right.length) {
    const both = i < left.length && j < right.length;
    if (both && gains[i][j] > 0 && best[i][j] === gains[i][j] + best[i + 1][j + 1]) rows.push([left[i++], right[j++]]);
    else if (j >= right.length || (i < left.length && best[i + 1][j] >= best[i][j + 1])) rows.push([left[i++], null]);
    else rows.push([null, right[j++]]);
  }
  return rows;
}

// How many characters two paragraphs share by what was found to be the same, or else by equal words.
function makeLikeness(blocks, cuts) {
  const words = new Map();
  const wordsOf = (paragraph, cut) => {
    if (!words.has(paragraph)) words.set(paragraph, new Set(cut(paragraph.start, paragraph.end).toLocaleLowerCase().split(/\s+/)));
    return words.get(paragraph);
  };
  return (a, b) => {
    const shared = blocks.reduce((sum, [child, parent, length]) => sum + sharedLength(a, b, child, parent, length), 0);
    if (shared) return shared;
    const left = wordsOf(a, cuts.was), right = wordsOf(b, cuts.now);
    const common = [...left].filter((word) => right.has(word)).length;
    return common > 0.5 * Math.max(left.size, right.size) ? common : 0;
  };
}

function sharedLength(a, b, child, parent, length) {
  const from = Math.max(b.start - child, a.start - parent, 0);
  const to = Math.min(b.end - child, a.end - parent, length);
  return Math.max(0, to - from);
}
