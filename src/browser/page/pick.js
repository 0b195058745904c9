// Owns the choosing of cells and points in a figure. What is chosen stands as text in the field of the ask; the engine reads
// the text and draws the figure.

var SVG = "http://www.w3.org/2000/svg";
// The side of a target, where there is room.
var TARGET = 44;

function picker(engine, rowOf, reading) {
  var pickers = new Map();

  function element(name, attributes, parent) {
    var made = document.createElementNS(SVG, name);
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    return parent.appendChild(made);
  }

  function make(ask) {
    var box = ask.querySelector(".picker"), board = box.querySelector(".board"), field = ask.querySelector("input");
    var ordered = box.dataset.pick === "points", pick = null, size = "", layer = null, spots = [], at = 0;

    function place(spot) { return Math.floor(spot / pick.columns) + 1 + " " + (spot % pick.columns + 1); }

    // A target for each place lies over the board.
    function lay(drawn) {
      if (layer) layer.remove();
      layer = element("svg", { "class": "targets", role: "grid", "aria-multiselectable": "true", viewBox: drawn.getAttribute("viewBox"),
        "aria-labelledby": box.parentNode.querySelector(".name").id, "aria-describedby": box.parentNode.querySelector(".how").id }, box);
      spots = [];
      for (var row = 0; row < pick.rows; row++) {
        var line = element("g", { role: "row" }, layer);
        for (var column = 0; column < pick.columns; column++) {
          spots.push(element("rect", { role: "gridcell", x: pick.first + (column - .5) * pick.spacing,
            y: pick.first + (row - .5) * pick.spacing, width: pick.spacing, height: pick.spacing }, line));
        }
      }
      at = 0;
    }
    function show() {
      pick = engine.pick([ask.dataset.ask, rowOf(ask), field.value]);
      box.hidden = !pick.figure;
      if (!pick.figure) return;
      board.innerHTML = pick.figure;
      var drawn = board.querySelector("svg"), width = drawn.viewBox.baseVal.width;
      drawn.setAttribute("width", width * TARGET / pick.spacing);
      drawn.removeAttribute("height");
      if (size !== pick.rows + " " + pick.columns) lay(drawn);
      size = pick.rows + " " + pick.columns;
      spots.forEach(function (spot, nth) {
        var name = filled(box.dataset.place, place(nth).split(" ")), order = pick.places.indexOf(place(nth)) + 1;
        spot.setAttribute("aria-label", order ? filled(box.dataset.chosen, [name, order]) : name);
        spot.setAttribute("aria-selected", order > 0);
        spot.setAttribute("tabindex", nth === at ? 0 : -1);
      });
      ask.querySelector(".count").textContent = filled(box.dataset.count, [pick.places.length]);
    }
    function write(places) {
      reading.clear(ask);
      field.value = places.map(function (place) { return "(" + place.replace(" ", ", ") + ")"; }).join(", ");
      show();
    }
    // The last point again takes it away; another chosen one stays where it is.
    function toggle(spot) {
      var here = place(spot), order = pick.places.indexOf(here), last = order === pick.places.length - 1;
      if (order < 0) write(pick.places.concat(here));
      else if (!ordered || last) write(pick.places.filter(function (place) { return place !== here; }));
    }
    function takeBack() {
      write(pick.places.slice(0, -1));
      reading.say(ask.querySelector(".count").textContent);
    }
    function go(spot) {
      at = spot;
      spots.forEach(function (other, nth) { other.setAttribute("tabindex", nth === at ? 0 : -1); });
      spots[at].focus();
    }
    function press(event) {
      var row = Math.floor(at / pick.columns), column = at % pick.columns, right = pick.columns - 1, bottom = pick.rows - 1;
      function to(row, column) { go(Math.min(Math.max(row, 0), bottom) * pick.columns + Math.min(Math.max(column, 0), right)); }
      switch (event.key) {
        case "ArrowLeft": to(row, column - 1); break;
        case "ArrowRight": to(row, column + 1); break;
        case "ArrowUp": to(row - 1, column); break;
        case "ArrowDown": to(row + 1, column); break;
        case "Home": to(event.ctrlKey ? 0 : row, 0); break;
        case "End": to(event.ctrlKey ? bottom : row, right); break;
        case "PageUp": to(0, column); break;
        case "PageDown": to(bottom, column); break;
        case " ": case "Enter": toggle(at); break;
        case "Backspace": if (ordered) takeBack(); break;
        default: return;
      }
      event.preventDefault();
    }
    box.addEventListener("click", function (event) {
      var spot = spots.indexOf(event.target);
      if (spot < 0) return;
      go(spot);
      toggle(spot);
    });
    box.addEventListener("keydown", function (event) {
      if (spots.indexOf(event.target) >= 0 && !event.altKey && !event.metaKey) press(event);
    });
    field.addEventListener("input", show);
    ask.querySelector(".clear").addEventListener("click", function () {
      write([]);
      reading.say(ask.querySelector(".count").textContent);
    });
    board.setAttribute("aria-hidden", "true");
    show();
    return show;
  }

  all(document, ".ask").forEach(function (ask) {
    if (ask.querySelector(".picker")) pickers.set(ask, make(ask));
  });
  return {
    // The case has changed.
    show: function (ask) { if (pickers.has(ask)) pickers.get(ask)(); },
    // Puts what a text speaks of as a picture into an element; false where nothing is picked.
    put: function (ask, text, into) {
      var figure = pickers.has(ask) && engine.pick([ask.dataset.ask, rowOf(ask), text]).figure;
      if (!figure) return false;
      into.innerHTML = figure;
      into.querySelector("svg").setAttribute("aria-label", text);
      return true;
    }
  };
}
