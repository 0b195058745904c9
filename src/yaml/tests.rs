use super::*;
use crate::diagnostic::Severity;

/// Reads the text as the second part of a file, so that places must be shifted.
fn tree(text: &str) -> (Option<Node>, Files, Vec<Diagnostic>) {
    let mut files = Files::default();
    let before = "---\n# ü\n";
    let file = files.add("x.yaml", format!("{before}{text}"));
    let at = Place {
        file,
        range: before.len()..before.len() + text.len(),
    };
    let mut trouble = Vec::new();
    let node = read(&files, &at, &mut trouble);
    (node, files, trouble)
}

fn at_place<'a>(files: &'a Files, at: &Place) -> &'a str {
    files
        .get(at.file)
        .and_then(|file| file.text.get(at.range.clone()))
        .expect("a place in the text")
}

fn seen(files: &Files, trouble: &[Diagnostic]) -> Vec<(&'static str, String)> {
    let place = |d: &Diagnostic| at_place(files, d.at.as_ref().expect("a place")).to_owned();
    trouble.iter().map(|d| (d.code, place(d))).collect()
}

/// Every code with the text it points at.
fn faults(text: &str) -> Vec<(&'static str, String)> {
    let (node, files, mut trouble) = tree(text);
    if let Some(node) = node {
        variants(&node, &mut trouble);
    }
    seen(&files, &trouble)
}

fn front_faults(text: &str) -> Vec<(&'static str, String)> {
    let (node, files, mut trouble) = tree(text);
    if let Some(node) = node {
        front_matter(&node, &mut trouble);
    }
    seen(&files, &trouble)
}

fn check(cases: &[(&str, &[(&str, &str)])], found: fn(&str) -> Vec<(&'static str, String)>) {
    for (text, expected) in cases {
        let expected: Vec<_> = expected
            .iter()
            .map(|(code, at)| (*code, (*at).to_owned()))
            .collect();
        assert_eq!(found(text), expected, "{text}");
    }
}

const POOL: &str = "\
quantities:
  n: 1..
  k: 1..5
  tiles: (n + 2k)(m + 2k) - n m

variants:                        # the first one is meant
  square:    {m: n, k: 1, n: [5, 7, 10]}
  free:

figures:
  pool:
    grid: {rows: n + 2k, columns: m + 2k}
    cells:
      water: row > k and row <= n + k and column > k
      tile: otherwise
    labels: {n: left of water, m: above water}
    highlights:
      corners: (row <= k or row > n + k) and (column <= k or column > m + k)
    lay:
      tile: [not corners, corners]
";

#[test]
fn the_pool_border_is_read_with_places() {
    let (node, files, mut trouble) = tree(POOL);
    let pool = variants(&node.expect("a tree"), &mut trouble);
    assert_eq!(trouble, []);
    let [_, _, (tiles, Quantity::Text(rule))] = pool.quantities.as_slice() else {
        panic!("{:?}", pool.quantities)
    };
    assert_eq!(at_place(&files, &tiles.at), "tiles");
    assert_eq!(at_place(&files, &rule.at), "(n + 2k)(m + 2k) - n m");
    let [(_, square), (_, free)] = pool.variants.as_slice() else {
        panic!()
    };
    let bound: Vec<_> = square
        .iter()
        .map(|(name, values, list)| (name.text.as_str(), values.len(), *list))
        .collect();
    assert_eq!(bound, [("m", 1, false), ("k", 1, false), ("n", 3, true)]);
    assert!(free.is_empty());
    let [(_, figure)] = pool.figures.as_slice() else {
        panic!()
    };
    let FigureBody::Grid(grid) = &figure.body else {
        panic!()
    };
    assert_eq!(
        (grid.cells.len(), figure.labels.len(), grid.highlights.len()),
        (2, 2, 1)
    );
    assert_eq!(grid.columns.text, "m + 2k");
    assert_eq!(grid.lay[0].1[1].text, "corners");
}

#[test]
fn front_matter_is_read() {
    let text = "title: The pool border\r\ngrades: 5-9\r\nstandards: [ccss:6.EE.A.2, x]\r\nlicense: CC-BY-4.0\r\n\
        names: {n: side of the pool}\r\nunits: {tiles: [tile, tiles], k: row}\r\nminutes: 017\r\nauthor:\r\n";
    let (node, _, mut trouble) = tree(text);
    let front = front_matter(&node.expect("a tree"), &mut trouble);
    assert_eq!(trouble, []);
    assert_eq!(front.licence.map(|s| s.text).as_deref(), Some("CC-BY-4.0"));
    assert_eq!(front.minutes.map(|s| s.text).as_deref(), Some("017"));
    assert_eq!((front.standards.len(), front.author), (2, None));
    assert_eq!((front.units[0].1.len(), front.units[1].1.len()), (2, 1));
}

#[test]
fn site_settings_are_read() {
    let (node, _, mut trouble) = tree("title: Ours\nlanguage: no\nnotes: notes\n");
    let site = site_settings(&node.expect("a tree"), &mut trouble);
    assert_eq!(trouble, []);
    assert_eq!(site.language.map(|s| s.text).as_deref(), Some("no"));
    assert_eq!(site.licence, None);
}

#[test]
fn scalars_stay_as_written() {
    for raw in [
        "no",
        "n",
        "1.10",
        "017",
        "1_000",
        "~",
        "null",
        "2026-11-22",
        "0x1F",
        ".inf",
        "-3",
        "1..",
        "true",
    ] {
        let (node, files, trouble) = tree(&format!("a: {raw}\n"));
        let Some(Node::Map(pairs, _)) = node else {
            panic!("{raw}")
        };
        let Node::Scalar(value) = &pairs[0].1 else {
            panic!("{raw}")
        };
        assert_eq!(
            (
                value.text.as_str(),
                at_place(&files, &value.at),
                value.exact
            ),
            (raw, raw, true)
        );
        assert!(trouble.is_empty());
    }
}

#[test]
fn quotes_are_left_out_of_the_place() {
    let cases = [
        ("'x y'", "x y", "x y", true),
        ("\"ä\"", "ä", "ä", true),
        ("'it''s'", "it's", "it''s", false),
        ("\"a\\tb\"", "a\tb", "a\\tb", false),
        ("''", "", "", true),
        ("|\n  one\n", "one", "one", true),
        ("one\n  two # c", "one two", "one\n  two", false),
        ("x # comment", "x", "x", true),
        ("x#y", "x#y", "x#y", true),
    ];
    for (written, text, place, exact) in cases {
        let (node, files, _) = tree(&format!("a: {written}\n"));
        let Some(Node::Map(pairs, _)) = node else {
            panic!("{written}")
        };
        let Node::Scalar(value) = &pairs[0].1 else {
            panic!("{written}")
        };
        assert_eq!(
            (
                value.text.as_str(),
                at_place(&files, &value.at),
                value.exact
            ),
            (text, place, exact)
        );
    }
}

#[test]
fn nothing_is_no_fault() {
    for text in [
        "",
        "\n",
        "# only a comment\n",
        "---\n",
        "quantities:\nvariants:\nwhere:\nfigures:\n",
    ] {
        assert_eq!(faults(text), [], "{text}");
        assert_eq!(front_faults("title:\nnames:\nstandards: []\n"), []);
    }
}

#[test]
fn slips_of_yaml_are_explained_where_they_are() {
    check(
        &[
            (
                "quantities:\n  tiles:4n\n",
                &[("missing-blank", "tiles:4n")],
            ),
            (
                "quantities:\n  n: 1..\n  t:4n\n  s:3\n",
                &[("missing-blank", "t:"), ("missing-blank", "s:")],
            ),
            (
                "quantities:\n  n: {in:1..5}\n",
                &[("missing-blank", "in:1..5")],
            ),
            ("quantities:\n  n: 1..\n\tm: 2\n", &[("yaml-tab", "\t")]),
            (
                "quantities:\n  n: 1..\n   m: 2\n",
                &[("yaml-indent", "m: 2")],
            ),
            (
                "quantities:\n    n: 1..\n  m: 2\n",
                &[("yaml-indent", "m: 2")],
            ),
            ("quantities\n  n: 1\n", &[("yaml-colon", "quantities")]),
            ("quantities:\n  s: |x| < 4\n", &[("yaml-sign", "|x| < 4")]),
            (
                "quantities:\n  s: [1, 2] + 3 # c\n",
                &[("yaml-sign", "[1, 2] + 3")],
            ),
            ("quantities:\n  s: “4n: 3”\n", &[("yaml-sign", "“4n: 3”")]),
            ("quantities:\n  s: “4n”\n", &[("typeset-quotes", "“4n”")]),
            ("quantities:\n  s: 'ab\n", &[("yaml-quotes", "'")]),
            ("quantities:\n  s: 'a' b\n", &[("yaml-quotes", "b")]),
            ("variants:\n  a: {n: [1, 2}\n", &[("yaml-bracket", "[")]),
            (
                "variants:\n  a: {n: 1\n  b: {n: 3}\n",
                &[("yaml-bracket", "{")],
            ),
            ("variants:\n  a: {n: 1}}\n", &[("yaml-bracket", "}")]),
            ("where: once: x\n", &[("yaml-colon", ":")]),
            ("where: - x\n", &[("yaml-list", "-")]),
            ("- a\nb: c\n", &[("yaml-list", "b: c")]),
            ("quantities:\n  s: *x*\n", &[("yaml-sign", "*x*")]),
            (
                "quantities:\n  s: &x 3\n  t: !y 4\n",
                &[("yaml-sign", "&x"), ("yaml-sign", "!y")],
            ),
            (
                "quantities: {}\n---\nwhere: x\n",
                &[("yaml-documents", "---")],
            ),
            ("quantities:\n  <<: 3\n", &[("yaml-name", "<<")]),
            ("quantities:\n  : 3\n", &[("yaml-name", "")]),
            ("quantities:\n  s: \u{7}\n", &[("yaml-sign", "\u{7}")]),
        ],
        faults,
    );
}

#[test]
fn torn_values_are_reported_and_mended() {
    check(
        &[
            (
                "quantities:\n  t: {is: max(a, b)}\n",
                &[("torn-apart", "max(a, b)")],
            ),
            (
                "quantities:\n  t: {is: max(a, b) + (c, d), within: 1}\n",
                &[("torn-apart", "max(a, b) + (c, d)")],
            ),
            (
                "variants:\n  v: {p: [(1, 2), 3, f((4), 5)]}\n",
                &[("torn-apart", "(1, 2)"), ("torn-apart", "f((4), 5)")],
            ),
            (
                "quantities:\n  t: {is: max(a, b}\n",
                &[("torn-apart", "max(a, b")],
            ),
            ("quantities:\n  t: {is: 'max(a, b)'}\n  u: max(a, b)\n", &[]),
        ],
        faults,
    );
    let (node, _, mut trouble) = tree("quantities:\n  t: {is: max(a,  b), within: 1}\n");
    let found = variants(&node.expect("a tree"), &mut trouble).quantities;
    let Some((
        _,
        Quantity::Is {
            is,
            kind: None,
            near: Near {
                within: Some(_), ..
            },
        },
    )) = found.first()
    else {
        panic!("{found:?}")
    };
    assert_eq!((is.text.as_str(), is.exact), ("max(a,  b)", true));
}

#[test]
fn every_double_is_reported_wherever_it_stands() {
    let text =
        "quantities:\n  n: 1\n  n: 2\n  n: 3\nvariants: {a: {m: 1, m: 2}, a: {}}\nquantities: {}\n";
    let (_, files, trouble) = tree(text);
    let found: Vec<_> = trouble
        .iter()
        .map(|d| {
            (
                d.code,
                at_place(&files, d.at.as_ref().unwrap()),
                d.notes.len(),
            )
        })
        .collect();
    let expected = ["n", "n", "m", "a", "quantities"].map(|name| ("duplicate-name", name, 1));
    assert_eq!(found, expected);
}

#[test]
fn wrong_names_and_shapes_are_reported() {
    check(
        &[
            ("quantites: {}\n", &[("unknown-key", "quantites")]),
            ("quantities: [a]\n", &[("wrong-shape", "[a]")]),
            ("quantities:\n  n:\n", &[("missing-value", "n")]),
            (
                "quantities:\n  n: {cases: [1]}\n",
                &[("wrong-shape", "{cases: [1]}")],
            ),
            (
                "quantities:\n  n: {in: 1.., is: 2, cases: [3]}\n",
                &[("wrong-shape", "cases")],
            ),
            (
                "quantities:\n  n: {is: 2, cases: [3]}\n",
                &[("wrong-shape", "cases")],
            ),
            ("quantities:\n  n: {1, 2}\n", &[("wrong-shape", "{1, 2}")]),
            (
                "quantities:\n  n: {in 1..}\n",
                &[("missing-colon", "in 1..")],
            ),
            (
                "quantities:\n  n: {in: [1, 2], cases: [1], whitin: 3}\n",
                &[("unknown-key", "whitin")],
            ),
            (
                "where:\n  n < m\n  m > 2\n",
                &[("wrong-shape", "n < m\n  m > 2")],
            ),
            ("where: [a < b, c]\n", &[]),
            ("variants:\n  v: {n: []}\n", &[("wrong-shape", "[]")]),
            ("variants:\n  v: 3\n", &[("wrong-shape", "3")]),
            ("figures:\n  p:\n    gird: {}\n", &[("unknown-key", "gird")]),
            ("figures:\n  p:\n    rows: n\n", &[("wrong-shape", "rows")]),
            (
                "figures:\n  p:\n    grid: {rows: n}\n",
                &[("wrong-shape", "grid")],
            ),
            (
                "figures:\n  p:\n    drawing: {width: 3}\n    shapes: []\n",
                &[("wrong-shape", "drawing")],
            ),
            (
                "figures:\n  p: grid\n  q:\n",
                &[("wrong-shape", "grid"), ("missing-value", "q")],
            ),
        ],
        faults,
    );
    check(
        &[
            ("titel: x\n", &[("unknown-key", "titel")]),
            ("title: [x]\n", &[("wrong-shape", "[x]")]),
            ("title: The pool: a story\n", &[("yaml-colon", ":")]),
            ("title: {{ n }} pools\n", &[("yaml-sign", "{{ n }} pools")]),
            ("license: a\nlicence: b\n", &[("duplicate-name", "licence")]),
            ("topics: a, b\n", &[("wrong-shape", "a, b")]),
            (
                "standards:\n  a:1\n  b:2\n",
                &[("wrong-shape", "a:1\n  b:2")],
            ),
            ("units: {t: [1,2,3,4,5,6,7]}\n", &[("wrong-shape", "7")]),
            ("names: n = side\n", &[("wrong-shape", "n = side")]),
            ("summary: one\ntwo three\n", &[("yaml-colon", "two three")]),
        ],
        front_faults,
    );
}

#[test]
fn the_help_can_be_copied() {
    let help = |text: &str| {
        let (_, _, trouble) = tree(text);
        trouble
            .first()
            .and_then(|d| d.help.clone())
            .unwrap_or_default()
    };
    assert_eq!(help("a: 1\ntiles:4n\n"), "write `tiles: 4n`");
    assert_eq!(help("a: |x| < 'y'\n"), "write `'|x| < ''y'''`");
    assert!(help("a: {is: max(a, b)}\n").contains("write it on a line of its own"));
}

#[test]
fn a_list_in_brackets_is_a_value() {
    let (node, files, mut trouble) =
        tree("quantities:\n  k: {in: list of 2 from 1..4, cases: [[1, 2], [3,4]]}\n");
    let found = variants(&node.expect("a tree"), &mut trouble).quantities;
    let Some((_, Quantity::In { cases, .. })) = found.first() else {
        panic!("{found:?}")
    };
    let cases: Vec<_> = cases
        .iter()
        .map(|s| (s.text.as_str(), at_place(&files, &s.at), s.exact))
        .collect();
    assert_eq!(
        cases,
        [("[1, 2]", "[1, 2]", true), ("[3, 4]", "[3,4]", false)]
    );
}

#[test]
fn too_much_is_refused() {
    let long = format!("a: {}\n", "x".repeat(70_000));
    let deep = format!("a: {}", "[".repeat(40_000));
    let nested = format!("a: {}{}", "[".repeat(20), "]".repeat(20));
    let many = format!("a: [{}]", "1,".repeat(20_000));
    for text in [&long, &deep, &nested, &many] {
        let (node, _, trouble) = tree(text);
        assert!(node.is_none() && !trouble.is_empty());
    }
}

#[test]
fn no_text_makes_it_panic_or_leave_the_file() {
    let pieces = [
        "a", "n:", ": ", ":", "- ", "[", "]", "{", "}", ",", "'", "\"", "\n", "\r\n", "  ", "\t",
        "#", "&", "*", "!", "|", ">", "ä", "“", "”", "?", "%", "@", "---\n", "\\", "\u{1}", "(",
        ")", "\u{feff}", "in", "\u{2028}",
    ];
    let mut state = 7_u64;
    for _ in 0..6_000 {
        let mut text = String::new();
        for _ in 0..14 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[(state >> 33) as usize % pieces.len()]);
        }
        let (node, files, mut trouble) = tree(&text);
        if node.is_none() {
            assert!(
                trouble.iter().any(|d| d.severity == Severity::Error),
                "{text:?}"
            );
        }
        for node in node.iter() {
            variants(node, &mut trouble);
            front_matter(node, &mut trouble);
            site_settings(node, &mut trouble);
            places_are_sound(node, &files);
        }
        seen(&files, &trouble);
    }
}

fn places_are_sound(node: &Node, files: &Files) {
    let written = at_place(files, node.at());
    match node {
        Node::Scalar(scalar) => assert!(!scalar.exact || scalar.text == written),
        Node::List(items, _) => items.iter().for_each(|item| places_are_sound(item, files)),
        Node::Map(pairs, _) => pairs.iter().for_each(|(key, value)| {
            places_are_sound(&Node::Scalar(key.clone()), files);
            places_are_sound(value, files);
        }),
        Node::Nothing(_) => {}
    }
}
