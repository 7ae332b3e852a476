"use strict";
// Asks the endpoint beside this page and shows rows as a table; what documents say enters as text, never as markup.
const at = (id) => document.getElementById(id);
const EVIDENCE = `SELECT DISTINCT ?sentence ?title WHERE {
  ?annotation oa:hasBody <IRI> ; oa:hasTarget ?span .
  ?span oa:hasScope/oa:hasSelector/oa:exact ?sentence ; oa:hasSource/schema:headline ?title .
} ORDER BY ?title ?sentence`;

function cell(term) {
  const td = document.createElement("td");
  if (term && term.type === "uri") {
    const link = document.createElement("a");
    link.href = "#";
    link.textContent = term.value;
    link.title = "原句 Sentences";
    link.addEventListener("click", (event) => {
      event.preventDefault();
      at("sparql").value = EVIDENCE.replace("IRI", () => term.value);
      run();
    });
    td.append(link);
  } else if (term) {
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
  at("answer").replaceChildren(row(head), ...bindings.map((b) => row(names.map((name) => cell(b[name])))));
  at("state").textContent = `${bindings.length} 行 rows`;
}

async function run() {
  at("state").textContent = "…";
  at("answer").replaceChildren();
  const reply = await fetch("sparql", {
    method: "POST", body: at("sparql").value, headers: { "Content-Type": "application/sparql-query" },
  });
  if (reply.ok && reply.headers.get("Content-Type").includes("json")) show(await reply.json());
  else at("state").textContent = await reply.text();
}

fetch("questions").then((reply) => reply.json()).then(({ questions, prefixes }) => {
  at("prefixes").textContent = Object.entries(prefixes).map(([name, iri]) => `PREFIX ${name}: <${iri}>`).join("\n");
  at("questions").append(...questions.map((q) => new Option(q.about, q.sparql)));
  at("questions").addEventListener("change", () => { at("sparql").value = at("questions").value; });
  at("sparql").value = at("questions").value;
});
at("run").addEventListener("click", run);
