// Owns the keypad that is lent to a field.

// Room for the label of a field, in pixels.
var ABOVE = 36;

// The keypad is one; it moves to the ask whose field is in use. Where there is no keyboard it opens with the field, and
// the system's own keyboard stays away as long as it is open.
function keypad(pad) {
  var coarse = matchMedia("(pointer: coarse)").matches, wanted = coarse, field = null;

  function button(ask) { return ask.querySelector(".keys"); }
  function letters(ask) {
    all(pad, ".letter").forEach(function (key) { key.remove(); });
    var own = ask.dataset.own;
    (ask.dataset.letters || "").split(" ").concat(own ? own + " =" : []).forEach(function (letter) {
      if (!letter) return;
      var key = document.createElement("button");
      key.type = "button";
      key.className = "letter";
      key.dataset.key = letter === own + " =" ? letter + " " : letter;
      key.textContent = letter;
      pad.appendChild(key);
    });
  }
  function close() {
    if (pad.hidden) return;
    var ask = pad.closest(".ask");
    pad.hidden = true;
    document.body.appendChild(pad);
    button(ask).setAttribute("aria-expanded", "false");
    all(ask, "input").forEach(function (input) { input.removeAttribute("inputmode"); });
  }
  function open(ask) {
    if (pad.closest(".ask") === ask) return;
    var top = ask.getBoundingClientRect().top;
    close();
    letters(ask);
    pad.className = "pad " + ask.dataset.pad;
    ask.insertBefore(pad, ask.querySelector(".found, .feedback"));
    pad.hidden = false;
    button(ask).setAttribute("aria-expanded", "true");
    all(ask, "input").forEach(function (input) { input.inputMode = "none"; });
    // Where it stood above, the ask would jump up from under the finger.
    scrollBy({ top: ask.getBoundingClientRect().top - top, behavior: "instant" });
    free();
  }
  // All of the keypad is seen where there is room for it, but the field always: below the bar, above the keypad.
  function free() {
    var top = field.getBoundingClientRect().top - roof() - ABOVE;
    var after = pad.parentNode.querySelector(".found:not([hidden]), .feedback");
    var below = after.getBoundingClientRect().top - innerHeight;
    var by = top < 0 ? top : Math.min(Math.max(below, 0), top);
    if (by) scrollBy({ top: by, behavior: "instant" });
  }
  function use(input) {
    field = input;
    if (coarse && wanted) open(input.closest(".ask"));
    if (coarse && !pad.hidden) free();
  }
  function edit(text, from, to) {
    field.setRangeText(text, from, to, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    if (field.selectionEnd === field.value.length) field.scrollLeft = field.scrollWidth;
  }
  function press(key) {
    var from = field.selectionStart, to = field.selectionEnd, move = 0;
    if (key.dataset.do === "delete") return edit("", from === to ? Math.max(from - 1, 0) : from, to);
    if (key.dataset.do === "whole") return edit(key.dataset.key, 0, field.value.length);
    if (key.dataset.key) return edit(key.dataset.key, from, to);
    if (key.dataset.do === "left") move = Math.max(from - 1, 0);
    if (key.dataset.do === "right") move = Math.min(to + 1, field.value.length);
    field.setSelectionRange(move, move);
  }
  // The mouse and the finger leave the focus in the field.
  function stay(event) { event.preventDefault(); }

  pad.addEventListener("mousedown", stay);
  pad.addEventListener("click", function (event) {
    var key = event.target.closest("button");
    if (!key || !field || !field.isConnected) return;
    if (event.detail) field.focus();
    press(key);
  });
  all(document, ".ask[data-pad]").forEach(function (ask) {
    ask.addEventListener("pointerdown", function (event) {
      if (coarse && wanted && event.target.matches("input")) event.target.inputMode = "none";
    });
    ["focusin", "click"].forEach(function (what) {
      ask.addEventListener(what, function (event) { if (event.target.matches("input")) use(event.target); });
    });
    button(ask).addEventListener("mousedown", stay);
    button(ask).addEventListener("click", function (event) {
      wanted = pad.closest(".ask") !== ask;
      if (!field || !ask.contains(field)) field = ask.querySelector("input");
      if (wanted) open(ask); else close();
      if (event.detail) field.focus();
    });
  });
  document.addEventListener("focusin", function (event) {
    var ask = pad.closest(".ask"), top = event.target.getBoundingClientRect().top;
    if (!ask || ask.contains(event.target)) return;
    close();
    // What is pressed below it stays under the finger, or the press would be lost.
    scrollBy({ top: event.target.getBoundingClientRect().top - top, behavior: "instant" });
  });
  document.addEventListener("keydown", function (event) {
    var ask = pad.closest(".ask");
    if (event.key !== "Escape" || !ask || !ask.contains(event.target)) return;
    // The focus in the field would open it again.
    wanted = false;
    close();
    field.focus();
  });
  return { checked: function () { if (coarse) close(); } };
}
