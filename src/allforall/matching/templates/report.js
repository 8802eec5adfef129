// The choice of a pair: finds a request, unpacks its evidence and draws its waterfall.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const read = (id) => JSON.parse(byId(id).textContent);
  const words = read("words");
  const index = read("index");
  const order = read("open");
  const unpacked = new Map();
  const MOST_HITS = 12;
  const state = { request: -1, evidence: null };
  if (index.rows.length === 0) return;

  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const haystacks = index.rows.map(([id, asked, held]) => plain(`${id} ${asked} ${held}`));
  const scripts = [["Cyrl", /\p{sc=Cyrl}/u], ["Arab", /\p{sc=Arab}/u], ["Latn", /\p{sc=Latn}/u]];

  function element(name, properties = {}, ...children) {
    const made = document.createElement(name);
    Object.assign(made, properties);
    made.append(...children);
    return made;
  }

  // A value as written: set as text, never as markup, and isolated from the direction of its surroundings.
  function named(text) {
    const script = scripts.find(([, letters]) => letters.test(text));
    return element("bdi", { textContent: text, lang: script ? `und-${script[0]}` : "und-Zyyy" });
  }

  function leftToRight(text) {
    return element("bdi", { textContent: text, dir: "ltr" });
  }

  async function evidenceOf(request) {
    const portion = Math.floor(request / index.portion);
    if (!unpacked.has(portion)) unpacked.set(portion, unpack(read(`pairs-${portion}`)));
    return (await unpacked.get(portion))[request % index.portion];
  }

  async function unpack(base64) {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(await new Response(stream).text());
  }

  function find(text) {
    const parts = plain(text).split(/\s+/).filter(Boolean);
    const hits = parts.length === 0 ? []
      : [...haystacks.keys()].filter((at) => parts.every((part) => haystacks[at].includes(part)));
    const likelier = (at) => (index.rows[at][0] === text.trim() ? 0 : ["ask", "sure", "none"].indexOf(index.rows[at][3]) + 1);
    return hits.sort((left, right) => likelier(left) - likelier(right)).slice(0, MOST_HITS);
  }

  function showHits() {
    const text = byId("search").value;
    const lines = find(text).map((at) => {
      const [id, asked, held, decision, probability] = index.rows[at];
      const button = element("button", { type: "button" }, named(asked), element("small", { textContent: id }));
      if (held) button.append(named(held));
      button.append(badge(decision), leftToRight(probability));
      button.addEventListener("click", () => choose(at));
      return element("li", {}, button);
    });
    if (lines.length === 0 && text.trim()) lines.push(element("li", { textContent: words.no_hit }));
    byId("hits").replaceChildren(...lines);
  }

  function badge(decision) {
    return element("span", { className: `badge ${decision}`, textContent: words.decisions[decision] });
  }

  async function choose(request, candidate = 0) {
    try {
      state.evidence = await evidenceOf(request);
    } catch {
      byId("pair").replaceChildren(element("p", { textContent: words.old_browser }));
      return;
    }
    state.request = request;
    byId("hits").replaceChildren();
    byId("candidate").replaceChildren(...state.evidence.candidates.map((each, place) => {
      const label = `${place + 1}. ${each.held[0] || each.id} (${each.id}), ${each.probability}`;
      return element("option", { value: String(place), textContent: label });
    }));
    byId("candidate").disabled = state.evidence.candidates.length === 0;
    show(candidate);
  }

  function show(place) {
    const [id, asked, , decision] = index.rows[state.request];
    const candidate = state.evidence.candidates[place];
    const head = element("h3", {}, named(asked), " ", element("small", { textContent: id }), " ", badge(decision));
    const parts = [head, element("p", { className: "lead" }, named(state.evidence.why))];
    if (candidate) parts.push(bothRows(candidate), verdict(candidate), waterfall(candidate));
    else parts.push(element("p", { textContent: words.no_candidate }));
    byId("pair").replaceChildren(...parts);
  }

  function verdict(candidate) {
    const line = element("p", {}, `${words.probability}: `, strong(candidate.probability), ` · ${words.nobody}: `,
      strong(state.evidence.nobody));
    if (candidate.same_as.length) {
      line.append(element("br"), words.same_as.replace("{ids}", candidate.same_as.join(", ")));
    }
    return line;
  }

  function strong(text) {
    return element("strong", {}, leftToRight(text));
  }

  function bothRows(candidate) {
    const line = (title, values) => element("tr", {},
      element("th", { scope: "row", textContent: title }), ...values.map((each) => element("td", {}, named(each))));
    const used = words.side_by_side.map((_, at) => at).filter((at) => state.evidence.asked[at] || candidate.held[at]);
    const pick = (values) => used.map((at) => values[at]);
    const head = element("tr", {}, element("td"),
      ...pick(words.side_by_side).map((each) => element("th", { scope: "col", textContent: each })));
    return scrolled("plain both", words.asked_row, element("thead", {}, head), element("tbody", {},
      line(words.on_list, pick(state.evidence.asked)),
      line(`${words.on_register} ${candidate.id}`, pick(candidate.held))));
  }

  function scrolled(className, caption, ...parts) {
    const table = element("table", { className }, element("caption", { textContent: caption }), ...parts);
    const box = element("div", { className: "scroll", tabIndex: 0 }, table);
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", caption);
    return box;
  }

  // The same drawing as `waterfall` of the charts: one bar a step, from the sum before it to the sum after it.
  function waterfall(candidate) {
    let sum = 0;
    const spans = candidate.steps.map((step) => [step, sum, (sum += step[4])]);
    const ends = [0, ...spans.flatMap(([, before, after]) => [before, after])];
    const low = Math.min(...ends);
    const scale = 100 / (Math.max(...ends) - low || 1);
    const rows = spans.map(([step, before, after]) => {
      const start = (Math.min(before, after) - low) * scale;
      const width = Math.max(Math.abs(after - before) * scale, 0.6);
      return waterfallRow(step, after, drawing(-low * scale, start, width, step[4] >= 0));
    });
    const heads = words.waterfall_headers.map((text, at) =>
      element("th", { scope: "col", textContent: text, className: at > 3 ? "number" : "" }));
    heads.splice(4, 0, element("td"));
    const total = element("tr", {}, element("th", { scope: "row", colSpan: 6, textContent: words.total }), number(signed(sum)));
    const caption = words.waterfall_caption
      .replace("{request}", () => index.rows[state.request][0]).replace("{candidate}", () => candidate.id);
    return scrolled("waterfall", caption, element("thead", {}, element("tr", {}, ...heads)),
      element("tbody", {}, ...rows), element("tfoot", {}, total));
  }

  function waterfallRow([field, left, right, found, weight], sum, picture) {
    return element("tr", {},
      element("th", { scope: "row" }, named(field)),
      element("td", {}, named(left)), element("td", {}, named(right)), element("td", {}, named(found)),
      element("td", { className: "drawing" }, picture), number(signed(weight)), number(signed(sum)));
  }

  function drawing(zero, start, width, speaksFor) {
    const svg = shape("svg", { class: "bar", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" });
    svg.append(
      shape("line", { class: "zero", x1: zero.toFixed(2), x2: zero.toFixed(2), y2: 10 }),
      shape("rect", { class: speaksFor ? "for" : "against", x: start.toFixed(2), width: width.toFixed(2), height: 10 }));
    return svg;
  }

  function shape(name, attributes) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  const number = (text) => element("td", { className: "number" }, leftToRight(text));
  const signed = (value) => (value < 0 ? "" : "+") + value.toFixed(1);

  function nextOpen() {
    const place = order.indexOf(state.request);
    choose(order[(place + 1) % order.length]);
  }

  byId("search").addEventListener("input", showHits);
  byId("search").addEventListener("keydown", (event) => {
    const first = byId("hits").querySelector("button");
    if (event.key === "Enter" && first) first.click();
    if (event.key === "ArrowDown" && first) first.focus();
  });
  byId("candidate").addEventListener("change", (event) => show(Number(event.target.value)));
  byId("next").addEventListener("click", nextOpen);
  byId("next").disabled = order.length === 0;
  byId("chooser").hidden = false;
  choose(order.length ? order[0] : 0);
})();
