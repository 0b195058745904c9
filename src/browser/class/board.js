// Owns what goes to the board: responses in the order in which the class will talk about them, never with a name.

function board() {
  var box = document.getElementById("board"), list = box.querySelector(".chosen"), large = document.getElementById("large");
  var chosen = [], ticks = new Map();

  function at(id) { return chosen.findIndex(function (item) { return item.id === id; }); }
  function press(button, key, item, may, act) {
    button.setAttribute("aria-label", word(key, [item.text]));
    button.setAttribute("aria-disabled", String(!may));
    button.addEventListener("click", function () { if (may) act(); });
  }
  // The focus follows what was moved; at an end, where there is no further, it goes to the other way.
  function move(item, by) {
    var here = at(item.id);
    chosen.splice(here, 1);
    chosen.splice(here + by, 0, item);
    show();
    var moved = list.children[here + by], button = moved.querySelector(by < 0 ? ".up" : ".down");
    if (button.getAttribute("aria-disabled") === "true") button = moved.querySelector(by < 0 ? ".down" : ".up");
    button.focus();
    say(word("moved", [item.text, here + by + 1]));
  }
  function drop(item) {
    var here = at(item.id);
    chosen.splice(here, 1);
    if (ticks.has(item.id)) ticks.get(item.id).checked = false;
    show();
    var next = list.children[Math.min(here, chosen.length - 1)];
    if (next) next.querySelector(".off").focus(); else box.querySelector("h2").focus();
    say(word("taken-off", [item.text]));
  }
  function show() {
    list.textContent = "";
    chosen.forEach(function (item, nth) {
      var line = fresh("chosen_form");
      line.querySelector(".response").append(item.shown());
      line.querySelector(".where").textContent = item.where;
      press(line.querySelector(".up"), "move-up", item, nth > 0, function () { move(item, -1); });
      press(line.querySelector(".down"), "move-down", item, nth < chosen.length - 1, function () { move(item, 1); });
      press(line.querySelector(".off"), "take-off", item, true, function () { drop(item); });
      list.append(line);
    });
    box.classList.toggle("empty", !chosen.length);
    box.querySelector(".many").hidden = chosen.length <= 5;
  }
  // Where all of it was asked, if that is one place.
  function common() {
    var same = chosen.every(function (item) { return item.where === chosen[0].where; });
    return same ? chosen[0].where : large.querySelector("h1").dataset["else"];
  }
  function project(so) {
    document.documentElement.classList.toggle("large", so);
    large.hidden = !so;
    if (!so) return box.querySelector(".project").focus();
    var cards = large.querySelector("ol");
    cards.textContent = "";
    chosen.forEach(function (item) {
      var card = made("li");
      card.append(item.shown());
      cards.append(card);
    });
    large.querySelector("h1").textContent = common();
    large.querySelector(".back").focus();
    window.scrollTo(0, 0);
  }

  box.querySelector(".project").addEventListener("click", function () { if (chosen.length) project(true); });
  large.querySelector(".back").addEventListener("click", function () { project(false); });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && !large.hidden) project(false);
  });
  show();
  return {
    // A tick that takes a response to the board: its id is the same whenever the response is shown.
    tick: function (tick, item) {
      ticks.set(item.id, tick);
      tick.checked = at(item.id) >= 0;
      tick.setAttribute("aria-label", word("to-board", [item.text]));
      tick.addEventListener("change", function () {
        if (tick.checked) chosen.push(item); else chosen.splice(at(item.id), 1);
        show();
        say(word("on-board", [chosen.length]));
      });
    }
  };
}
