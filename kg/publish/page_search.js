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
  const hits = find(query);
  state.active = hits.length ? 0 : -1;
  $("results").replaceChildren(...hits.map((node, at) => {
    const option = h("div", { role: "option", id: `result${at}`, "aria-selected": String(at === 0) },
      glyph(kindOf(node), groupOf(node)), h("span", { className: "name" }, node.name), h("span", { className: "type" }, described(node)));
    option.addEventListener("mousedown", (event) => { event.preventDefault(); found(node); });
    return option;
  }));
  if (query.trim() && !hits.length) $("results").replaceChildren(h("p", {}, word("noResults")));
  openResults(query.trim() !== "");
  state.found = hits;
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

function found(node) {
  openResults(false);
  pick(`node=${node.id}`, node);
}

$("search").addEventListener("input", showResults);
$("search").addEventListener("focus", () => $("search").value && showResults());
$("search").addEventListener("blur", () => openResults(false));
$("search").addEventListener("keydown", (event) => {
  const count = (state.found || []).length;
  if (event.key === "Enter" && count && !$("results").hidden) found(state.found[state.active]);
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
  } else if (event.key === "Escape" && !event.defaultPrevented) state.from ? leave() : go("");
});
