// Events and articles as tables: what the filters leave, sorted by any column, and as CSV.

const ROWS = 300; // rows shown before the rest is asked for
const fillersOf = (event, role) => [
  ...outgoing[event.number].filter((edge) => edge.type === role).map((edge) => data.nodes[edge.to].name),
  ...(event.things || []).filter((thing) => thing.role === role).map((thing) => thing.name),
].join("、");
const amountText = ({ value, unit, item, modifier, text }) => [text || `${value}${modifier || ""}${unit || ""}`, item].filter(Boolean).join(" ");
const amountsOf = (node) => (node.quantities || []).map(amountText).join("、");
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const EVENT_COLUMNS = [
  { name: () => linkName("time"), value: whenOf, key: (event) => event.begin || "9" },
  { name: () => word("type"), value: typeName },
  { name: () => word("trigger"), value: (event) => event.name },
  { name: () => linkName("agent"), value: (event) => fillersOf(event, "agent") },
  { name: () => linkName("patient"), value: (event) => fillersOf(event, "patient") },
  { name: () => linkName("place"), value: (event) => fillersOf(event, "place") },
  { name: () => linkName("name"), value: (event) => fillersOf(event, "name") },
  { name: () => linkName("quantity"), value: amountsOf },
  { name: () => word("sentence"), value: (event) => data.articles[event.article].cut(event.proof[0][3], event.proof[0][4]) },
  { name: () => word("article"), value: (event) => articleNodes[event.article].name },
];
const ARTICLE_COLUMNS = [
  { name: () => word("published"), value: (node) => node.published || "", key: (node) => node.published || "9" },
  { name: () => word("article"), value: (node) => node.name },
  { name: () => word("place"), value: (node) => node.dateline || "" },
  { name: () => word("byline"), value: (node) => (node.byline || []).join("、") },
  { name: () => word("events"), value: (node) => String(told(node).length), key: (node) => String(told(node).length).padStart(6) },
  { name: () => word("source"), value: (node) => sourcesOf(node).join("；") },
  { name: () => word("opening"), value: (node) => data.articles[node.article].cut(0, OPENING).replace(/\s+/g, " ") },
];
const OPENING = 80; // characters of an article's text in the list
const told = (node) => incoming[node.number].filter((edge) => edge.type === "reportedIn");
const LISTS = {
  table: { kind: "event", columns: EVENT_COLUMNS, main: 1, link: (node) => `node=${node.id}`, file: "events.csv", column: 0, down: false },
  articles: { kind: "article", columns: ARTICLE_COLUMNS, main: 1, link: (node) => `article=${node.id}`, file: "articles.csv", column: 0, down: false },
};

/** The events or articles that pass the filters, in the order of the chosen column. */
function listedNodes({ kind, columns, column, down }) {
  const { key, value } = columns[column];
  const order = new Intl.Collator("zh-Hans-CN-u-co-pinyin").compare;
  const rows = shownNodes.get().map(({ id }) => data.nodes[id]).filter((node) => node.kind === kind);
  if (kind === "event") rows.sort(byTime);
  const keys = new Map(rows.map((node) => [node, (key || value)(node)]));
  rows.sort((a, b) => order(keys.get(a), keys.get(b)));
  return down ? rows.reverse() : rows;
}

function tableRow(list, node) {
  const cells = list.columns.map(({ value }, at) => h("td", {}, at !== list.main ? value(node)
    : h("a", { className: "node", href: `#${list.link(node)}` }, glyph(kindOf(node), groupOf(node)), h("span", {}, value(node)))));
  const row = h("tr", { className: node.number === state.selected ? "selected" : "" }, cells);
  row.addEventListener("click", () => String(getSelection()) || go(list.link(node))); // text may be selected to copy it
  return row;
}

function drawTable() {
  const list = LISTS[look.view];
  if (!list) return;
  const rows = listedNodes(list);
  const heads = list.columns.map(({ name }, at) => {
    const button = h("button", { type: "button", className: "plain" }, capital(name()));
    button.addEventListener("click", () => {
      list.down = list.column === at && !list.down;
      list.column = at;
      drawTable();
      $("table").querySelectorAll("th button")[at].focus();
    });
    return h("th", { scope: "col", "aria-sort": list.column !== at ? "none" : list.down ? "descending" : "ascending" }, button);
  });
  const body = h("tbody", {}, rows.slice(0, ROWS).map((node) => tableRow(list, node)));
  const button = (text, action, hidden = false) => {
    const made = h("button", { type: "button", hidden }, text);
    made.addEventListener("click", () => action(made));
    return made;
  };
  const more = button(word("more", rows.length - ROWS), () => {
    body.append(...rows.slice(ROWS).map((node) => tableRow(list, node)));
    more.remove();
  }, rows.length <= ROWS);
  const save = button(word("saveTable"), () => saveFile(new Blob(["\ufeff", csv(list, rows)], { type: "text/csv" }), list.file));
  const copy = button(word("copyTable"), async (made) => {
    await copyText(csv(list, rows));
    made.textContent = word("copied");
  });
  $("table").replaceChildren(h("table", { className: list.kind }, h("thead", {}, h("tr", {}, heads)), body), h("p", { className: "below" }, more, copy, save));
}

/** Comma-separated values; a cell that a spreadsheet would take for a formula begins with an apostrophe. */
function csvText(rows) {
  const cell = (text) => `"${text.replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;
  return rows.map((cells) => cells.map(cell).join(",")).join("\r\n");
}

const csv = ({ columns }, rows) => csvText([columns.map(({ name }) => capital(name())), ...rows.map((node) => columns.map(({ value }) => value(node)))]);

/** Shows the picture, the table of events or the list of articles. */
function showView() {
  $("table").hidden = look.view === "graph";
  $("table").setAttribute("aria-label", word(look.view === "articles" ? "articlesView" : "tableView"));
  $("stage").className = look.view === "graph" ? "" : "table"; // the picture keeps its size below the table
  for (const button of ["graph", "table", "articles"]) $(`${button}View`).setAttribute("aria-pressed", String(button === look.view));
  drawTable();
}

function view(name) {
  look.view = name;
  store();
  showView();
}
