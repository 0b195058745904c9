// Owns the map of the page: it marks the part that is read; on a small screen it folds up when a way is chosen.

function map() {
  var fold = document.querySelector(".map details"), links = all(document, ".map a"), seen = new Set();
  if (!fold) return;
  var wide = matchMedia("(min-width: 70rem)");
  function fit() { fold.open = wide.matches; }
  function mark() {
    var here = links.find(function (link) { return seen.has(link.hash); });
    if (!here) return;
    links.forEach(function (link) { link.removeAttribute("aria-current"); });
    here.setAttribute("aria-current", "true");
    // Beside the text the map has a height of its own and follows; folded up there is nothing to follow.
    var list = here.closest("nav"), at = here.offsetTop - list.clientHeight / 2;
    if (list.scrollHeight > list.clientHeight) list.scrollTop = at;
  }
  var watch = new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) { seen[entry.isIntersecting ? "add" : "delete"]("#" + entry.target.id); });
    mark();
  }, { rootMargin: "-20% 0px -60% 0px" });
  all(document, "section[id]").forEach(function (section) { watch.observe(section); });
  links.forEach(function (link) {
    link.addEventListener("click", fit);
  });
  wide.addEventListener("change", fit);
  fit();
}
