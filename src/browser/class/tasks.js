// Owns the tasks of the site: what the page must know of one is loaded once there is work for it. Work in another language
// is judged in that language, and counts for the task.

function tasks(exports) {
  var arrived = new Map(), loading = new Map(), titles = new Map(), originals = new Map();
  all(document.getElementById("choose_task"), "option").forEach(function (option) {
    titles.set(option.value, option.textContent);
    option.dataset.editions.split(" ").forEach(function (edition) { originals.set(edition, option.value); });
  });
  // The script of a task makes this one call.
  window.lowfloorTask = function (json) {
    var task = JSON.parse(json);
    arrived.set(task.name, task);
  };
  function loaded(name) {
    return new Promise(function (done, failed) {
      var script = document.createElement("script");
      script.src = encodeURIComponent(name.replace("/", ".")) + ".js";
      script.addEventListener("load", function () {
        var task = arrived.get(name);
        if (!task) return failed(new Error(name));
        task.title = titles.get(originals.get(name));
        task.engine = open(exports, task.model);
        delete task.model;
        done(task);
      });
      script.addEventListener("error", failed);
      document.head.append(script);
    });
  }
  function edition(name) {
    if (!loading.has(name)) loading.set(name, loaded(name));
    return loading.get(name);
  }
  return {
    has: function (name) { return originals.has(name); },
    edition: edition,
    original: function (name) { return edition(originals.get(name)); }
  };
}
