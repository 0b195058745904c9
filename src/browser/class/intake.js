// Owns how works come in: files and codes, one after the other, each taken or refused with a reason. Takes all of it for
// hostile: a text is only ever read by the engine.

function intake(texts, library, people, changed) {
  var box = document.getElementById("intake"), told = box.querySelector(".told"), refusals = box.querySelector(".refused");
  var most = +box.dataset.works, longest = +box.dataset.longest, responses = box.dataset.responses;
  var works = [], ids = new Set(), waiting = [], busy = false, counts = null;

  function refuse(source, why, parts) {
    counts.refused++;
    var line = made("li");
    line.append(own(source.name, "source"), " " + word(why, parts));
    refusals.append(line);
  }
  function add(fields, task, seen) {
    var responses = seen.filter(function (one) { return one.group !== "gone"; });
    var work = { student: people.of(fields[1], task.name), task: task, responses: responses, id: fields.join(PART) };
    work.gone = seen.length - responses.length;
    works.push(work);
    ids.add(work.id);
    counts.read++;
  }
  function take(source, text) {
    var fields = texts.readWork(text), id = fields.join(PART);
    if (!fields[0]) return refuse(source, fields[1], fields[1] === "work-too-many" ? [responses] : fields.slice(2));
    if (ids.has(id)) return counts.already++;
    if (!library.has(fields[0])) return refuse(source, "work-task", [Array.from(fields[0]).slice(0, 60).join("")]);
    return Promise.all([library.edition(fields[0]), library.original(fields[0])]).then(function (both) {
      return judged(both[0].engine, fields.slice(3)).then(function (seen) {
        if (seen) add(fields, both[1], seen);
        else refuse(source, "work-too-slow");
      });
    }, function () { refuse(source, "task-broken", [fields[0]]); });
  }
  function read(source) {
    if (works.length >= most) return refuse(source, "too-many-works", [most]);
    if (!source.file) return take(source, source.text);
    if (source.file.size > longest) return refuse(source, "file-too-large", [Math.floor(longest / 1024)]);
    return source.file.text().then(function (text) { return take(source, text); }, function () { refuse(source, "file-closed"); });
  }
  // One after the other, so that the page stays alive; of the same work twice in one drop the second is known.
  function next() {
    var source = waiting.shift();
    if (!source) return done();
    Promise.resolve(source).then(read).then(next, function () {
      refuse(source, "work-unknown");
      next();
    });
  }
  function done() {
    busy = false;
    tell();
    changed(works);
  }
  function tell() {
    var words = [word("read-so-many", [counts.read])];
    if (counts.already) words.push(word("already-so-many", [counts.already]));
    if (counts.refused) words.push(word("refused-so-many", [counts.refused]));
    words.push(word("here-so-many", [works.length]));
    told.textContent = words.join(" ");
    say(told.textContent);
  }
  function begin() {
    busy = true;
    counts = { read: 0, refused: 0, already: 0 };
    refusals.textContent = "";
  }
  function bring(sources) {
    var idle = !busy;
    if (!sources.length) return;
    if (idle) begin();
    if (sources.length > most) refuse(sources[most], "too-many-files", [sources.length - most, most]);
    waiting = waiting.concat(sources.slice(0, most));
    if (idle) next();
  }

  function files(list) {
    bring(Array.from(list).map(function (file) { return { name: file.name, file: file }; }));
  }
  // Codes may stand among other words: each begins with its mark and ends where no sign of a code follows.
  function codes(text) {
    if (!text.trim()) return;
    var found = text.split(/(?=lf1\.)/).filter(function (part) { return part.indexOf("lf1.") === 0; });
    bring((found.length ? found : [text]).map(function (part, nth) {
      return { name: word("pasted", [nth + 1]), text: found.length ? alone(part.match(/^lf1\.[\w\s-]*/)[0]) : part };
    }));
  }
  // What follows a code may be the name of the next student, which could be a part of the code as well.
  function alone(code) {
    var words = code.trim().split(/\s+/);
    for (var less = 0; less < 4 && less < words.length; less++) {
      var shorter = words.slice(0, words.length - less).join("");
      if (texts.readWork(shorter)[0]) return shorter;
    }
    return code;
  }

  var drop = box.querySelector(".drop"), field = box.querySelector("textarea"), chooser = box.querySelector("input[type=file]");
  chooser.addEventListener("change", function () {
    files(chooser.files);
    chooser.value = "";
  });
  // What is dropped beside the place must not open in place of the page.
  ["dragover", "drop"].forEach(function (kind) {
    document.addEventListener(kind, function (event) { event.preventDefault(); });
  });
  document.addEventListener("dragover", function () { drop.classList.add("over"); });
  ["dragleave", "drop"].forEach(function (kind) {
    document.addEventListener(kind, function () { drop.classList.remove("over"); });
  });
  document.addEventListener("drop", function (event) {
    if (event.dataTransfer.files.length) files(event.dataTransfer.files);
    else codes(event.dataTransfer.getData("text/plain"));
  });
  box.querySelector(".read").addEventListener("click", function () {
    codes(field.value);
    field.value = "";
  });
  return {
    remove: function (work) {
      works.splice(works.indexOf(work), 1);
      ids.delete(work.id);
      work.student.tasks.delete(work.task.name);
      changed(works);
    }
  };
}
