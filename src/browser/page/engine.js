// Owns the border to the engine: texts in, texts out.

var PART = "\u001f";

function border(exports) {
  var encoder = new TextEncoder(), decoder = new TextDecoder();
  function give(text) {
    var bytes = encoder.encode(text), at = exports.lf_room(bytes.length);
    new Uint8Array(exports.memory.buffer, at, bytes.length).set(bytes);
    return [at, bytes.length];
  }
  function take(at) {
    var length = new DataView(exports.memory.buffer).getUint32(at, true);
    var text = decoder.decode(new Uint8Array(exports.memory.buffer, at + 4, length));
    exports.lf_free(at, length + 4);
    return text.split(PART);
  }
  return {
    open: function (text) {
      var given = give(text), model = exports.lf_open(given[0], given[1]);
      exports.lf_free(given[0], given[1]);
      if (!model) throw new Error("model");
      return model;
    },
    call: function (name, model, fields) {
      var given = give(fields.join(PART));
      var answer = take(exports[name](model, given[0], given[1]));
      exports.lf_free(given[0], given[1]);
      return answer;
    }
  };
}

// What needs no model.
function plain(exports) {
  var call = border(exports).call;
  return {
    write: function (fields) { return call("lf_write_work", 0, fields); },
    readWork: function (text) { return call("lf_read_work", 0, [text]); },
    spreadsheet: function (fields) { return call("lf_spreadsheet", 0, fields)[0]; }
  };
}

function open(exports, text) {
  var engine = border(exports), call = engine.call, model = engine.open(text);
  return {
    present: function (section, row) { return call("lf_present", model, [section, row]); },
    step: function (section, row, name, change) { return call("lf_step", model, [section, row, name, change])[0]; },
    judge: function (fields) {
      var f = call("lf_judge", model, fields);
      return { outcome: f[0], idea: f[1], way: f[2], fits: f[3], of: f[4], found: f[5], says: f[6], readAs: f[7] };
    },
    pick: function (fields) {
      var f = call("lf_pick", model, fields);
      return { figure: f[0], rows: +f[1], columns: +f[2], spacing: +f[3], first: +f[4], places: f.slice(5) };
    },
    read: function (fields) {
      var f = call("lf_read", model, fields);
      return { state: f[0], mathml: f[1], words: f[2], says: f[3] };
    },
    seen: function (fields) {
      var f = call("lf_class", model, fields);
      return { group: f[0], name: f[1], "case": f[2], readAs: f[3] };
    }
  };
}

// Many times slower than a browser does it that knows how.
function fromBase64(text) {
  var binary = atob(text), bytes = new Uint8Array(binary.length);
  for (var i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

function unpack(base64) {
  var bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(base64) : fromBase64(base64);
  var stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).arrayBuffer();
}
