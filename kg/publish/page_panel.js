// The panel: everything known of what is selected, each statement with the sentence it came from.

const SHOWN = 12; // statements listed before the rest is asked for

/** A link to another node, which also works as an address. */
function nodeLink(node, text = nodeName(node)) {
  return h("a", { className: "node", href: `#node=${node.id}` }, glyph(kindOf(node), groupOf(node)), h("span", {}, text));
}

const groupOf = (node) => data.network.nodes[node.number].group;
const percent = (confidence) => `${Math.round(confidence * 100)}%`;
const day = (value) => value && value.replace("T", " ");

/** The pieces of a text from start to end; marks are [start, end, class, note above or "", node or null].
 *  Of marks that overlap the first and longest stands; a trigger within it is marked too. */
function coloured(article, start, end, marks) {
  const pieces = [];
  let at = start;
  const triggers = marks.filter((mark) => mark[2] === "trigger");
  for (const [from, to, name, note, node] of marks.filter((m) => m[1] > m[0]).sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    if (from < at || to > end) continue;
    if (from > at) pieces.push(article.cut(at, from));
    const within = name === "trigger" ? [] : triggers.filter((mark) => mark[0] >= from && mark[1] <= to).map((mark) => [...mark.slice(0, 3), "", null]);
    const text = within.length ? coloured(article, from, to, within) : article.cut(from, to);
    const inner = note ? h("ruby", { className: to - from > 10 ? "" : "whole" }, text, h("rt", {}, note)) : text;
    const marked = h("mark", { className: name }, inner);
    pieces.push(node ? h("a", { href: `#node=${node.id}`, className: "plain" }, marked) : marked);
    at = to;
  }
  if (at < end) pieces.push(article.cut(at, end));
  return pieces;
}

/** All marks an event leaves in its article: trigger, retellings, arguments, times, amounts. */
function eventMarks(event) {
  const marks = event.proof.map((proof) => [proof[1], proof[2], "trigger", word("trigger"), event]);
  for (const edge of outgoing[event.number]) if (edge.kind === "role") for (const proof of edge.proof) marks.push([proof[1], proof[2], edge.type, linkName(edge.type), data.nodes[edge.to], proof]);
  for (const thing of event.things || []) for (const proof of thing.proof) marks.push([proof[1], proof[2], thing.role, linkName(thing.role), null, proof]);
  for (const time of event.times || []) marks.push([time.start, time.end, "time", linkName("time"), null]);
  for (const amount of event.quantities || []) marks.push([amount.start, amount.end, "quantity", linkName("quantity"), null]);
  return marks;
}

/** The sentences behind an event: its own, then those its arguments were carried over from. */
function eventEvidence(event) {
  const marks = eventMarks(event);
  const sentences = new Map();
  const told = [...event.proof.map((proof) => [proof]), ...marks.filter((mark) => mark[5]).map((mark) => [mark[5], mark[3]])];
  for (const [proof, role] of told) {
    const overlaps = [...sentences.values()].some(([[, , , start, end]]) => proof[3] < end && proof[4] > start);
    if (!overlaps) sentences.set(proof[3], [proof, role]);
  }
  const lead = (proof, role) => (role ? h("p", { className: "origin" }, capital(proof[3] < event.proof[0][3] ? word("toldBefore", role) : word("toldAfter", role))) : null);
  return [...sentences.values()].map(([proof, role]) => [lead(proof, role), quote(proof, marks)]);
}

/** One sentence with its marks. */
function quote([number, , , start, end], marks) {
  return h("blockquote", { lang: "zh" }, coloured(data.articles[number], start, end, marks));
}

/** Where a statement comes from: article, date, place in the paper, rule, confidence. */
function origin([number, , , , , rule, confidence]) {
  const node = articleNodes[number];
  return h("p", { className: "origin" },
    h("a", { href: `#article=${node.id}` }, node.name), " · ",
    [node.published, ...sourcesOf(node)].filter(Boolean).join(" · "), " · ",
    h("span", {}, `${word("rule")} ${data.rules[rule]}`), " · ",
    h("span", { title: word("confidence") }, percent(confidence)));
}

const sourcesOf = (node) => (node.sources || []).map(({ file, page }) => (page === null ? file : `${file} ${word("page", page)}`));

/** A section with a heading, or nothing where it would be empty. */
function section(title, ...content) {
  const flat = content.flat(Infinity).filter(Boolean);
  return flat.length ? h("section", {}, h("h3", {}, title), flat) : null;
}

/** The first items of a long list, with a button for the rest. */
function listed(items, render) {
  const list = h("ul", {}, items.slice(0, SHOWN).map((item) => h("li", {}, render(item))));
  if (items.length <= SHOWN) return items.length ? list : null;
  const button = h("button", { type: "button", className: "plain" }, word("more", items.length - SHOWN));
  button.addEventListener("click", () => button.replaceWith(h("ul", {}, items.slice(SHOWN).map((item) => h("li", {}, render(item))))));
  return [list, button];
}

function facts(...pairs) {
  const kept = pairs.filter(([, value]) => value !== undefined && value !== null && value !== "" && value.length !== 0);
  return kept.length ? h("dl", {}, kept.map(([name, value]) => [h("dt", {}, capital(name)), h("dd", {}, value)])) : null;
}

const dated = (time) => (time.begin ? day(time.value).replace("/", " – ") : time.text);
const whenOf = (event) => (event.times || []).map(dated).join("，");
const byTime = (a, b) => (a.begin || "9").localeCompare(b.begin || "9") || a.article - b.article || a.proof[0][1] - b.proof[0][1];

function eventCard(event) {
  return h("article", { className: "card" },
    h("h4", {}, nodeLink(event), h("time", {}, whenOf(event) || word("undated"))),
    event.status === "happened" ? null : h("p", { className: "status" }, statusName(event.status)),
    quote(event.proof[0], eventMarks(event)), origin(event.proof[0]));
}

/** A relation as a line: name of the relation, the other end, a post's title, and its sentence. */
function relationCard(edge, other) {
  const mark = edge.proof.map((proof) => [proof[1], proof[2], "name", "", null]);
  return h("div", { className: "relation" },
    h("span", { className: "link" }, edge.from === other.number ? "← " : "", linkName(edge.type), edge.title ? `（${edge.title}）` : ""), nodeLink(other),
    edge.line ? copyable(word("decide"), `${edge.line}\n`) : null,
    h("details", {}, h("summary", {}, word("evidence")), edge.proof.slice(0, 3).map((proof) => [quote(proof, mark), origin(proof)])));
}

const isLink = (edge) => edge.kind === "link";
const between = (number, wanted) => [
  ...outgoing[number].filter(wanted).map((edge) => relationCard(edge, data.nodes[edge.to])),
  ...incoming[number].filter(wanted).map((edge) => relationCard(edge, data.nodes[edge.from])),
];

function entityPanel(node) {
  const events = [...new Set(incoming[node.number].filter((edge) => edge.kind === "role").map((edge) => data.nodes[edge.from]))].sort(byTime);
  const mentions = incoming[node.number].filter((edge) => edge.kind === "mention").flatMap((edge) => edge.proof);
  const posts = outgoing[node.number].filter((edge) => edge.type === "memberOf" && edge.title).map((edge) => edge.title);
  return [
    facts([word("aliases"), (node.aliases || []).join("、")], [word("code"), node.code], [linkName("memberOf"), posts.join("、")]),
    section(`${word("events")} ${events.length || ""}`, listed(events, eventCard)),
    section(word("maybeSame"), between(node.number, isLink)),
    section(word("relations"), between(node.number, (edge) => edge.kind === "relation")),
    section(`${word("mentions")} ${mentions.length || ""}`, listed(mentions, (proof) => [quote(proof, [[proof[1], proof[2], "name", "", null]]), origin(proof)])),
    corrections(node),
  ];
}

function eventPanel(node) {
  const fillers = outgoing[node.number].filter((edge) => edge.kind === "role").map((edge) => [linkName(edge.type), nodeLink(data.nodes[edge.to])]);
  const things = (node.things || []).map((thing) => [linkName(thing.role), thing.name]);
  const amounts = (node.quantities || []).map((amount) => [linkName("quantity"), amountText(amount)]);
  return [
    node.asserted ? null : h("p", { className: "notice" }, word("notAsserted")),
    facts([word("status"), statusName(node.status)], [word("claimedBy"), node.by],
      [linkName("time"), (node.times || []).map((time) => (time.begin ? `${dated(time)}（${time.text}）` : time.text)).join("，")],
      ...fillers, ...things, ...amounts),
    section(word("evidence"), eventEvidence(node), origin(node.proof[0])),
    section(word("maybeSame"), between(node.number, isLink)),
    section(word("relations"), between(node.number, (edge) => edge.kind === "relation")),
    h("p", {}, h("a", { className: "button", href: `#article=${articleNodes[node.article].id}@${node.id}` }, word("readArticle"))),
    corrections(node),
  ];
}

function articleFacts(node) {
  return facts([word("published"), node.published], [word("byline"), (node.byline || []).join("、")],
    [word("place"), node.dateline], [word("source"), sourcesOf(node).join("；")]);
}

function articlePanel(node) {
  const events = incoming[node.number].filter((edge) => edge.type === "reportedIn").map((edge) => data.nodes[edge.from]).sort((a, b) => a.proof[0][1] - b.proof[0][1]);
  return [
    node.kicker ? h("p", { className: "kicker" }, node.kicker) : null,
    articleFacts(node),
    h("p", {}, h("a", { className: "button", href: `#article=${node.id}` }, word("readArticle"))),
    section(`${word("events")} ${events.length || ""}`, listed(events, eventCard)),
    section(word("maybeSame"), between(node.number, isLink)),
  ];
}

/** The whole text with everything found in it; `marks` are shown before all others. */
function textPanel(node, marks) {
  const article = data.articles[node.article];
  const taken = new Set(marks.map((mark) => mark[0]));
  const add = (mark) => { if (!taken.has(mark[0])) marks.push(mark); };
  for (const edge of outgoing[node.number]) if (edge.kind === "mention") for (const proof of edge.proof) add([proof[1], proof[2], `span ${kindOf(data.nodes[edge.to])}`, "", data.nodes[edge.to]]);
  for (const edge of incoming[node.number]) if (edge.type === "reportedIn") for (const proof of data.nodes[edge.from].proof) add([proof[1], proof[2], "span event", "", data.nodes[edge.from]]);
  for (const [start, end] of article.spans) add([start, end, "span amount", "", null]);
  return [
    articleFacts(node),
    h("p", {}, h("a", { className: "button", href: `#node=${node.id}` }, word("showInGraph"))),
    h("div", { className: "text", lang: "zh" }, coloured(article, 0, article.length, marks)),
  ];
}

function edgePanel(edge) {
  const [from, to] = [data.nodes[edge.from], data.nodes[edge.to]];
  const marks = from.kind === "event" && edge.kind === "role" ? eventMarks(from) : edge.proof.map((proof) => [proof[1], proof[2], "name", "", null]);
  return [
    h("p", { className: "triple" }, nodeLink(from), h("span", { className: "link" }, `→ ${linkName(edge.type)} →`), nodeLink(to)),
    facts([word("details"), edge.title]),
    section(word("evidence"), listed(edge.proof, (proof) => [quote(proof, marks), origin(proof)])),
  ];
}

/** Shows content in the panel under a heading; without a heading the panel closes. */
function show(heading, kind, content) {
  const panel = $("panel");
  if (panel.hidden !== (heading === null)) {
    panel.hidden = heading === null;
    network.setSize("100%", "100%"); // at once, so that what is focused next stands in the middle
    if (!state.touched) fit(false);
  }
  if (heading === null) return;
  const close = h("button", { type: "button", className: "close", "aria-label": word("close") }, "×");
  close.addEventListener("click", () => (state.chains ? leave() : go("")));
  panel.replaceChildren(...[h("div", { className: "head" }, h("div", {}, h("p", { className: "kind" }, kind), h("h2", {}, heading)), close), content].flat(Infinity).filter(Boolean));
  panel.scrollTop = 0;
  if (!$("stage").contains(document.activeElement)) panel.focus({ preventScroll: true });
  panel.querySelector(".text mark.trigger")?.scrollIntoView({ block: "center" });
}
