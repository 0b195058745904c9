// Owns the one region that is spoken: plain words, one thing at a time.

// What is said again must be new to a screen reader: the region is emptied first and filled a moment later.
var TICK = 80, spoken = 0;
function say(text) {
  var region = document.querySelector(".aloud");
  clearTimeout(spoken);
  region.textContent = "";
  spoken = setTimeout(function () { region.textContent = text; }, TICK);
}

// Markup in plain words: pictures and formulas by their names.
function inWords(region) {
  var copy = region.cloneNode(true);
  all(copy, "svg, math").forEach(function (part) {
    part.replaceWith(" " + (part.getAttribute("aria-label") || part.getAttribute("alttext") || "") + " ");
  });
  all(copy, "p, li, td").forEach(function (part) { part.append(" "); });
  return copy.textContent.replace(/\s+/g, " ").trim();
}
