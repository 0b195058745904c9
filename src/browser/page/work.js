// Owns a student's work outside the fields: kept on this device once the student says so, erased, handed in. It is one
// text, which the engine writes and reads.

function work(texts, given, again, forget) {
  var box = document.getElementById("my_work");
  if (!box) return function () {};
  var task = box.dataset.task, key = "lowfloor " + task;
  function part(css) { return box.querySelector(css); }
  var keep = part(".keep"), name = part(".who"), code = part(".code"), told = part(".told"), eraser = part(".erase");
  var text = "", ask = eraser.textContent;

  // A browser may refuse; then nothing is kept, and the page says so.
  function store(use) {
    try { return use(localStorage); } catch (error) { return undefined; }
  }
  function tell(words) {
    told.textContent = words;
    say(words);
  }
  function changed() {
    var made = texts.write([task, name.value].concat(given()));
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
    forget();
    changed();
    tell(box.dataset.erased);
  });

  var kept = store(function (kept) { return kept.getItem(key); });
  var fields = kept ? texts.readWork(kept) : [];
  if (fields[0] === task) {
    keep.checked = true;
    name.value = fields[1];
    for (var at = 2; at + 2 < fields.length; at += 3) again(fields.slice(at, at + 3));
  }
  changed();
  return changed;
}
