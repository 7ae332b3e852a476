// What the user does: search, filter, select, go back. What is selected stands in the address.

/** Goes to an address within the page (node=…, edge=…, article=…), or to none. */
function go(address) {
  if (location.hash.slice(1) === address) route();
  else location.hash = address;
}

/** Shows what the address says. */
function route() {
  const [kind, value = ""] = location.hash.slice(1).split("=");
  const [id, focus] = value.split("@");
  const node = byId.get(id);
  const edge = kind === "edge" ? data.edges[Number(id)] : undefined;
  state.selected = node ? node.number : -1;
  shownEdges.refresh();
  if (edge) {
    reveal(edge.from, false);
    reveal(edge.to, false);
    show(linkName(edge.type), word("relations"), edgePanel(edge));
    mark(-1, edge);
    network.setSelection({ nodes: [], edges: [edge.number] }, { highlightEdges: false });
  } else if (node) {
    const reading = kind === "article" && node.kind === "article";
    const panels = { entity: entityPanel, event: eventPanel, article: articlePanel };
    show(nodeName(node), [glyph(kindOf(node), groupOf(node)), reading ? word("fullText") : node.kind === "event" ? `${word("event")} · ${familyName(node.family)}` : typeName(node)],
      reading ? textPanel(node, byId.get(focus)) : panels[node.kind](node));
    const seen = shownNodes.get(node.number) && state.clicked === node.number;
    if (seen) refilter();
    else reveal(node.number);
    mark(node.number);
    network.selectNodes([node.number], false);
  } else {
    show(null);
    mark(-1);
    network.unselectAll();
  }
  state.clicked = undefined;
}

network.on("click", ({ nodes: [number], edges: [line] }) => {
  state.clicked = number;
  if (number !== undefined) go(`node=${data.nodes[number].id}`);
  else if (line !== undefined) go(`edge=${line}`);
  else go("");
});

// The tip under the pointer.
function tip(text, { x, y }) {
  $("tip").textContent = text;
  $("tip").hidden = false;
  $("tip").style.left = `${Math.min(x + 14, $("stage").clientWidth - 220)}px`;
  $("tip").style.top = `${y + 16}px`;
}
network.on("hoverNode", ({ node, pointer }) => tip(`${typeName(data.nodes[node])}：${data.nodes[node].name}`, pointer.DOM));
network.on("hoverEdge", ({ edge, pointer }) => {
  const { from, to, type } = data.edges[edge];
  tip(`${data.nodes[from].name} — ${linkName(type)} → ${data.nodes[to].name}`, pointer.DOM);
});
for (const leaving of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(leaving, () => { $("tip").hidden = true; });

// Search: names, other names, types, pinyin initials, dates and amounts; arrows and Enter choose.
function haystack(node) {
  node.hay ??= [node.name, ...(node.aliases || [])].map((name) => name.toLowerCase());
  node.first ??= initials(node.name);
  node.figures ??= [whenOf(node), node.published, amountsOf(node)].filter(Boolean).join(" ").toLowerCase();
  return node;
}

/** Whether the characters of a word stand in a name in this order, with others between: a name cut short. */
function scattered(wanted, name) {
  let at = 0;
  for (const character of name) if (wanted.startsWith(character, at)) at += character.length;
  return at === wanted.length;
}

const MISS = 9;
/** How well a word fits a node: 0 is best, MISS is not at all. */
function fitness(wanted, node) {
  const { hay, first, figures } = haystack(node);
  return hay.some((name) => name === wanted) ? 0 : hay.some((name) => name.startsWith(wanted)) ? 1
    : hay.some((name) => name.includes(wanted)) ? 2 : first.startsWith(wanted) ? 3
    : typeName(node).toLowerCase().includes(wanted) ? 4 : first.includes(wanted) && wanted.length > 1 ? 5
    : figures.includes(wanted) ? 6 : wanted.length > 2 && hay.some((name) => scattered(wanted, name)) ? 7 : MISS;
}

/** The nodes that every word of the query fits, the best first. */
function find(query) {
  const wanted = query.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (!wanted.length) return [];
  const scored = data.nodes.map((node) => [Math.max(...wanted.map((part) => fitness(part, node))), node]).filter(([score]) => score < MISS);
  const degree = ({ number }) => incoming[number].length + outgoing[number].length;
  return scored.sort((a, b) => a[0] - b[0] || degree(b[1]) - degree(a[1])).slice(0, 40).map(([, node]) => node);
}

/** What a result is: its type, and of an event the time and patient, for many have the same name. */
const described = (node) => [typeName(node), ...(node.kind === "event" ? [whenOf(node), fillersOf(node, "patient")] : [])].filter(Boolean).join(" · ");

function showResults() {
  const query = $("search").value;
  const found = find(query);
  state.active = found.length ? 0 : -1;
  $("results").replaceChildren(...found.map((node, at) => {
    const option = h("div", { role: "option", id: `result${at}`, "aria-selected": String(at === 0) },
      glyph(kindOf(node), groupOf(node)), h("span", { className: "name" }, node.name), h("span", { className: "type" }, described(node)));
    option.addEventListener("mousedown", (event) => { event.preventDefault(); choose(node); });
    return option;
  }));
  if (query.trim() && !found.length) $("results").replaceChildren(h("p", {}, word("noResults")));
  openResults(query.trim() !== "");
  state.found = found;
}

function openResults(open) {
  $("results").hidden = !open;
  $("search").setAttribute("aria-expanded", String(open));
  activate(state.active);
}

function activate(at) {
  state.active = at;
  [...$("results").children].forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
  $("search").setAttribute("aria-activedescendant", at >= 0 ? `result${at}` : "");
  $(`result${at}`)?.scrollIntoView({ block: "nearest" });
}

function choose(node) {
  openResults(false);
  go(`node=${node.id}`);
}

$("search").addEventListener("input", showResults);
$("search").addEventListener("focus", () => $("search").value && showResults());
$("search").addEventListener("blur", () => openResults(false));
$("search").addEventListener("keydown", (event) => {
  const count = (state.found || []).length;
  if (event.key === "Enter" && count && !$("results").hidden) choose(state.found[state.active]);
  else if (event.key === "ArrowDown" && count) activate((state.active + 1) % count);
  else if (event.key === "ArrowUp" && count) activate((state.active - 1 + count) % count);
  else if (event.key === "Escape" && !$("results").hidden) openResults(false);
  else return;
  event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.key === "/" && !typing) {
    event.preventDefault();
    $("search").focus();
  } else if (event.key === "Escape" && !event.defaultPrevented) go("");
});

// Filters: each group of boxes hides what is unticked.
function count(items) {
  const counts = new Map();
  for (const item of items) counts.set(item, (counts.get(item) || 0) + 1);
  return counts;
}

function boxes(place, counts, hidden, name, picture) {
  place.replaceChildren(...[...counts].map(([key, number]) => {
    const box = h("input", { type: "checkbox", checked: !hidden.has(key), value: key });
    box.addEventListener("change", () => {
      hidden[box.checked ? "delete" : "add"](key);
      revealed.clear();
      refilter();
    });
    return h("label", { className: "check" }, box, picture(key), h("span", {}, name(key)), h("span", { className: "number" }, String(number)));
  }));
}

const inOrder = (keys, counts) => new Map([...new Set([...keys, ...counts.keys()])].filter((key) => counts.has(key)).map((key) => [key, counts.get(key)]));
function drawFilters() {
  $("lines").replaceChildren(...["role", "relation", "source"].map((kind) => h("p", { className: "check" }, h("i", { className: `line ${kind}` }), h("span", {}, word(`${kind}Line`)))));
  boxes($("kinds"), inOrder(Object.keys(data.shapes), count(data.nodes.map(kindOf))), filters.kinds, kindName, (kind) => glyph(kind));
  boxes($("families"), inOrder(Object.keys(families), count(events.map((node) => node.family || ""))), filters.families, familyName, (key) => glyph("event", key));
  boxes($("statuses"), inOrder(Object.keys(statuses), count(events.map((node) => node.status))), filters.statuses, statusName, () => null);
  $("statusSet").hidden = new Set(events.map((node) => node.status)).size < 2;
  $("article").replaceChildren(h("option", { value: "" }, word("allArticles")), ...articleNodes.map((node) => h("option", { value: String(node.article) }, node.name)));
  $("article").value = String(filters.article);
  $("least").textContent = percent(filters.confidence / 100);
}

function changed(change) {
  change();
  revealed.clear();
  refilter();
}
$("article").addEventListener("change", () => {
  changed(() => { filters.article = $("article").value === "" ? "" : Number($("article").value); });
  fit();
});
$("confidence").addEventListener("input", () => changed(() => {
  filters.confidence = Number($("confidence").value);
  $("least").textContent = percent(filters.confidence / 100);
}));
$("mentionLines").addEventListener("change", () => changed(() => { filters.mentions = $("mentionLines").checked; }));
$("reset").addEventListener("click", () => {
  for (const hidden of [filters.kinds, filters.families, filters.statuses]) hidden.clear();
  $("from").value = 0;
  $("to").value = BINS;
  Object.assign(filters, { article: "", confidence: 0, mentions: false });
  moveHandles();
  $("confidence").value = 0;
  $("mentionLines").checked = false;
  drawFilters();
  changed(() => {});
  go("");
  fit();
});

// Tools, language, colours.
function zoom(factor) {
  state.touched = true;
  network.moveTo({ scale: network.getScale() * factor, animation: still.matches ? false : { duration: 200 } });
}
$("zoomIn").addEventListener("click", () => zoom(1.3));
$("zoomOut").addEventListener("click", () => zoom(1 / 1.3));
$("fit").addEventListener("click", () => fit());
$("move").addEventListener("click", () => setMoving(!state.moving));
for (const name of ["graph", "table"]) $(`${name}View`).addEventListener("click", () => view(name));
$("save").addEventListener("click", savePicture);
$("language").addEventListener("click", () => {
  state.lang = state.lang === "zh" ? "en" : "zh";
  speak();
  route();
});

/** An event's label in the language of the interface; all others keep theirs. */
function relabel() {
  nodes.update(data.network.nodes.filter(({ id }) => data.nodes[id].kind === "event").map(({ id, label }) => {
    const node = data.nodes[id];
    const trigger = label.slice(label.indexOf("\n") + 1);
    return { id, label: state.lang === "zh" || typeName(node) === node.name ? label : `${typeName(node)}\n${trigger}` };
  }));
}

/** Puts all words of the interface in the chosen language. */
function speak() {
  document.documentElement.lang = state.lang === "zh" ? "zh-CN" : "en";
  document.querySelectorAll("[data-word]").forEach((element) => { element.textContent = word(element.dataset.word); });
  document.querySelectorAll("[data-label]").forEach((element) => element.setAttribute("aria-label", word(element.dataset.label)));
  document.querySelectorAll("[data-hint]").forEach((element) => { element.placeholder = word(element.dataset.hint); });
  const title = data.title || word("title");
  document.title = document.querySelector("h1").textContent = title;
  $("counts").textContent = word("counts", articleNodes.length, data.nodes.length - articleNodes.length - events.length, events.length);
  if (state.lang !== state.spoken) relabel();
  state.spoken = state.lang;
  drawFilters();
  drawTime();
  refilter();
  setMoving(Boolean(state.moving));
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  network.setOptions(palette());
  for (const { number } of data.edges) styled.add(number);
  mark(-1);
  nodes.update(data.network.nodes.map(({ id, group }) => ({ id, group, font: { color: colours(group)[2] } })));
  drawFilters();
  route();
});
$("filters").open = !narrow.matches;
addEventListener("hashchange", route);
state.spoken = "zh";
speak();
fit(false);
route();
document.documentElement.dataset.ready = "true";
