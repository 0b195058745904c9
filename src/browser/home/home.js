// Owns the choosing among the tasks of a site. What is chosen stands in the address, so that it can be sent on; the tasks
// themselves stand in the page, and all of them do without this script.

var form = document.querySelector(".choose"), shown = form.querySelector(".shown"), clear = form.querySelector(".all");
var fields = all(form, "select, input"), entries = all(document, ".entry").map(indexed);

// A text as it is searched: without capitals and accents.
function folded(text) { return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, ""); }

// A task with the words it is searched in.
function indexed(entry) {
  var said = entry.dataset.headings + " " + entry.querySelector(".about").textContent;
  return { entry: entry, words: folded(said) };
}

// Whether a task has what is chosen: one value of a list, or every word that is searched.
function has(one, field) {
  var value = field.value.trim();
  if (!value) return true;
  if (field.type === "search") return folded(value).split(/\s+/).every(function (word) { return one.words.indexOf(word) >= 0; });
  return (one.entry.dataset[field.name] || "").split("|").indexOf(value) >= 0;
}

function choose() {
  var set = fields.filter(function (field) { return field.value.trim(); }), count = 0;
  entries.forEach(function (one) {
    var fits = set.every(function (field) { return has(one, field); });
    if (one.entry.hidden === fits) one.entry.hidden = !fits;
    count += fits;
  });
  clear.hidden = !set.length;
  var said = filled(document.body.dataset.shown, [count, entries.length]);
  shown.textContent = count ? said : said + ". " + document.body.dataset.none;
  return set;
}

// Puts what is chosen into the address, without a step in the history for each letter.
function keep() {
  var chosen = new URLSearchParams();
  choose().forEach(function (field) { chosen.set(field.name, field.value.trim()); });
  history.replaceState(null, "", "#" + chosen);
}

// What the address says; a value that no list has chooses nothing. A link to a part of the page changes no choice.
function read() {
  if (location.hash && location.hash.indexOf("=") < 0) return choose();
  var chosen = new URLSearchParams(location.hash.slice(1));
  fields.forEach(function (field) {
    field.value = chosen.get(field.name) || "";
    if (field.selectedIndex < 0) field.value = "";
  });
  return choose();
}

form.addEventListener("input", keep);
form.addEventListener("submit", function (event) { event.preventDefault(); });
clear.addEventListener("click", function () {
  form.reset();
  keep();
  fields[0].focus();
});
addEventListener("hashchange", read);
document.documentElement.classList.add("js");
read();
