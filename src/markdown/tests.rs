mod outline;

use super::Source;
use outline::{in_blocks, outcome, place_of};

fn reads(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let (_, outline, faults) = outcome(text);
        assert_eq!(&outline, expected, "{text}");
        assert!(faults.is_empty(), "{text}\n{faults:?}");
    }
}

fn faults(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        let (_, outline, faults) = outcome(text);
        assert_eq!(&faults, expected, "{text}\n{outline}");
    }
}

#[test]
fn holes_and_asks_stand_where_markdown_would_tear_them_apart() {
    reads(&[
        ("a {{ 4*n*m }} b", "a hole<4*n*m> b"),
        ("[[a in [1, 2]]] *b*", "ask<a in [1, 2]> _b_"),
        ("[[|x| * 2 * y]]", "ask<|x| * 2 * y>"),
        ("{{ {1, 2} }}{{n}}", "hole<{1, 2}>hole<n>"),
        ("**{{ n }}** *[[x]]*", "__hole<n>__ _ask<x>_"),
        ("## A {{ n }} pool", "h2 A hole<n> pool"),
        (
            "|a|b|\n|-|-|\n|[[|x|]]|{{ n | 2 }}|",
            "table(a | b; ask<|x|> | hole<n | 2>)",
        ),
        (r"\{{ n }} \[[x]] \[!y]", "{{ n }} [[x]] [!y]"),
        (
            "`{{ n }}` ``[[`` \n\n    [[x",
            "code<{{ n }}> code<[[> / code ([[x)",
        ),
        ("```x\n[!hint] {{ n [[\n```", "code x([!hint] {{ n [[\n)"),
    ]);
}

#[test]
fn formulas_keep_their_holes() {
    reads(&[
        ("$x^{{{n}}} + {{ k }}$", "$x^{hole<n>} + hole<k>$"),
        ("$\\{{{n}}\\}$", "$\\{hole<n>\\}$"),
        ("It costs $5 and $6.", "It costs $5 and $6."),
        ("$$\na {{n}}\n$$", "$$\na hole<n>\n$$"),
        ("> so $x\n> {{n}}$", "quote(so $x\n hole<n>$)"),
        ("a $$b$$", "a $$b$$"),
    ]);
}

#[test]
fn a_whole_task_is_read() {
    let text = "---
title: The pool border
names: {n: side of the pool, m: other side}
---

## Count {.alone minutes=4}

This pool is {{ n }} by {{ n }}. How many tiles go round it? [[tiles]]

> [!idea no-corners: 2n + 2m] Here are your {{ answer }} tiles. Do you step on grass?
> ![Your tiles, laid along the sides](pool \"placed = answer\")

> [!idea everything: (n + 2)(m + 2)] Can you swim in some of these squares?

## Any pool {.pair}

[[tiles in n for n = 1, 2, 4, 5, 10]]

> [!way big-minus-small: (n + 2)^2 - n^2] The whole square without the water.
> [!if nearest: |tiles - 26| < 4] That pool takes {{ tiles }} tiles.
";
    let expected = [
        "h2 Count",
        "This pool is hole<n> by hole<n>. How many tiles go round it? ask<tiles>",
        "!idea no-corners: 2n + 2m(Here are your hole<answer> tiles. Do you step on grass?¬\
         image<pool|placed = answer>(Your tiles, laid along the sides))",
        "!idea everything: (n + 2)(m + 2)(Can you swim in some of these squares?)",
        "h2 Any pool",
        "ask<tiles in n for n = 1, 2, 4, 5, 10>",
        "!way big-minus-small: (n + 2)^2 - n^2(The whole square without the water.)",
        "!if nearest: |tiles - 26| < 4(That pool takes hole<tiles> tiles.)",
    ];
    reads(&[(text, &expected.join(" / "))]);
}

#[test]
fn a_quote_is_split_at_its_callout_heads() {
    reads(&[
        ("> [!hint] a\n> b\n>\n> c", "!hint(a¬b / c)"),
        ("> a\n> [!hint] b", "quote(a) / !hint(b)"),
        (
            "> [!way a: 2*n*m] x\n> [!way b: n] y",
            "!way a: 2*n*m(x) / !way b: n(y)",
        ),
        ("> [!hint] *a\n> [!hint] b*", "!hint(*a) / !hint(b*)"),
        (
            "> [!hint]\n> - a\n> - b\n> [!hint] c",
            "!hint(list(a; b)) / !hint(c)",
        ),
        (
            "> [!hint] a\n> |x|\n> |-|\n> [!hint]\n> |y|\n> |-|",
            "!hint(a / table(x)) / !hint(table(y))",
        ),
        ("> [!if x](Look", "!if x((Look)"),
        (
            "> [!hint] $$x$$\n> [!hint] <!-- c -->",
            "!hint($$x$$) / !hint()",
        ),
        ("> > [!hint] a\n> > [!hint] b", "quote(!hint(a) / !hint(b))"),
        (
            "1. a\n   > [!hint] b\n   > [!if c] d",
            "list(a / !hint(b) / !if c(d))",
        ),
        (
            "- [ ] 20\n  > [!if x: [1, 2]] a\n- [x] 24\n\n  > [!right: B < A]\n  > b",
            "choices(o 20 / !if x: [1, 2](a); x 24 / !right: B < A(b))",
        ),
        ("> just a quote", "quote(just a quote)"),
    ]);
}

#[test]
fn pictures_and_links_know_where_their_parts_stand() {
    let text = "![a {{ n }} b](pool \"placed = answer\") [*t*](<u v>) <https://x.y>";
    let (document, outline, faults) = outcome(text);
    assert!(faults.is_empty(), "{faults:?}");
    assert_eq!(
        outline,
        "image<pool|placed = answer>(a hole<n> b) link<u v>(_t_) link<https://x.y>(https://x.y)"
    );
    let mut sources = Vec::new();
    in_blocks(&document.blocks, &mut sources);
    exact(text, &sources);
}

#[test]
fn markup_is_shown_and_comments_are_not() {
    reads(&[
        ("a <b>c</b>", "a <b>c</b>"),
        ("<div>\n*x*\n</div>", "<div>¬*x*¬</div>"),
        ("<!-- [[ x\n\n{{ -->\n\na <!-- b -->c", "a c"),
        ("<!-- a --> b", " b"),
        ("> <!-- a\n> [[ -->\n> b", "quote(b)"),
    ]);
}

#[test]
fn what_would_be_lost_is_reported() {
    faults(&[
        ("[[open and [[x]]", &["unclosed-ask [["]),
        ("{{ n }", &["unclosed-hole {{"]),
        ("> [!hint a", &["unclosed-callout [!"]),
        ("> [!hint]: Start", &["callout-colon :"]),
        ("[!hint] a", &["callout-place [!hint]"]),
        ("a [!hint] b", &["callout-place [!hint]"]),
        (
            "> |a|b|\n> |-|-|\n> [!hint] a\n>\n> [!hint] b\n> ---",
            &["callout-place [!hint]"],
        ),
        ("[a]({{ n }})", &["lost-hole {{ n }}"]),
        ("<div>[[x]]</div>", &["lost-ask [[x]]"]),
        ("$[[1, 2]]$", &["lost-brackets [[1, 2]]"]),
        ("[hint]: Start", &["unused-definition [hint]: Start"]),
        ("<!-- a", &["unclosed-comment <!--"]),
        (
            "- [] a\n- [x] b\n- c",
            &["choice-mark - [] a", "choice-mark - c"],
        ),
    ]);
}

#[test]
fn pictures_that_are_none_are_reported() {
    faults(&[
        (
            "![a](pool placed = answer)",
            &["figure-form placed = answer"],
        ),
        ("![a](pool “n = 1”)", &["figure-form “n = 1”"]),
        ("![a] (pool)", &["figure-form !["]),
        ("![a](pool", &["figure-form ("]),
        ("![a](p) `![` \\![a](b) $5![$", &[]),
    ]);
}

#[test]
fn headings_carry_attributes_with_places() {
    for text in [
        "## A {#a .b k=v}",
        "## A {{ n }} {#a .b k=v} ##",
        "A {#a .b k=v}\n---",
        "## A {#a .b k=v}\r\n",
    ] {
        let (document, _, faults) = outcome(text);
        assert!(faults.is_empty(), "{text}: {faults:?}");
        let mut sources = Vec::new();
        in_blocks(&document.blocks, &mut sources);
        let words: Vec<&str> = sources.iter().map(|source| source.text.as_str()).collect();
        assert!(words.ends_with(&["a", "b", "k", "v"]), "{words:?}");
        exact(text, &sources);
    }
}

fn exact(text: &str, sources: &[Source]) {
    for source in sources.iter().filter(|source| !source.text.is_empty()) {
        assert_eq!(
            text.get(source.at.range.clone()),
            Some(source.text.as_str())
        );
    }
}

#[test]
fn slips_in_attributes_are_reported() {
    faults(&[
        ("## A {.b minutes = 6}", &["heading-attribute minutes = 6"]),
        ("## A {minutes= 6 .b}", &["heading-attribute minutes= 6"]),
        ("## A {.b", &["heading-attribute {"]),
        ("## A .b}", &["heading-attribute }"]),
        ("## A {launch}", &["heading-attribute launch"]),
        (
            "## A {.b, k=\"v\"}",
            &["heading-attribute .b,", "heading-attribute k=\"v\""],
        ),
        ("## A {.b} c", &["heading-attribute {.b}"]),
        ("## A {#a #b}", &["heading-attribute b"]),
        ("## A {.b {{ n }}}", &["lost-hole {{ n }}"]),
        ("## The set \\{1, 2\\} and `{` and $\\{a\\}$", &[]),
    ]);
}

#[test]
fn front_matter_is_cut_out() {
    let yaml = |text: &str| {
        let (document, outline, faults) = outcome(text);
        let front = document.front.map(|front| text[front.range].to_string());
        (front, outline, faults)
    };
    let found = |front: &str| Some(front.to_string());
    assert_eq!(
        yaml("---\na: {{ [[\n---\nb"),
        (found("a: {{ [[\n"), "b".into(), vec![])
    );
    assert_eq!(
        yaml("---\r\na: b\r\n---\r\n\r\nc"),
        (found("a: b\r\n"), "c".into(), vec![])
    );
    assert_eq!(yaml("---\n---\nb"), (found(""), "b".into(), vec![]));
    assert_eq!(yaml("a\n\n---\n\nb"), (None, "a / rule / b".into(), vec![]));
    let unclosed = vec!["front-matter ---".to_string()];
    assert_eq!(
        yaml("---\na: b\n\n## C"),
        (found("a: b\n"), "h2 C".into(), unclosed)
    );
}

#[test]
fn lines_of_windows_are_read_alike() {
    let text = "a [[x]]\n\n> [!hint] b\n> c\n> [!if d] e\n\n- [x] f\n\n| g |\n|---|\n| {{ h }} |\n";
    let (_, outline, none) = outcome(text);
    let (document, windows, faults) = outcome(&text.replace('\n', "\r\n"));
    assert_eq!((outline, none), (windows, faults));
    assert_eq!(
        document.end.range.start,
        text.len() + text.matches('\n').count()
    );
}

/// Numbers that look like chance and are the same in every run.
fn chance(seed: &mut u64, below: usize) -> usize {
    *seed = seed
        .wrapping_mul(6364136223846793005)
        .wrapping_add(1442695040888963407);
    (*seed >> 33) as usize % below
}

#[test]
fn no_text_breaks_the_reader_and_every_place_fits() {
    let pieces: Vec<&str> = "[ ] ! { } $ > # * | ` - \\ \n a : ( ) \" é = _ < \t \r\n"
        .split(' ')
        .chain([
            " ", "\n> ", "[!hint]", "[!é: x]", "{{", "}}", "[[", "]]", "\n- [x] ", "{.a}", "<!--",
            "-->", "\n---\n", "\n## ",
        ])
        .collect();
    let mut seed = 7;
    for _ in 0..10_000 {
        let length = chance(&mut seed, 40);
        let text: String = (0..length)
            .map(|_| pieces[chance(&mut seed, pieces.len())])
            .collect();
        let (document, _, _) = outcome(&text);
        let mut sources: Vec<Source> = document.front.iter().map(place_of).collect();
        in_blocks(&document.blocks, &mut sources);
        for source in sources {
            assert!(
                text.get(source.at.range.clone()).is_some(),
                "{text:?} {source:?}"
            );
        }
    }
}

#[test]
fn deep_nesting_is_a_fault_and_not_a_crash() {
    for piece in [
        ">", "> ", "- ", "[", "*a ", "**a", "[a](", "![", "{{", "[[", "$", "`", "(", "> [!a]\n",
        "<!--", "[!a]", "{",
    ] {
        let (_, _, faults) = outcome(&piece.repeat(100_000));
        let deep = faults.iter().filter(|fault| fault.starts_with("too-deep"));
        assert!(deep.count() <= 1, "{piece}");
    }
    let (_, _, faults) = outcome(&format!("{}a", "> ".repeat(40)));
    assert_eq!(faults.len(), 1);
    assert!(faults[0].starts_with("too-deep"));
}
