// Draws /openapi.json; everything goes in as text, nothing as markup.
"use strict";

const main = document.getElementById("operations");

function element(tag, text, ...children) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}

function resolve(schema, all) {
  return schema && schema.$ref ? all[schema.$ref.split("/").pop()] : schema;
}

function kind(schema) {
  if (!schema) return "";
  if (schema.$ref) return schema.$ref.split("/").pop();
  if (schema.const) return `"${schema.const}"`;
  if (schema.enum) return schema.enum.map((v) => `"${v}"`).join(" or ");
  if (schema.anyOf || schema.oneOf) return (schema.anyOf || schema.oneOf).map(kind).join(" or ");
  if (schema.type === "array") return `list of ${kind(schema.items)}`;
  const length = schema.maxLength ? `, ${schema.minLength || 0} to ${schema.maxLength} characters` : "";
  return (schema.type || "any") + length;
}

// The models that a field holds, alone, in a list or as one of several.
function models(schema, all) {
  const held = [schema.items || schema].flatMap((s) => s.anyOf || s.oneOf || [s]);
  return held.filter((s) => s.$ref).map((s) => resolve(s, all));
}

function fields(schema, all) {
  const list = element("dl");
  const needed = new Set(schema.required || []);
  for (const [name, field] of Object.entries(schema.properties || {})) {
    const meaning = element("dd", kind(field) + (needed.has(name) ? "" : " (may be left out)"));
    for (const inner of models(field, all)) meaning.append(fields(inner, all));
    list.append(element("dt", name), meaning);
  }
  return list;
}

function block(title, content, all) {
  const schema = content && resolve(Object.values(content)[0].schema, all);
  if (!schema) return [];
  const shape = schema.properties ? fields(schema, all) : element("p", Object.keys(content).join(", "));
  return [element("h3", title), shape];
}

function operation(path, method, told, all) {
  const head = element("h2", "", element("b", method.toUpperCase()), path);
  const section = element("section", "", head, element("p", `${told.summary}.`));
  if (told.parameters) {
    const list = element("dl");
    for (const p of told.parameters) list.append(element("dt", p.name), element("dd", p.description || `in the ${p.in}`));
    section.append(element("h3", "Parameters"), list);
  }
  if (told.requestBody) section.append(...block("Send", told.requestBody.content, all));
  section.append(...block("Receive", told.responses["200"].content, all));
  const refused = Object.keys(told.responses).filter((status) => status !== "200");
  section.append(element("h3", "Refused with"), element("p", refused.join(", ")));
  return section;
}

fetch("/openapi.json")
  .then((response) => response.json())
  .then((document_) => {
    const all = document_.components.schemas;
    const drawn = Object.entries(document_.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, told]) => operation(path, method, told, all)));
    main.replaceChildren(...drawn);
  })
  .catch(() => { main.textContent = "The document could not be loaded; is the bridge running?"; });
