// Owns a student's work outside the fields: kept on this device once the student says so, erased, handed in, gone on with.
// It is one text, which the engine writes and reads.

// More of a file than the engine would read.
var MOST = 200000;

function work(texts, lesson) {
  var box = document.getElementById("my_work");
  if (!box) return function () {};
  var task = box.dataset.task, key = "lowfloor " + task;
  function part(css) { return box.querySelector(css); }
  var keep = part(".keep"), name = part(".who"), code = part(".code"), told = part(".told"), went = part(".went"), pasted = part(".pasted"), eraser = part(".erase");
  var text = "", ask = eraser.textContent;

  // A browser may refuse; then nothing is kept, and the page says so.
  function store(use) {
    try { return use(localStorage); } catch (error) { return undefined; }
  }
  function tell(words, where) {
    (where || told).textContent = words;
    say(words);
  }
  function changed() {
    var made = texts.write([task, name.value, lesson.rules.chosen()].concat(lesson.given()));
    text = made[0];
    code.value = made[1];
    if (keep.checked && store(function (kept) { kept.setItem(key, text); return true; }) !== true) {
      keep.checked = false;
      tell(box.dataset.refused);
    }
  }
  function drop() { store(function (kept) { kept.removeItem(key); }); }
  function calm() {
    eraser.textContent = ask;
    delete eraser.dataset.asked;
  }

  keep.addEventListener("change", function () {
    told.textContent = "";
    if (keep.checked) changed(); else drop();
  });
  name.addEventListener("input", changed);
  part(".copy").addEventListener("click", function () {
    code.select();
    document.execCommand("copy");
    tell(box.dataset.copied);
  });
  part(".file").addEventListener("click", function () {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    link.download = task + ".txt";
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  });
  eraser.addEventListener("blur", calm);
  eraser.addEventListener("click", function () {
    if (!eraser.dataset.asked) {
      eraser.dataset.asked = "yes";
      eraser.textContent = box.dataset.sure;
      say(box.dataset.sure);
      return;
    }
    calm();
    drop();
    keep.checked = false;
    name.value = "";
    lesson.forget();
    changed();
    tell(box.dataset.erased);
  });

  function resume(fields) {
    name.value = fields[1];
    for (var at = 3; at + 2 < fields.length; at += 3) lesson.again(fields.slice(at, at + 3));
    lesson.rules.choose(fields[2]);
  }
  // Only work that can be read whole, and is of this task, takes the place of what is on the page.
  part(".go_on").addEventListener("click", function () {
    var fields = texts.readWork(pasted.value);
    if (!fields[0]) return tell(filled(box.getAttribute("data-" + fields[1]), fields.slice(2)), went);
    if (fields[0] !== task) return tell(box.dataset.workOther, went);
    lesson.forget();
    resume(fields);
    pasted.value = "";
    changed();
    tell(box.dataset.resumed, went);
  });
  part(".from").addEventListener("change", function (event) {
    var file = event.target.files[0];
    // What is too long is refused by its beginning.
    if (file) file.slice(0, MOST).text().then(function (text) { pasted.value = text; });
  });

  var kept = store(function (kept) { return kept.getItem(key); });
  var fields = kept ? texts.readWork(kept) : [];
  if (fields[0] === task) {
    keep.checked = true;
    resume(fields);
  }
  changed();
  return changed;
}
