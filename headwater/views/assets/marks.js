// A text with what is marked in it: statements, copied stretches, hints of origin, dates and offices.

// The stretches of a text between any two ends of marks, with the marks that lie on each.
function cutAtMarks(start, end, marks) {
  const inside = marks.filter((mark) => mark.start < end && mark.end > start);
  const edges = new Set([start, end]);
  for (const mark of inside) { edges.add(Math.max(start, mark.start)); edges.add(Math.min(end, mark.end)); }
  const sorted = [...edges].sort((a, b) => a - b);
  return sorted.slice(0, -1).map((from, n) => ({ start: from, end: sorted[n + 1], marks: inside.filter((mark) => mark.start <= from && mark.end > from) }));
}

function listMarks(article) {
  const marks = [];
  (article.statements || []).forEach((statement, n) => {
    for (const [start, end, role] of statement.spans || []) marks.push({ start, end, role, statement: n });
  });
  (article.copied || []).forEach((stretch, n) => marks.push({ start: stretch.start, end: stretch.end, role: "copied", copied: n }));
  for (const [start, end, words] of article.offices || []) marks.push({ start, end, role: "office", words });
  for (const [start, end, from, to] of article.dates || []) marks.push({ start, end, role: "date", words: sayPeriod(from, to) });
  for (const hint of article.hints || []) if (hint.end) marks.push({ start: hint.start, end: hint.end, role: "hint", words: sayHint(hint) });
  return marks;
}

function sayPeriod(from, to) {
  if (!from && !to) return "";
  const first = sayDate(from, "day"), last = sayDate(to, "day");
  return first === last ? first : `${first} to ${last}`;
}

const HINT_WORDS = { from: "it came from", part: "some of it came from", to: "it was reprinted by", same: "another copy is at" };
const sayHint = (hint) => `These words say that ${HINT_WORDS[hint.direction]} ${hint.target}`;

// The paragraphs of a text: [start, end, the kind of stretch it is].
function findParagraphs(article) {
  const points = Array.from(article.text);
  const paragraphs = [];
  let start = 0;
  for (let at = 0; at <= points.length; at += 1) {
    if (at < points.length && points[at] !== "\n") continue;
    if (points.slice(start, at).some((point) => point.trim())) paragraphs.push({ start, end: at, kind: kindOf(article, start, at) });
    start = at + 1;
  }
  return paragraphs;
}

function kindOf(article, start, end) {
  let best = "body", most = 0;
  for (const [from, to, kind] of article.regions || []) {
    const shared = Math.min(end, to) - Math.max(start, from);
    if (shared > most) { best = kind; most = shared; }
  }
  return best;
}

function showParagraph(paragraph, cut, marks, explain) {
  const tag = paragraph.kind === "title" && !explain.titled ? "h1" : "p";
  explain.titled ||= tag === "h1";
  const pieces = cutAtMarks(paragraph.start, paragraph.end, marks).map((piece) => showPiece(piece, cut, explain));
  const whole = marks.some((mark) => mark.copied !== undefined && mark.start <= paragraph.start + 2 && mark.end >= paragraph.end - 2);
  return el(tag, { class: `text-${paragraph.kind}${whole && tag === "p" ? " whole" : ""}`, dir: "auto", tabindex: tag === "h1" ? "-1" : null }, pieces);
}

function showPiece(piece, cut, explain) {
  const words = cut(piece.start, piece.end);
  if (!piece.marks.length) return words;
  const roles = [...new Set(piece.marks.map((mark) => mark.role))];
  const said = innermost(piece.marks);
  const copied = piece.marks.find((mark) => mark.copied !== undefined);
  const told = piece.marks.filter((mark) => mark.words).map((mark) => mark.words).join("; ");
  const attributes = { class: `mark ${roles.join(" ")}`, title: told || null };
  if (!said && !copied && !told) return el("span", attributes, words);
  const open = () => explain(said?.statement, copied?.copied, told);
  attributes["data-said"] = said?.statement;
  attributes["data-copied"] = copied?.copied;
  attributes.on = { click: open, keydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); open(); } } };
  if (said ? said.role === "content" && !explain.seen.has(`s${said.statement}`) : copied && !explain.seen.has(`c${copied.copied}`)) {
    explain.seen.add(said ? `s${said.statement}` : `c${copied.copied}`);
    Object.assign(attributes, { tabindex: "0", role: "button" });
  }
  return el("span", attributes, words);
}

// Of several statements on the same words, the shortest: it stands inside the others.
function innermost(marks) {
  const said = marks.filter((mark) => mark.statement !== undefined);
  return said.sort((a, b) => a.end - a.start - (b.end - b.start))[0] || null;
}
