// Owns the numbers in the text that students may change. Which values there are says the engine.

// Keys of a control, each with the change it stands for.
var CHANGES = { ArrowUp: "1", ArrowDown: "-1", PageUp: "10", PageDown: "-10", Home: "low", End: "high" };

function controls(engine, row, turn) {
  function section(control) { return control.closest("section").dataset.section; }
  function next(control, change) {
    return engine.step(section(control), row(section(control)), control.dataset.control, change);
  }
  function change(control, change) {
    var to = next(control, change), top = control.getBoundingClientRect().top;
    if (to) turn(control.closest("section"), to);
    // A picture above that grows does not push it away from under the finger.
    scrollBy({ top: control.getBoundingClientRect().top - top, behavior: "instant" });
    return to;
  }
  function show(control) {
    var field = control.querySelector("input"), value = control.querySelector(".value").textContent;
    field.value = field.defaultValue = value;
    field.size = Math.max(value.length, 2);
    if (isNaN(value)) field.setAttribute("aria-valuetext", value);
    else field.setAttribute("aria-valuenow", value);
    all(control, "button").forEach(function (button) {
      button.setAttribute("aria-disabled", !next(control, button.dataset.change));
    });
  }
  function typed(control) {
    var field = control.querySelector("input");
    if (field.value.trim() !== control.querySelector(".value").textContent && change(control, "=" + field.value)) return;
    show(control);
  }
  all(document, ".control").forEach(function (control) {
    var field = control.querySelector("input");
    all(control, "button").forEach(function (button) {
      button.addEventListener("click", function () { change(control, button.dataset.change); });
    });
    field.addEventListener("keydown", function (event) {
      var key = CHANGES[event.key];
      if (event.key === "Enter" && !event.isComposing) typed(control);
      else if (!key || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || !change(control, key)) return;
      event.preventDefault();
    });
    field.addEventListener("focus", function () { field.select(); });
    field.addEventListener("change", function () { typed(control); });
    show(control);
  });
  // What the section's controls say in words, and what its changed pictures show.
  function words(section) {
    var said = all(section, ".control").map(function (control) {
      return control.querySelector("input").getAttribute("aria-label") + ": " + control.querySelector(".value").textContent;
    });
    return said.concat(all(section, "[data-slot] svg").map(function (picture) { return picture.getAttribute("aria-label"); })).join(". ");
  }
  return {
    shown: function (section) { all(section, ".control").forEach(show); },
    words: words
  };
}
