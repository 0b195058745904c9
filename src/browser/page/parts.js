// Owns what every script needs: elements by a selector, sentences with their parts.

function all(root, css) { return Array.prototype.slice.call(root.querySelectorAll(css)); }

function filled(pattern, parts) {
  return pattern.replace(/\{(\d)\}/g, function (hole, nth) { return parts[nth - 1]; });
}
