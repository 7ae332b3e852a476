"use strict";
// Asks the endpoint beside this page and shows rows as a table; what documents say enters as text, never as markup.
const at = (id) => document.getElementById(id);
const EVIDENCE = `SELECT DISTINCT ?sentence ?title ?article ?start ?end WHERE {
  ?annotation oa:hasBody <IRI> ; oa:hasTarget ?span .
  ?span oa:hasScope/oa:hasSelector/oa:exact ?sentence ; oa:hasSource ?article ; oa:hasSelector ?position .
  ?position oa:start ?start ; oa:end ?end .
  ?article schema:headline ?title .
} ORDER BY ?title ?start`;
// Names to choose from, those most articles speak of first.
const NAMES = {
  org: "?thing a org:Organization . ?event sem:hasActor/rdf:value ?thing ; schema:subjectOf ?article .",
  person: "?thing a schema:Person . ?event sem:hasActor/rdf:value ?thing ; schema:subjectOf ?article .",
  place: "?thing a schema:Place . ?event sem:hasPlace/schema:containedInPlace* ?thing ; schema:subjectOf ?article .",
};
// What a question is about, filled in with the first such name; the others answer for all.
const ABOUT = { "organisation-events": "org", "person-events": "person", "place-events": "place", "events-by-month": "place" };
const LABELS = {
  org: "机构 Organisation", person: "人物 Person", place: "地点 Place", type: "类型 Type", since: "自 Since",
  until: "至 Until", rule: "规则 Rule", confidence: "置信度 Confidence",
};
const idOf = (iri) => iri.slice(-36); // a node's id in the page: the UUID that ends its IRI

function link(text, href, title) {
  return Object.assign(document.createElement("a"), { textContent: text, href, title });
}

/** Shows the sentences behind a thing. */
function evidence(iri) {
  at("sparql").value = EVIDENCE.replace("IRI", () => iri);
  return run();
}

/** Where in the page a row's sentence is read in its article, its span marked; null where the row does not tell. */
function reading({ event, article, start, end }) {
  if (event?.type === "uri") return `./#article=${idOf(event.value)}`;
  return article && start && end ? `./#article=${idOf(article.value)}@${start.value}-${end.value}` : null;
}

function cell(name, row) {
  const td = document.createElement("td");
  const term = row[name];
  const behind = Object.values(row).find((other) => other.type === "uri");
  if (!term) return td;
  const asks = term.type === "uri" ? term : name === "sentence" && !reading(row) ? behind : null;
  if (asks) {
    const a = link(term.value, "#", "原句 Sentences");
    a.addEventListener("click", (event) => { event.preventDefault(); evidence(asks.value); });
    td.append(a);
  } else if (name === "sentence" && reading(row)) {
    td.append(link(term.value, reading(row), "阅读全文 Read the article"));
  } else {
    td.textContent = term.value;
  }
  return td;
}

function row(cells) {
  const tr = document.createElement("tr");
  tr.append(...cells);
  return tr;
}

function show(answer) {
  const names = answer.head.vars ?? ["answer"];
  const bindings = answer.results?.bindings ?? [{ answer: { type: "literal", value: String(answer.boolean) } }];
  const head = names.map((name) => Object.assign(document.createElement("th"), { textContent: name }));
  at("answer").replaceChildren(row(head), ...bindings.map((b) => row(names.map((name) => cell(name, b)))));
  at("state").textContent = `${bindings.length} 行 rows`;
}

const ask = (sparql) => fetch("sparql", { method: "POST", body: sparql, headers: { "Content-Type": "application/sparql-query" } });

async function run() {
  at("state").textContent = "…";
  at("answer").replaceChildren();
  const reply = await ask(at("sparql").value);
  if (reply.ok && reply.headers.get("Content-Type").includes("json")) show(await reply.json());
  else at("state").textContent = await reply.text();
}

/** The inputs of a question, with names to choose from. */
function inputs(question, names) {
  return question.parameters.map((parameter) => {
    const label = Object.assign(document.createElement("label"), { textContent: `${LABELS[parameter]} ` });
    const input = Object.assign(document.createElement("input"), { name: parameter, value: (ABOUT[question.name] === parameter && names[parameter][0]) || "" });
    if (parameter === "since" || parameter === "until") input.type = "date";
    if (names[parameter]) input.setAttribute("list", `names-${parameter}`);
    input.addEventListener("change", fill);
    label.append(input);
    return label;
  });
}

/** Writes the question, with what is given, into the box. */
async function fill() {
  const given = new URLSearchParams();
  for (const input of at("given").querySelectorAll("input")) if (input.value) given.set(input.name, input.value);
  const reply = await fetch(`questions/${at("questions").value}?${given}`);
  if (reply.ok) at("sparql").value = await reply.text();
  at("state").textContent = reply.ok ? "" : await reply.text();
}

async function start() {
  const { questions, prefixes } = await (await fetch("questions")).json();
  const names = {};
  for (const [parameter, pattern] of Object.entries(NAMES)) {
    const reply = await ask(`SELECT ?name { ${pattern} ?thing rdfs:label ?name }
      GROUP BY ?thing ?name ORDER BY DESC(COUNT(DISTINCT ?article)) ?name LIMIT 200`);
    names[parameter] = reply.ok ? (await reply.json()).results.bindings.map((b) => b.name.value) : [];
    const list = Object.assign(document.createElement("datalist"), { id: `names-${parameter}` });
    list.append(...names[parameter].map((name) => new Option(name, name)));
    document.body.append(list);
  }
  at("prefixes").textContent = Object.entries(prefixes).map(([name, iri]) => `PREFIX ${name}: <${iri}>`).join("\n");
  at("questions").append(...questions.map((q) => new Option(q.about, q.name)));
  const choose = () => {
    const question = questions.find((q) => q.name === at("questions").value);
    at("given").replaceChildren(...inputs(question, names));
    return fill();
  };
  at("questions").addEventListener("change", choose);
  await choose();
  at("run").disabled = false;
}

at("run").addEventListener("click", run);
start();
