// Owns how the responses to one ask are put together: by way of seeing and by idea. What group a response belongs to is the
// engine's word; here equal ones are laid side by side and counted.

// Groups without a name of their own, behind the ways and behind the ideas.
var RIGHT = ["right", "found"], REST = ["partly", "not-yet", "noted", "unreadable"];
// How many different responses of a group are shown, and how many ways of typing one.
var SHOWN = 100, TYPED = 4;
// What is typed for these says no more than what is read.
var HEARD = ["choice", "words", "table"];

// The latest response of a student that could be read; one that could not only where there is no other.
function latest(responses) {
  var read = responses.filter(function (one) { return one.group !== "unreadable"; });
  return (read.length ? read : responses).slice(-1);
}

// The responses to an ask by group, equal ones together, each with the students who gave it.
function gathered(works, ask, earlier) {
  var found = { groups: new Map(), silent: [], of: works.length };
  works.forEach(function (work) {
    var given = work.responses.filter(function (one) { return one.ask === ask.id && one.group !== "empty"; });
    if (!given.length) found.silent.push(work.student);
    (earlier ? given : latest(given)).forEach(function (one) { lay(found.groups, one, work.student); });
  });
  return found;
}
function lay(groups, one, student) {
  var id = one.group + " " + one.name, group = groups.get(id);
  if (!group) groups.set(id, group = { kind: one.group, name: one.name, students: new Set(), cards: new Map() });
  var same = one["case"] + PART + (one.readAs || one.text.trim()), card = group.cards.get(same);
  if (!card) group.cards.set(same, card = { id: id + PART + same, first: one, students: new Set(), typed: new Set() });
  group.students.add(student);
  card.students.add(student);
  card.typed.add(one.text.trim());
}

// The groups in the author's order: ways, other right ones, ideas, then what has no name.
function inOrder(found, ask) {
  var order = ask.ways.map(function (way) { return "way " + way.name; });
  RIGHT.forEach(function (kind) { order.push(kind + " "); });
  ask.ideas.forEach(function (idea) { order.push("idea " + idea.name); });
  found.groups.forEach(function (group, id) { if (group.kind === "idea" && order.indexOf(id) < 0) order.push(id); });
  REST.forEach(function (kind) { order.push(kind + " "); });
  return order.filter(function (id) { return found.groups.has(id); }).map(function (id) { return found.groups.get(id); });
}

function groups(people, onBoard) {
  var box = document.getElementById("groups"), list = document.getElementById("glance"), summary = document.querySelector("#look .responded");

  function counted(line, count, of) {
    line.querySelector(".so-many").textContent = word("so-many-students", [count, of]);
  }
  // A group in the list at the top, with one tile for each student; the number beside them says the same.
  function glance(group, nth, count, of) {
    var line = fresh("glance_form"), link = line.querySelector("a"), tiles = line.querySelector(".tiles");
    group.id = "group_" + nth;
    link.href = "#" + group.id;
    link.textContent = group.querySelector("h3").textContent;
    line.dataset.kind = group.dataset.kind;
    for (var at = 0; at < count; at++) tiles.append(made("i"));
    counted(line, count, of);
    return line;
  }
  function names(students) {
    var line = made("span", "", "names");
    students.forEach(function (student) { line.append(own(people.called(student), "who"), " "); });
    return line;
  }
  // A response as it is read: the items of a choice, a picture, maths, or its text.
  function shown(task, ask, card) {
    var one = card.first, text = made("span", "", "as-read");
    text.lang = task.language;
    text.dir = "auto";
    if (ask.sort === "choice") text.append(items(ask, one));
    else text.append(drawn(task, ask, one) || own(readAs(one)));
    return text;
  }
  function readAs(one) { return one.readAs || one.text.trim(); }
  function drawn(task, ask, one) {
    if (ask.sort === "words" || !one.readAs) return null;
    var markup = task.engine.pick([ask.id, one.row, one.readAs]).figure;
    markup = markup || task.engine.read([ask.id, one.row, one.text, ""]).mathml;
    return markup && safe(markup);
  }
  // The author's own items, of which the response names some by number.
  function items(ask, one) {
    var list = document.createElement("span");
    one.readAs.split(/[\s,]+/).forEach(function (number, nth) {
      var item = document.createElement("span");
      item.className = "item";
      item.innerHTML = ask.items[number - 1] || "";
      list.append(nth ? " · " : "", item);
    });
    return one.readAs ? list : own(readAs(one));
  }
  function response(task, ask, card) {
    var line = fresh("response_form"), typed = Array.from(card.typed), one = card.first;
    line.querySelector(".response").append(shown(task, ask, card));
    line.querySelector(".case").textContent = one["case"];
    if (typed.some(function (text) { return text !== readAs(one); }) && HEARD.indexOf(ask.sort) < 0) {
      line.querySelector(".typed").append(word("as-typed"));
      typed.slice(0, TYPED).forEach(function (text) { line.querySelector(".typed").append(" ", own(text)); });
    }
    line.querySelector(".given-by").append(names(card.students));
    line.querySelector(".count").textContent = word("so-many-times", [card.students.size]);
    onBoard.tick(line.querySelector("input"), {
      id: [task.name, ask.id, card.id].join(PART),
      text: Array.from(readAs(one)).slice(0, 60).join(""),
      where: [ask.heading, one["case"]].filter(Boolean).join(" · "),
      shown: function () { return shown(task, ask, card); }
    });
    return line;
  }
  // What the author wrote about a way or an idea.
  function about(task, ask, group, line) {
    var list = group.kind === "way" ? ask.ways : group.kind === "idea" ? ask.ideas : [];
    var known = list.find(function (one) { return one.name === group.name; });
    var kind = group.kind === "right" && ask.ways.length ? "right-other" : group.kind;
    line.querySelector("h3").textContent = group.name ? group.name.replace(/-/g, " ") : word("group-" + kind);
    line.querySelector(".kind").textContent = group.name ? word("group-" + kind) : "";
    if (!known) return;
    line.querySelector(".formula").innerHTML = known.formula;
    var words = line.querySelector(".words");
    words.lang = task.language;
    words.innerHTML = known.words;
    all(words, "img").forEach(function (picture) { picture.setAttribute("src", "../" + task.name + "/" + picture.getAttribute("src")); });
  }
  function group(task, ask, found, of) {
    var line = fresh("group_form"), list = line.querySelector(".responses"), cards = Array.from(found.cards.values());
    line.dataset.kind = found.kind;
    about(task, ask, found, line);
    counted(line.querySelector(".about"), found.students.size, of);
    cards.sort(function (a, b) { return b.students.size - a.students.size; });
    cards.slice(0, SHOWN).forEach(function (card) { list.append(response(task, ask, card)); });
    if (cards.length > SHOWN) list.append(made("li", word("and-more", [cards.length - SHOWN])));
    return line;
  }
  function silent(found) {
    var line = fresh("group_form");
    line.dataset.kind = "nothing";
    line.querySelector("h3").textContent = word("group-nothing");
    counted(line.querySelector(".about"), found.silent.length, found.of);
    line.querySelector(".responses").append(made("li"));
    line.querySelector(".responses li").append(names(found.silent));
    return line;
  }
  function add(group, count, of) {
    box.append(group);
    list.append(glance(group, box.children.length, count, of));
  }
  function unseen(ask, found) {
    var none = ask.ways.filter(function (way) { return !found.groups.has("way " + way.name); });
    return none.map(function (way) { return way.name.replace(/-/g, " "); });
  }
  return {
    show: function (task, works, ask, earlier) {
      var found = gathered(works, ask, earlier), none = unseen(ask, found);
      box.textContent = list.textContent = "";
      summary.textContent = word("responded", [found.of - found.silent.length, found.of]);
      inOrder(found, ask).forEach(function (one) { add(group(task, ask, one, found.of), one.students.size, found.of); });
      if (found.silent.length) add(silent(found), found.silent.length, found.of);
      var line = document.querySelector("#look .unseen");
      line.textContent = none.length ? word("seen-by-nobody", [none.join(", ")]) : "";
    },
    // How many students have responded to an ask.
    count: function (works, ask) {
      return works.length - gathered(works, ask, false).silent.length;
    }
  };
}
