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

  function response(ask) {
    switch (ask.dataset.sort) {
      case "table":
        return all(ask, "tbody tr").map(function (line) {
          var own = line.querySelector(".own"), cell = inCell(line.querySelector(".cell"));
          if (!own || !(inCell(own).trim() + cell.trim())) return cell;
          return inCell(own) + ": " + cell;
        }).join(";");
      case "choice":
        return all(ask, "input:checked").map(function (item) { return item.value; }).join(" ");
      default:
        return all(ask, "input, textarea").map(typed).join("\n");
    }
  }

  function start(engine) {
    var rows = {}, history = [];
    function row(section) { return rows[section] || 0; }

    function check(ask) {
      var section = ask.closest("section").dataset.section, text = response(ask);
      var given = [ask.dataset.ask, row(section), text];
      var feedback = engine.judge(given.concat.apply(given, history));
      show(ask, feedback);
      if (feedback.outcome !== "empty" && feedback.outcome !== "unreadable") history.push(given);
    }

    function show(ask, feedback) {
      var region = ask.querySelector(".feedback"), found = ask.querySelector(".found");
      ask.dataset.outcome = feedback.outcome;
      region.innerHTML = feedback.says;
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
        all(ask, ".feedback, .found ul").forEach(function (region) { region.textContent = ""; });
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
