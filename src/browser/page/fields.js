// Owns what stands in the fields of an ask, as one text.

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

// The name of an item is what stands beside it, in plain words: not everywhere is a formula heard as a name.
function nameItems(root) {
  all(root, ".ask.choice input").forEach(function (item) {
    item.removeAttribute("aria-labelledby");
    item.setAttribute("aria-label", inWords(item.nextElementSibling));
  });
}

// Puts a response back into the fields it came from.
function putBack(ask, text) {
  var fields = all(ask, "input, textarea");
  switch (ask.dataset.sort) {
    case "table":
      text.split(";").forEach(function (cell, at) {
        var line = ask.querySelectorAll("tbody tr")[at], own = line && line.querySelector(".own");
        var parts = own ? cell.split(": ") : [cell];
        if (!line) return;
        line.querySelector(".cell").value = parts.pop();
        if (own) own.value = parts.join(": ");
      });
      break;
    case "choice":
      fields.forEach(function (item) { item.checked = text.split(" ").indexOf(item.value) >= 0; });
      break;
    default:
      if (fields.length === 1) fields[0].value = text;
      else text.split("\n").forEach(function (line, at) { if (fields[at]) fields[at].value = line; });
  }
}
