// Owns the class view: which task and ask are looked at, the list of students, and the start of it all. The script decides
// nothing: what a response is comes from the engine, again for every work.

function start(exports) {
  var texts = plain(exports), people = students(), look = document.getElementById("look"), works = [];
  var chooseTask = document.getElementById("choose_task"), chooseAsk = document.getElementById("choose_ask");
  var earlier = look.querySelector(".earlier"), seen = groups(people, board());
  var incoming = intake(texts, tasks(exports), people, changed);

  function ofTask() { return works.filter(function (work) { return work.task.name === chooseTask.value; }); }
  function task() { return (ofTask()[0] || {}).task; }

  // Only tasks with work can be looked at.
  function listTasks() {
    all(chooseTask, "option").forEach(function (option) {
      option.hidden = option.disabled = !works.some(function (work) { return work.task.name === option.value; });
    });
    if (!task() && works.length) chooseTask.value = works[0].task.name;
  }
  function listAsks() {
    var before = chooseAsk.value, mine = ofTask(), asks = task() ? task().asks : [];
    chooseAsk.textContent = "";
    asks.forEach(function (ask) {
      var option = made("option", word("ask-and-count", [ask.nth ? ask.heading + " " + ask.nth : ask.heading, seen.count(mine, ask)]));
      option.value = ask.id;
      chooseAsk.append(option);
    });
    var first = asks.find(function (ask) { return ask.sort === "rule"; }) || asks[0];
    chooseAsk.value = asks.some(function (ask) { return ask.id === before; }) ? before : first ? first.id : "";
  }
  function showAsk() {
    var here = task(), ask = here && here.asks.find(function (ask) { return ask.id === chooseAsk.value; });
    if (!ask) return;
    look.querySelector(".asked").textContent = ask.label;
    seen.show(here, ofTask(), ask, earlier.checked);
  }
  function listStudents() {
    var list = document.querySelector("#students ul");
    list.textContent = "";
    works.forEach(function (work) {
      var line = fresh("student_form"), name = people.called(work.student), off = line.querySelector("button");
      line.querySelector(".who").append(own(name));
      line.querySelector(".of").textContent = work.task.title;
      line.querySelector(".so-many").textContent = word("so-many-responses", [work.responses.length]);
      if (work.gone) line.querySelector(".gone").textContent = word("work-gone", [work.gone]);
      off.setAttribute("aria-label", word("remove-work", [name]));
      off.addEventListener("click", function () {
        incoming.remove(work);
        document.querySelector("#students summary").focus();
        say(word("work-removed", [name]));
      });
      list.append(line);
    });
    document.querySelector("#students summary .count").textContent = works.length;
  }
  function showAll() {
    listStudents();
    showAsk();
  }
  function changed(now) {
    var gone = 0;
    works = now;
    works.forEach(function (work) { gone += work.gone; });
    document.body.classList.toggle("with-work", works.length > 0);
    document.querySelector("#intake .gone").textContent = gone ? word("works-gone", [gone]) : "";
    listTasks();
    listAsks();
    showAll();
  }

  chooseTask.addEventListener("change", function () { listAsks(); showAsk(); });
  chooseAsk.addEventListener("change", showAsk);
  earlier.addEventListener("change", showAsk);
  document.querySelector(".names-button").addEventListener("click", function (event) {
    var button = event.currentTarget, so = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", so);
    people.show(so);
    showAll();
  });
  document.querySelector(".save").addEventListener("click", function () { table(texts, people, function () { return works; }); });
  document.querySelector(".print").addEventListener("click", function () { window.print(); });
  document.documentElement.classList.add("js");
}

function broken() {
  var notice = made("p", document.body.dataset.broken, "notice");
  document.querySelector("header").append(notice);
}

// A browser that cannot unpack throws at once; one that may not run the engine says so later.
try {
  unpack(ENGINE).then(function (bytes) {
    return WebAssembly.instantiate(bytes);
  }).then(function (engine) {
    start(engine.instance.exports);
  }).catch(broken);
} catch (error) {
  broken();
}
