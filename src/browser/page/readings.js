// Owns how a line that is being typed is shown and spoken.

// How a line is read is shown at once and spoken after a pause; what cannot be read is shown after the pause or when the
// field is left. Neither is an attempt.
var PAUSE = 1000;
function readings(read) {
  var waiting = 0, untold = null;

  function place(ask) { return ask.querySelector(".reading"); }
  function clear(ask) {
    place(ask).textContent = "";
    place(ask).classList.remove("unfinished");
  }
  function show(ask, field) {
    var found = read(ask, field), region = place(ask), text = field.value;
    // What was read stays while only something behind it is still missing.
    var goesOn = found.state === "unfinished" && region.dataset.text && text.indexOf(region.dataset.text) === 0;
    if (!goesOn) clear(ask);
    region.classList.toggle("unfinished", goesOn && !!region.firstChild);
    if (found.mathml) {
      region.innerHTML = found.mathml;
      region.firstChild.setAttribute("aria-label", found.words);
    }
    if (!goesOn) region.dataset.text = found.state === "read" ? text : "";
    return found;
  }
  function tell(ask, found) {
    untold = null;
    if (found.says) {
      clear(ask);
      place(ask).innerHTML = found.says;
    }
    say(found.words || inWords(place(ask)));
  }
  function typed(ask, field) {
    clearTimeout(waiting);
    var found = show(ask, field);
    untold = found.state === "empty" ? null : found;
    if (found.words || found.state === "unreadable") {
      waiting = setTimeout(function () { tell(ask, found); }, PAUSE);
    }
  }
  return {
    typed: typed,
    // Something that has changed, after a pause and once.
    say: function (text) {
      clearTimeout(waiting);
      if (text) waiting = setTimeout(function () { say(text); }, PAUSE);
    },
    // Leaving a field, a reader is told what could not be read; how the rest is read is on the page.
    left: function (ask) {
      clearTimeout(waiting);
      if (untold && untold.says) tell(ask, untold);
    },
    // The feedback says what there is to say.
    checked: function (ask) {
      clearTimeout(waiting);
      untold = null;
      if (place(ask) && place(ask).querySelector("p")) clear(ask);
    },
    clear: function (ask) {
      clearTimeout(waiting);
      untold = null;
      if (place(ask)) clear(ask);
    }
  };
}
