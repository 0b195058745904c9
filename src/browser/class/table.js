// Owns the table of all responses, as a file for a spreadsheet; the engine writes its text.

var COLUMNS = ["student", "task", "ask", "case", "typed", "read", "group", "name"];

function table(texts, people, works) {
  var cells = COLUMNS.map(function (column) { return word("head-" + column); });
  works().forEach(function (work) {
    work.responses.forEach(function (one) {
      cells.push(people.called(work.student), work.task.name, one.ask, one["case"], one.text, one.readAs,
        word("group-" + one.group), one.name);
    });
  });
  var text = texts.spreadsheet([document.body.dataset.decimal, COLUMNS.length].concat(cells));
  var link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  link.download = "class.csv";
  link.click();
  setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
}
