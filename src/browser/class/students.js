// Owns who the students are. Each is called by the name of a mathematician, the same as long as the page is open, until the
// names are asked for.

function students() {
  var names = shuffled(document.body.dataset.mathematicians.split(/\s*,\s*/)), list = [], shown = false;

  // The order in which works arrive must not tell who is who.
  function shuffled(list) {
    for (var at = list.length - 1; at > 0; at--) {
      var other = Math.floor(Math.random() * (at + 1)), kept = list[at];
      list[at] = list[other];
      list[other] = kept;
    }
    return list;
  }
  function another(name) {
    var round = Math.floor(list.length / names.length), alias = names[list.length % names.length];
    var student = { name: name, alias: round ? alias + " " + (round + 1) : alias, tasks: new Set() };
    list.push(student);
    return student;
  }
  return {
    // The student of that name. Two works for one task under one name, or without one, are those of two students.
    of: function (name, task) {
      var student = list.find(function (one) { return name && one.name === name && !one.tasks.has(task); });
      student = student || another(name);
      student.tasks.add(task);
      return student;
    },
    called: function (student) {
      if (!shown) return student.alias;
      return student.name || word("without-name", [student.alias]);
    },
    show: function (so) { shown = so; }
  };
}
