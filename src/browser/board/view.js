// Owns what is in view: which view in which case, how much of it is revealed, whether its picture is covered. Knows nothing
// of keys and buttons.

function all(root, css) { return Array.prototype.slice.call(root.querySelectorAll(css)); }

// How long a picture is seen that is only to be glanced at, in milliseconds.
var GLANCE = 3000;
// How many times its own size a picture becomes at most.
var LARGEST = 6;
// How often the words of a view may become smaller until they fit.
var SIZES = ["fit-1", "fit-2", "fit-3", "fit-4"];

// How large a picture may be in the room it has; its stages stay of one scale.
function room(picture) {
  var wide = 0, high = 0;
  all(picture, "svg").forEach(function (drawing) {
    var box = drawing.viewBox.baseVal, caption = drawing.closest(".stage:has(.caption)") ? 30 : 0;
    wide += box.width * 1.06;
    high = Math.max(high, box.height + caption);
  });
  return { picture: picture, scale: wide ? Math.min(picture.clientWidth / wide, picture.clientHeight / high, LARGEST) : 1 };
}

function scale(picture, by) {
  all(picture, "svg").forEach(function (drawing) {
    drawing.style.width = drawing.viewBox.baseVal.width * by + "px";
    drawing.style.height = drawing.viewBox.baseVal.height * by + "px";
  });
}

function deck(changed) {
  var main = document.querySelector("main"), views = all(document, ".view"), at = 0, glance = 0;
  var states = views.map(function (view) {
    return { shown: +view.dataset.start, step: 0, covered: "covered" in view.dataset };
  });
  function cases() { return all(views[at], ".case"); }
  function here() { return cases()[states[at].shown]; }
  function ways() { return all(views[at], ".ways > li"); }
  function answered() { return here().querySelector("[data-answer]") ? 1 : 0; }
  function put() {
    var state = states[at], ways_shown = Math.max(state.step - answered(), 0);
    views.forEach(function (view, index) { view.hidden = index !== at; });
    cases().forEach(function (one, index) { one.hidden = index !== state.shown; });
    all(views[at], "[data-answer]").forEach(function (answer) { answer.hidden = !state.step || !answered(); });
    all(views[at], "[data-empty]").forEach(function (empty) {
      empty.hidden = state.step > 0 && !!empty.parentNode.querySelector("[data-answer]");
    });
    ways().forEach(function (way, index) {
      all(way, "svg").forEach(function (drawing) { drawing.removeAttribute("style"); });
      way.hidden = index >= ways_shown;
      way.classList.toggle("now", index === ways_shown - 1);
    });
    all(views[at], ".ways").forEach(function (list) { list.hidden = !ways_shown; });
    views[at].classList.toggle("seeing", ways_shown > 0);
    all(views[at], ".case > .picture").forEach(function (picture) {
      picture.classList.toggle("covered", state.covered);
      picture.querySelector(".cover").hidden = !state.covered;
    });
    fit();
    changed();
  }
  function fit() {
    pictures().forEach(function (picture) { scale(picture, 0); });
    SIZES.forEach(function (size) { main.classList.remove(size); });
    SIZES.forEach(function (size) {
      if (main.scrollHeight > main.clientHeight + 1) main.classList.add(size);
    });
    pictures().map(room).forEach(function (fitting) { scale(fitting.picture, fitting.scale); });
  }
  function pictures() {
    return all(views[at], ".case:not([hidden]) > .picture > .seen, .ways > .now > .way-picture");
  }
  return {
    put: put,
    fit: fit,
    count: views.length,
    at: function () { return at; },
    name: function () { return views[at].getAttribute("aria-label"); },
    // What the view says, for those who listen.
    words: function () { return here().querySelector(".text").innerText.trim(); },
    section: function () { return views[at].dataset.section; },
    minutes: function () { return +views[at].dataset.minutes; },
    index: function (id) { return views.findIndex(function (view) { return view.id === id; }); },
    id: function () { return views[at].id; },
    // What was revealed is covered again when a view is left.
    go: function (to) {
      if (to < 0 || to >= views.length || to === at) return false;
      clearTimeout(glance);
      states[at].step = 0;
      at = to;
      states[at].step = 0;
      put();
      return true;
    },
    cases: function () { return cases().length; },
    case_name: function () { return here().dataset.case; },
    step_case: function (by) {
      var to = states[at].shown + by;
      if (to < 0 || to >= cases().length) return false;
      states[at].shown = to;
      states[at].step = 0;
      put();
      return true;
    },
    // How much there is to reveal, how much is revealed, and how much of both are ways.
    steps: function () { return { all: answered() + ways().length, now: states[at].step, ways: ways().length }; },
    reveal: function (by) {
      var to = states[at].step + by;
      if (to < 0 || to > answered() + ways().length) return false;
      states[at].step = to;
      put();
      return true;
    },
    way_words: function () {
      var way = views[at].querySelector(".ways > .now");
      return way ? way.querySelector(".way-words").innerText.trim() : "";
    },
    answers: function () {
      return all(here(), "[data-answer]").map(function (answer) { return answer.innerText.trim(); }).join(". ");
    },
    has_picture: function () { return !!here().querySelector(".picture .seen"); },
    covered: function () { return states[at].covered; },
    cover: function (covered) {
      clearTimeout(glance);
      states[at].covered = covered;
      put();
    },
    glance: function () {
      var state = states[at];
      clearTimeout(glance);
      state.covered = false;
      put();
      glance = setTimeout(function () { state.covered = true; put(); }, GLANCE);
    }
  };
}
