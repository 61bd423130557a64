// The way from the address to a page: #claims, #claim=c7k2, #text=t…, #article=d…, #compare=3, #times, #said, #problems, #method.

const PAGES = {
  claims: ["Claims", showFront],
  texts: ["Texts", showTexts],
  articles: ["Articles", showArticles],
  times: ["Over time", showTimes],
  said: ["Who said what", showSaid],
  problems: ["Problems", showProblems],
  method: ["How it was counted", showMethod],
  claim: [null, showClaim],
  text: [null, showText],
  article: [null, showArticle],
  compare: [null, showComparison],
};
const BELONGS = { claim: "claims", text: "texts", article: "articles", compare: "texts" };
const main = document.getElementById("main");
const scrolled = new Map();
let shownAt = null;
let goingBack = false;
let asked = 0;

function readAddress() {
  const [page, id = ""] = location.hash.slice(1).split("=");
  return Object.hasOwn(PAGES, page) ? [page, id] : ["claims", ""];
}

async function show() {
  const [page, id] = readAddress();
  if (shownAt !== null) scrolled.set(shownAt, scrolled.get("now") ?? 0);
  asked += 1;
  const turn = asked;
  const parts = await PAGES[page][1](id);
  if (turn !== asked) return;
  const before = shownAt;
  shownAt = location.hash;
  refill(main, parts);
  main.className = `page-${page}`;
  const title = main.querySelector("h1");
  document.title = `${title ? title.textContent.slice(0, 90) : "headwater"} · ${head.pile.title || "headwater"}`;
  for (const tab of document.querySelectorAll("#masthead nav a")) {
    const here = tab.hash.slice(1) === (BELONGS[page] || page);
    if (here) tab.setAttribute("aria-current", "page"); else tab.removeAttribute("aria-current");
  }
  if (before !== null) {
    title?.focus({ preventScroll: true });
    scrollTo(0, goingBack ? scrolled.get(shownAt) ?? 0 : 0);
  }
  goingBack = false;
  document.documentElement.dataset.ready = "yes";
}

function showMasthead() {
  const tabs = Object.entries(PAGES).filter(([page, [words]]) => words && (page !== "problems" || index.problems.length)).map(([page, [words]]) => {
    const number = { claims: index.claims.filter((row) => row.plain).length, texts: index.texts.length, articles: index.documents.length, problems: head.pile.problems }[page];
    return el("li", null, link(`#${page}`, words, number !== undefined && el("span", { class: "number" }, count(number))));
  });
  refill(document.getElementById("masthead"),
    link("#claims", el("span", { class: "brand" }, showMark(), "headwater")), el("nav", { "aria-label": "Pages" }, el("ul", null, tabs)));
  refill(document.getElementById("foot"),
    el("p", null, `Every number here was counted in ${plural(head.pile.articles, "article")}; “first” means the earliest of them. `, link("#method", "How it was counted")),
    el("p", { class: "small" }, `Made with ${["headwater", head.methods.versions.headwater].filter(Boolean).join(" ")}. The page is whole: it loads nothing and sends nothing.`));
}

// Three streams that come from one.
function showMark() {
  return svg("svg", { width: 26, height: 20, viewBox: "0 0 26 20", "aria-hidden": "true", class: "brand-mark" },
    ["M5 10C13 10 13 3 24 3", "M5 10H24", "M5 10C13 10 13 17 24 17"].map((d) => svg("path", { d })), svg("circle", { cx: 5, cy: 10, r: 3.6 }));
}

async function start() {
  if (!("DecompressionStream" in window)) {
    refill(main, el("p", { class: "left-out" }, "This browser is too old to open the page’s contents. Any browser of 2023 or later does."));
    return;
  }
  await openIndex();
  showMasthead();
  document.querySelector(".skip").addEventListener("click", (event) => { event.preventDefault(); main.focus(); });
  addEventListener("popstate", () => { goingBack = true; });
  addEventListener("click", () => { goingBack = false; }, true);
  addEventListener("scroll", () => scrolled.set("now", scrollY), { passive: true });
  addEventListener("hashchange", show);
  await show();
}

start().catch((error) => {
  refill(main, el("p", { class: "left-out" }, "This file is damaged and cannot be opened: write the report again, or copy the file once more."));
  throw error;
});
