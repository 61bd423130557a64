// Numbers, dates and closed vocabularies as readers say them.

const MONTHS = "January February March April May June July August September October November December".split(" ");
const SMALL = "no one two three four five six seven eight nine ten eleven twelve".split(" ");

const count = (number) => number.toLocaleString("en-GB");
const spell = (number) => SMALL[number] ?? count(number);
const plural = (number, one, many) => `${count(number)} ${number === 1 ? one : many || `${one}s`}`;
const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1);
const join = (words) => (words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}` : words[0] || "");

// "2026-03-02T08:12Z", "day" → "2 March 2026"
function sayDate(at, precision, short) {
  if (!at) return "date unknown";
  const [year, month, day] = at.slice(0, 10).split("-").map(Number);
  const named = short ? MONTHS[month - 1].slice(0, 3) : MONTHS[month - 1];
  if (precision === "year") return String(year);
  if (precision === "month") return `${named} ${year}`;
  const date = `${day} ${named} ${year}`;
  return precision === "instant" ? `${date}, ${at.slice(11, 16)}` : date;
}

const ORDER_WORDS = { sure: "from", probable: "probably from", unknown: "same text, order unknown:" };

const COPY_WORDS = {
  repost: "copied as it stands",
  edited: "copied with changes",
  abridged: "shortened",
  expanded: "taken over and extended",
  excerpt: "a part of it",
  rewrite: "rewritten",
  quotation: "the same words of a speaker",
};

const CREDIT_WORDS = {
  yes: ", which it says",
  partly: ", which it says in part",
  no: ", without saying so",
  unknown: "",
};

const CHANGE_WORDS = {
  number: "Number",
  name: "Name",
  date: "Date",
  role: "Office",
  quote: "Quotation",
  negation: "Negation",
  hedge_dropped: "Hedge lost",
  hedge_added: "Hedge added",
  source_dropped: "Source lost",
  source_changed: "Source changed",
  cut: "Left out",
  insert: "Added",
  move: "Moved",
  wording: "Wording",
  typography: "Typography",
  spelling: "Spelling",
  house_style: "House style",
};
// Of each kind, one and several of them.
const CHANGES_COUNTED = {
  number: ["number"],
  name: ["name"],
  date: ["date"],
  role: ["office"],
  quote: ["quotation"],
  negation: ["negation"],
  hedge_dropped: ["hedge lost", "hedges lost"],
  hedge_added: ["hedge added", "hedges added"],
  source_dropped: ["source lost", "sources lost"],
  source_changed: ["source exchanged", "sources exchanged"],
  cut: ["stretch left out", "stretches left out"],
  insert: ["stretch added", "stretches added"],
  move: ["stretch moved", "stretches moved"],
  wording: ["wording"],
};
const STYLE = new Set(["typography", "spelling", "house_style"]);

const SPEECH_WORDS = { direct: "in direct quotation", indirect: "in the article’s words", mixed: "partly quoted" };
const FORCE_WORDS = {
  statement: "as a statement",
  attitude: "as an attitude or a feeling",
  question: "as a question",
  hearsay: "as hearsay",
  assertion: "in the article’s own voice",
};
const STANCE_WORDS = { asserts: "says so", doubts: "doubts it", questions: "asks" };

// [from this claim to the other, from the other to this one]
const RELATION_WORDS = {
  denies: ["It denies", "It is denied by"],
  number_differs: ["It gives another number than", "Another number is given by"],
  narrower: ["It says only under a condition", "Under a condition it is said by"],
  updates: ["Its figure takes the place of", "A later figure is given by"],
};

const SOURCE_WORDS = {
  person: "person",
  organisation: "organisation",
  document: "document",
  outlet: "outlet",
  unnamed_person: "not named",
  unnamed_group: "not named",
  unstated: "no source given",
};

const BASIS_WORDS = {
  "json-ld": "as the page states it",
  meta: "as the page states it",
  time: "as the page shows it",
  text: "as the text gives it",
  url: "from the address",
  row: "as the table gives it",
  given: "given when it was read",
  guess: "a guess from the page",
};

function sayInterval(low, high) {
  if (low === high) return low === 1 ? "one source" : `${spell(low)} sources`;
  if (high >= SMALL.length) return `${count(low)} to ${count(high)} sources`;
  return `${spell(low)} ${high === low + 1 ? "or" : "to"} ${spell(high)} sources`;
}

// Outlets that share a newsroom or a content system, behind a claim or a text.
const showGroups = (row) => (row.groups || []).map((words) => el("p", { class: "small" }, name(words), "."));

const sayCopy = (tie) => COPY_WORDS[tie.kind] + CREDIT_WORDS[tie.credited];
const outletOf = (place) => index.documents[place].outlet;
const hrefOf = (place) => `#article=${index.documents[place].id}`;
