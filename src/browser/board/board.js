// Owns the keys and buttons of the board, and what it says aloud. What is in view says the deck.

var body = document.body, says = body.dataset, aloud = document.querySelector(".aloud");
var views = document.querySelector("dialog.views"), help = document.querySelector("dialog.help");
// Where a page runs from right to left, so do its views.
var AHEAD = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
var BEHIND = document.documentElement.dir === "rtl" ? "ArrowRight" : "ArrowLeft";

function button(name) { return document.querySelector("[data-do=" + name + "]"); }
function group(name) { return document.querySelector("[data-for=" + name + "]"); }
function filled(sentence, parts) {
  return sentence.replace(/\{(\d)\}/g, function (hole, at) { return parts[at - 1]; });
}
function say(text) { aloud.textContent = text; }

var time = clock(show_time), board = deck(show_bar);

function show_time() {
  var now = time.read(board.section(), board.minutes());
  var face = document.querySelector(".time"), group = face.closest(".group");
  if (face.textContent !== now.text) face.textContent = now.text;
  if (now.over && !group.classList.contains("over")) say(says.over);
  group.classList.toggle("over", now.over);
  button("clock").setAttribute("aria-pressed", now.runs);
}

function show_bar() {
  var steps = board.steps(), next_is_way = steps.now >= steps.all - steps.ways;
  document.querySelector(".at").textContent = (board.at() + 1) + " / " + board.count;
  set(button("back"), board.at() > 0);
  set(button("next"), board.at() < board.count - 1);
  group("cases").hidden = board.cases() < 2;
  document.querySelector(".case-name").textContent = board.case_name();
  group("picture").hidden = !board.has_picture() || !!board.way_words();
  button("cover").setAttribute("aria-pressed", board.covered());
  group("answer").hidden = !steps.all;
  set(button("take"), steps.now > 0);
  set(button("show"), steps.now < steps.all);
  document.querySelector(".reveal").hidden = next_is_way && steps.ways > 0;
  document.querySelector(".reveal-way").hidden = !next_is_way || !steps.ways;
  all(views, "a").forEach(function (link, index) {
    if (index === board.at()) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  });
  show_time();
}

// A button with nothing to do stays where it is, so that the focus is not lost.
function set(button, on) { button.setAttribute("aria-disabled", !on); }

function go(to) {
  if (!board.go(to)) return;
  history.replaceState(null, "", "#" + board.id());
  body.classList.remove("blank-screen");
  say(filled(says.of, [board.at() + 1, board.count]) + " " + board.name() + ". " + board.words());
}

function step(by) {
  if (board.step_case(by)) say(board.case_name() + ". " + board.words());
}

function reveal(by) {
  var steps;
  if (!board.reveal(by)) return;
  steps = board.steps();
  if (board.way_words()) say(filled(says.way, [steps.now - steps.all + steps.ways, steps.ways]) + " " + board.way_words());
  else say(by > 0 ? says.revealed + " " + board.answers() : says.unrevealed);
}

function cover(covered) {
  if (!board.has_picture()) return;
  board.cover(covered);
  say(covered ? says.covered : says.seen);
}

function dark() {
  var on = document.documentElement.classList.toggle("dark");
  button("dark").setAttribute("aria-pressed", on);
}

function full() {
  if (document.fullscreenElement) document.exitFullscreen();
  else if (document.documentElement.requestFullscreen) document.documentElement.requestFullscreen().catch(function () {});
}

function sound(on) {
  button("sound").checked = on;
  document.querySelector(".clock").classList.toggle("loud", on);
  time.sound(on);
}

function tell_time(change) {
  change(board.section(), board.minutes());
  show_time();
}

var DO = {
  next: function () { go(board.at() + 1); },
  back: function () { go(board.at() - 1); },
  first: function () { go(0); },
  last: function () { go(board.count - 1); },
  show: function () { reveal(1); },
  take: function () { reveal(-1); },
  more: function () { step(1); },
  less: function () { step(-1); },
  flash: function () { if (board.has_picture()) board.glance(); },
  cover: function () { cover(!board.covered()); },
  blank: function () { body.classList.toggle("blank-screen"); },
  clock: function () { tell_time(time.toggle); },
  minute: function () { tell_time(time.minute); },
  reset: function () { tell_time(time.reset); },
  sound: function () { sound(button("sound").checked); },
  mute: function () { sound(!button("sound").checked); },
  dark: dark,
  full: full,
  map: function () {
    views.showModal();
    views.querySelector("[aria-current]").focus();
  },
  help: function () { help.showModal(); },
  close: function () { views.close(); help.close(); }
};

var KEYS = {
  PageDown: "next", PageUp: "back", Home: "first", End: "last", ArrowDown: "show", ArrowUp: "take", r: "show",
  "+": "more", "=": "more", "-": "less", "−": "less", "3": "flash", h: "cover", b: "blank", ".": "blank",
  t: "clock", "1": "minute", "0": "reset", s: "mute", d: "dark", f: "full", m: "map", "?": "help"
};
KEYS[AHEAD] = "next";
KEYS[BEHIND] = "back";

document.addEventListener("keydown", function (event) {
  var name = KEYS[event.key] || KEYS[event.key.toLowerCase()];
  if (!name || event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  DO[name]();
});
all(document, "[data-do]").forEach(function (one) {
  one.addEventListener("click", function () { DO[one.dataset.do](); });
});
all(views, "a").forEach(function (link) {
  link.addEventListener("click", function (event) {
    event.preventDefault();
    views.close();
    go(board.index(link.hash.slice(1)));
  });
});
addEventListener("hashchange", function () { go(board.index(decodeURIComponent(location.hash.slice(1)))); });
addEventListener("resize", board.fit);

document.documentElement.classList.add("js");
board.put();
go(board.index(decodeURIComponent(location.hash.slice(1))));
