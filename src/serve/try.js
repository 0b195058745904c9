// Tries a response while it is typed, and says why it gets what it gets.
"use strict";
(() => {
  const element = (id) => document.getElementById(id);
  const [asked, cased, response, outcome, reasons, said] =
    ["ask", "case", "response", "outcome", "reasons", "said"].map(element);
  const OUTCOMES = {
    empty: "Nothing is said yet", unreadable: "It cannot be read", right: "Right", partly: "Partly right",
    new: "One more answer is found", again: "This answer was found before", "not-yet": "Not yet", noted: "It is kept, and not judged",
  };
  let asks = [];
  let latest = 0;

  function options(select, values, texts) {
    const before = select.value;
    select.replaceChildren(...values.map((value, at) => new Option(texts[at], value)));
    if (values.includes(before)) select.value = before;
  }

  function choose() {
    const ask = asks.find((ask) => ask.id === asked.value);
    options(cased, ask?.cases ?? [], (ask?.cases ?? []).map((text) => text || "the only case"));
    cased.disabled = (ask?.cases.length ?? 0) < 2;
  }

  // What is told of an outcome, in the words for an author; what is not there is left out.
  function told(found) {
    return [
      ["Read as", found.read_as],
      ["Idea", found.idea],
      ["Way of seeing", found.way],
      ["Fits", found.of === null || found.fits === null ? null : found.fits + " of " + found.of],
      ["Found so far", found.found],
    ].filter(([, value]) => value !== null && value !== undefined);
  }

  function show(found) {
    outcome.textContent = found.error ? "This cannot be tried" : OUTCOMES[found.outcome] + " (" + found.outcome + ")";
    said.textContent = found.error ?? found.says;
    reasons.replaceChildren(...(found.error ? [] : told(found)).flatMap(([name, value]) => {
      const [term, text] = [document.createElement("dt"), document.createElement("dd")];
      term.textContent = name;
      text.textContent = value;
      return [term, text];
    }));
  }

  async function judge() {
    const turn = ++latest;
    const parts = [asked.value, cased.value, response.value].map(encodeURIComponent);
    const answer = await fetch("tried.json?" + parts.join("&"));
    const found = answer.ok ? await answer.json() : { error: await answer.text() };
    if (turn === latest) show(found);
  }

  async function begin() {
    asks = await (await fetch("asks.json")).json();
    options(asked, asks.map((ask) => ask.id), asks.map((ask) => ask.shown));
    asked.addEventListener("input", () => { choose(); judge(); });
    cased.addEventListener("input", judge);
    response.addEventListener("input", judge);
    choose();
    judge();
  }

  begin();
})();
