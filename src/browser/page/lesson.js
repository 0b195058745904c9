// Owns the lesson: checks, other cases, and the start of it all. The script decides nothing: what is shown and what is
// right comes from the engine. Without it the page is whole and can be worked on paper.

function start(engine, texts) {
  // What case a section shows, a listed one by its number or one of the students' own; the listed one it showed last.
  // From a smaller case the way leads back to the one it was taken from.
  var rows = {}, listed = {}, back = {}, history = [];
  function row(section) { return rows[section] || 0; }
  function rowOf(ask) { return row(ask.closest("section").dataset.section); }

  var reading = readings(function (ask, field) {
    var line = field.closest("tbody tr");
    var fields = all(ask, ".fields input, .filled input");
    var cell = line ? all(ask, "tbody tr").indexOf(line) : fields.length ? fields.indexOf(field) : "";
    return engine.read([ask.dataset.ask, rowOf(ask), line ? inLine(line) : typed(field), cell]);
  });
  var rules = bring(engine.read, function () { changed(); });
  var pad = document.getElementById("key_pad") && keypad(document.getElementById("key_pad"));

  var control = controls(engine, row, move), picking = picker(engine, rowOf, reading);

  function check(ask) {
    reading.checked(ask);
    if (pad) pad.checked();
    judge(ask);
    if (ask.dataset.outcome) inSight(ask.querySelector(".feedback"));
    say(inWords(ask.querySelector(".feedback")));
    changed();
  }

  function judge(ask) {
    var given = [ask.dataset.ask, rowOf(ask), response(ask)];
    var feedback = engine.judge(given.concat.apply(given, history));
    show(ask, feedback);
    if (feedback.outcome === "right") rules.right(ask, given[1], given[2], ask.querySelector(".feedback"));
    if (feedback.outcome !== "empty" && feedback.outcome !== "unreadable") history.push(given);
  }

  function show(ask, feedback) {
    var found = ask.querySelector(".found");
    ask.dataset.outcome = feedback.outcome;
    ask.querySelector(".feedback").innerHTML = feedback.says;
    if (found && feedback.outcome === "new") {
      var item = document.createElement("li");
      if (!picking.put(ask, feedback.readAs, item)) item.textContent = feedback.readAs;
      found.querySelector("ul").appendChild(item);
      found.hidden = false;
    }
  }

  // Another case empties what was about the one before; words and rules stay, for they are about no one case. Gives the
  // slots whose content is another now.
  function turn(section, to) {
    var at = section.dataset.section;
    rows[at] = to;
    delete back[at];
    if (!isNaN(to)) listed[at] = to;
    var slots = engine.present(at, to), fresh = all(section, "[data-slot]").filter(function (slot) {
      var before = slot.innerHTML;
      slot.innerHTML = slots[slot.dataset.slot];
      return slot.innerHTML !== before;
    });
    nameItems(section);
    control.shown(section);
    all(section, ".ask:not(.words, .rule)").forEach(function (ask) {
      empty(ask);
      picking.show(ask);
    });
    return fresh;
  }
  function empty(ask) {
    delete ask.dataset.outcome;
    reading.clear(ask);
    all(ask, ".feedback, .found ul").forEach(function (region) { region.textContent = ""; });
    all(ask, ".found").forEach(function (found) { found.hidden = true; });
    all(ask, "input[type=text], textarea").forEach(function (field) { field.value = ""; });
    all(ask, "input:checked").forEach(function (item) { item.checked = false; });
  }
  // A student has gone on to another case, and hears of it.
  function move(section, to) {
    var fresh = turn(section, to);
    reading.say(control.words(section));
    return fresh;
  }

  // What was kept is judged again: feedback is never kept.
  function again(given) {
    var ask = all(document, ".ask").find(function (ask) { return ask.dataset.ask === given[0]; });
    if (!ask) return;
    var section = ask.closest("section"), to = isNaN(given[1]) ? given[1] : +given[1];
    if (to !== rowOf(ask)) turn(section, to);
    putBack(ask, given[2]);
    picking.show(ask);
    if (ask.dataset.sort !== "words") judge(ask);
  }
  function given() {
    var words = all(document, ".ask.words").map(function (ask) { return [ask.dataset.ask, rowOf(ask), response(ask)]; });
    words = words.filter(function (one) { return one[2].trim(); });
    return [].concat.apply([], history.concat(words));
  }
  function forget() {
    history = [];
    rules.clear();
    all(document, ".ask").forEach(empty);
    all(document, "section[data-section]").forEach(function (section) { turn(section, 0); });
  }
  var changed = work(texts, { given: given, again: again, forget: forget, rules: rules });

  all(document, ".ask").forEach(function (ask) {
    all(ask, "textarea").forEach(function (field) { field.addEventListener("input", changed); });
    all(ask, ".check").forEach(function (button) { button.addEventListener("click", function () { check(ask); }); });
    // Fields in a figure are others after each change of the case: the ask hears what happens in them.
    ask.addEventListener("keydown", function (event) {
      if (event.key !== "Enter" || event.isComposing || !event.target.matches("input")) return;
      event.preventDefault();
      check(ask);
    });
    if (!ask.querySelector(".reading")) return;
    ask.addEventListener("input", function (event) { reading.typed(ask, event.target); });
    ask.addEventListener("focusout", function (event) { if (event.target.matches("input")) reading.left(ask); });
  });
  all(document, "[data-next]").forEach(function (button) {
    button.addEventListener("click", function () {
      var section = button.closest("section"), at = section.dataset.section;
      var fresh = move(section, at in back ? back[at] : (listed[at] || 0) + 1);
      // What lies in a hint that is closed is not seen anyhow.
      fresh = fresh.find(function (slot) { return !slot.closest("details:not([open])"); });
      inSight(fresh ? fresh.firstElementChild || fresh : section.querySelector("h2"));
    });
  });
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-case]");
    if (!button) return;
    var ask = button.closest(".ask"), section = ask.closest("section"), from = rowOf(ask);
    move(section, isNaN(button.dataset.case) ? button.dataset.case : +button.dataset.case);
    back[section.dataset.section] = from;
    ask.querySelector("input").focus();
  });
  nameItems(document);
  map();
  document.documentElement.classList.add("js");
}

function broken() {
  var notice = document.createElement("p");
  notice.className = "notice";
  notice.textContent = document.body.dataset.broken;
  document.querySelector("header").appendChild(notice);
}

var model = document.querySelector("script.model");
if (!model) return;
// A browser that cannot unpack throws at once; one that may not run the engine says so later.
try {
  unpack(ENGINE).then(function (bytes) {
    return WebAssembly.instantiate(bytes);
  }).then(function (engine) {
    start(open(engine.instance.exports, model.textContent), plain(engine.instance.exports));
  }).catch(broken);
} catch (error) {
  broken();
}
