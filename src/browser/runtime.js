// Carries texts between the page and the engine. It decides nothing: what is shown and what is right comes from the
// engine. Without it the page is whole and can be worked on paper.
(function () {
  "use strict";
  var PART = "\u001f";

  function open(exports, text) {
    var encoder = new TextEncoder(), decoder = new TextDecoder();
    function give(text) {
      var bytes = encoder.encode(text), at = exports.lf_room(bytes.length);
      new Uint8Array(exports.memory.buffer, at, bytes.length).set(bytes);
      return [at, bytes.length];
    }
    function take(at) {
      var length = new DataView(exports.memory.buffer).getUint32(at, true);
      var text = decoder.decode(new Uint8Array(exports.memory.buffer, at + 4, length));
      exports.lf_free(at, length + 4);
      return text.split(PART);
    }
    function call(name, model, fields) {
      var given = give(fields.join(PART));
      var answer = take(exports[name](model, given[0], given[1]));
      exports.lf_free(given[0], given[1]);
      return answer;
    }
    var given = give(text), model = exports.lf_open(given[0], given[1]);
    exports.lf_free(given[0], given[1]);
    if (!model) throw new Error("model");
    return {
      present: function (section, row) { return call("lf_present", model, [section, row]); },
      judge: function (fields) {
        var f = call("lf_judge", model, fields);
        return { outcome: f[0], idea: f[1], way: f[2], fits: f[3], of: f[4], found: f[5], says: f[6], readAs: f[7] };
      },
      read: function (fields) {
        var f = call("lf_read", model, fields);
        return { state: f[0], mathml: f[1], words: f[2], says: f[3] };
      }
    };
  }

  function unpack(base64) {
    var binary = atob(base64), bytes = new Uint8Array(binary.length);
    for (var i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
    var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).arrayBuffer();
  }

  function all(root, css) { return Array.prototype.slice.call(root.querySelectorAll(css)); }

  // A field's text must not part the fields of a call.
  function typed(field) { return field.value.split(PART).join(" "); }

  // What parts the cells of a table cannot stand inside one.
  function inCell(field) { return typed(field).replace(/[;\n]/g, " "); }

  function inLine(line) {
    var own = line.querySelector(".own"), cell = inCell(line.querySelector(".cell"));
    if (!own || !(inCell(own).trim() + cell.trim())) return cell;
    return inCell(own) + ": " + cell;
  }

  function response(ask) {
    switch (ask.dataset.sort) {
      case "table":
        return all(ask, "tbody tr").map(inLine).join(";");
      case "choice":
        return all(ask, "input:checked").map(function (item) { return item.value; }).join(" ");
      default:
        return all(ask, "input, textarea").map(typed).join("\n");
    }
  }

  // What is said again must be new to a screen reader: the region is emptied first and filled a moment later. Meanwhile
  // the element around it keeps its height, so that nothing on the page moves.
  var TICK = 80;
  function sayAgain(region, around, html) {
    around.style.minHeight = around.offsetHeight + "px";
    region.textContent = "";
    setTimeout(function () {
      region.innerHTML = html;
      around.style.minHeight = "";
    }, TICK);
  }

  // How a line is read is shown at once and spoken after a pause; what cannot be read is shown after the pause or when the
  // field is left. Neither is an attempt.
  var PAUSE = 1000;
  function readings(read) {
    var aloud = document.querySelector(".aloud"), waiting = 0, untold = null;

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
      say(found.words || all(place(ask), "p").map(function (p) { return p.textContent; }).join(" "));
    }
    function say(text) {
      aloud.textContent = "";
      waiting = setTimeout(function () { aloud.textContent = text; }, TICK);
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
      ask.insertBefore(pad, ask.querySelector(".feedback"));
      pad.hidden = false;
      button(ask).setAttribute("aria-expanded", "true");
      all(ask, "input").forEach(function (input) { input.inputMode = "none"; });
      // Where it stood above, the ask would jump up from under the finger.
      scrollBy({ top: ask.getBoundingClientRect().top - top, behavior: "instant" });
      pad.scrollIntoView({ block: "nearest" });
    }
    function use(input) {
      field = input;
      if (coarse && wanted) open(input.closest(".ask"));
    }
    function edit(text, from, to) {
      field.setRangeText(text, from, to, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
      if (field.selectionEnd === field.value.length) field.scrollLeft = field.scrollWidth;
    }
    function press(key) {
      var from = field.selectionStart, to = field.selectionEnd, move = 0;
      if (key.dataset.do === "delete") return edit("", from === to ? Math.max(from - 1, 0) : from, to);
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
      if (!key || !field) return;
      if (event.detail) field.focus();
      press(key);
    });
    all(document, ".ask[data-pad]").forEach(function (ask) {
      button(ask).addEventListener("mousedown", stay);
      button(ask).addEventListener("click", function (event) {
        wanted = pad.closest(".ask") !== ask;
        if (!field || field.closest(".ask") !== ask) field = ask.querySelector("input");
        if (wanted) open(ask); else close();
        if (event.detail) field.focus();
      });
    });
    all(document, ".ask[data-pad] input").forEach(function (input) {
      input.addEventListener("pointerdown", function () { if (coarse && wanted) input.inputMode = "none"; });
      input.addEventListener("focus", function () { use(input); });
      input.addEventListener("click", function () { use(input); });
    });
    document.addEventListener("focusin", function (event) {
      var ask = pad.closest(".ask");
      if (ask && !ask.contains(event.target)) close();
    });
    document.addEventListener("keydown", function (event) {
      var ask = pad.closest(".ask");
      if (event.key !== "Escape" || !ask || !ask.contains(event.target)) return;
      close();
      field.focus();
    });
    return { checked: function () { if (coarse) close(); } };
  }

  function start(engine) {
    var rows = {}, history = [], said = new Map();
    function row(section) { return rows[section] || 0; }
    function rowOf(ask) { return row(ask.closest("section").dataset.section); }

    var reading = readings(function (ask, field) {
      var line = field.closest("tbody tr");
      var fields = all(ask, ".fields input");
      var cell = line ? all(ask, "tbody tr").indexOf(line) : fields.length ? fields.indexOf(field) : "";
      return engine.read([ask.dataset.ask, rowOf(ask), line ? inLine(line) : typed(field), cell]);
    });
    var pad = document.getElementById("key_pad") && keypad(document.getElementById("key_pad"));

    function check(ask) {
      var given = [ask.dataset.ask, rowOf(ask), response(ask)];
      var feedback = engine.judge(given.concat.apply(given, history));
      reading.checked(ask);
      if (pad) pad.checked();
      show(ask, feedback);
      if (feedback.outcome !== "empty" && feedback.outcome !== "unreadable") history.push(given);
    }

    function show(ask, feedback) {
      var region = ask.querySelector(".feedback"), found = ask.querySelector(".found");
      ask.dataset.outcome = feedback.outcome;
      if (said.get(region) === feedback.says) sayAgain(region, ask, feedback.says);
      else region.innerHTML = feedback.says;
      said.set(region, feedback.says);
      if (found && feedback.outcome === "new") {
        var item = document.createElement("li");
        item.textContent = feedback.readAs;
        found.querySelector("ul").appendChild(item);
        found.hidden = false;
      }
    }

    function next(section) {
      var at = section.dataset.section;
      rows[at] = row(at) + 1;
      var slots = engine.present(at, rows[at]);
      all(section, "[data-slot]").forEach(function (slot) { slot.innerHTML = slots[slot.dataset.slot]; });
      all(section, ".ask").forEach(function (ask) {
        delete ask.dataset.outcome;
        reading.clear(ask);
        all(ask, ".feedback, .found ul").forEach(function (region) {
          region.textContent = "";
          said.delete(region);
        });
        all(ask, ".found").forEach(function (found) { found.hidden = true; });
        all(ask, "input[type=text], textarea").forEach(function (field) { field.value = ""; });
        all(ask, "input:checked").forEach(function (item) { item.checked = false; });
      });
    }

    all(document, ".ask").forEach(function (ask) {
      all(ask, ".check").forEach(function (button) { button.addEventListener("click", function () { check(ask); }); });
      all(ask, "input").forEach(function (field) {
        field.addEventListener("keydown", function (event) {
          if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); check(ask); }
        });
        if (!ask.querySelector(".reading")) return;
        field.addEventListener("input", function () { reading.typed(ask, field); });
        field.addEventListener("blur", function () { reading.left(ask); });
      });
    });
    all(document, "[data-next]").forEach(function (button) {
      button.addEventListener("click", function () { next(button.closest("section")); });
    });
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
      start(open(engine.instance.exports, model.textContent));
    }).catch(broken);
  } catch (error) {
    broken();
  }
})();
