// Owns the border between markup and the page: of what the engine makes out of a response, only maths and drawings get in,
// element by element. Nothing of a student's work is ever read as markup.

var MAY_STAND = ["math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msup", "msub", "msubsup", "msqrt", "mroot",
  "mtable", "mtr", "mtd", "mover", "munder", "span", "svg", "g", "rect", "path", "circle", "ellipse", "line", "polygon", "text"];
var MAY_SAY = ["class", "viewBox", "width", "height", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "d", "points",
  "transform", "role", "aria-label", "mathvariant", "stretchy"];

// Markup as elements of the page; what may not stand there is left out with all that is in it.
function safe(markup) {
  var made = document.createDocumentFragment();
  // A document made so runs nothing and loads nothing.
  var read = new DOMParser().parseFromString(markup, "text/html");
  read.body.childNodes.forEach(function (node) { put(node, made); });
  return made;
}

function put(node, into) {
  if (node.nodeType === Node.TEXT_NODE) into.append(node.data);
  if (node.nodeType !== Node.ELEMENT_NODE || MAY_STAND.indexOf(node.localName) < 0) return;
  var copy = document.createElementNS(node.namespaceURI, node.localName);
  MAY_SAY.forEach(function (name) {
    if (node.hasAttribute(name)) copy.setAttribute(name, node.getAttribute(name));
  });
  node.childNodes.forEach(function (child) { put(child, copy); });
  into.append(copy);
}

// An element with a text, and a class if there is one.
function made(name, text, css) {
  var element = document.createElement(name);
  if (text) element.textContent = text;
  if (css) element.className = css;
  return element;
}

// The content of a template of the page, once more.
function fresh(name) {
  return document.getElementById(name).content.firstElementChild.cloneNode(true);
}

// A text that somebody typed keeps its own direction, and does not go on for ever.
var LONG = 600;
function own(text, css) {
  var signs = Array.from(text.replace(/\s*\n\s*/g, " · "));
  return made("bdi", signs.length > LONG ? signs.slice(0, LONG).join("") + "…" : signs.join(""), css);
}

// A sentence of the page's language.
function word(key, parts) {
  return filled(document.body.getAttribute("data-say-" + key) || key, parts || []);
}
