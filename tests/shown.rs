//! How maths is shown: as MathML, and in words that can be told apart when only heard.

use lowfloor::browser::calls::{PART, read as read_response};
use lowfloor::engine::expr::{Expr, Function, Op, mathml, spoken};
use lowfloor::engine::model::Model;
use lowfloor::engine::number::Number;
use lowfloor::engine::reader::read;
use lowfloor::engine::token::Scope;
use lowfloor::engine::value::number;
use lowfloor::engine::words::Words;
use lowfloor::engine::world::World;
use lowfloor::theme::theme;
use std::collections::BTreeMap;

mod tables;

const NAMES: [&str; 8] = ["n", "m", "k", "x", "T", "n1", "tiles", "fits"];

/// Markup as people write it: what is held together in braces, with bars between its parts.
const PLAIN: &[(&str, &str)] = &[
    ("<mfrac><mrow>", "{"),
    ("</mrow></mfrac>", "}"),
    ("<msup><mrow>", "{"),
    ("</mrow></msup>", "}"),
    ("<mroot><mrow>", "root{"),
    ("</mrow></mroot>", "}"),
    ("</mrow><mrow>", "|"),
    ("<msqrt>", "root{"),
    ("</msqrt>", "}"),
    ("<msub><mi>", "{"),
    ("</mn></msub>", "}"),
    ("</mi><mn>", "|"),
    ("\u{2062}", ""),
    ("\u{2061}", ""),
    ("\u{a0}", " "),
];

/// Rows `typed by an author, as it looks, as it is heard`.
const LINES: &[(&str, &str, &str)] = &[
    ("24", "24", "24"),
    ("4n+4", "4n+4", "4 n plus 4"),
    (
        "4(n+1)",
        "4(n+1)",
        "4 times the bracket n plus 1 end bracket",
    ),
    (
        "(n+1)·4",
        "(n+1)·4",
        "the bracket n plus 1 end bracket times 4",
    ),
    (
        "(n+2)²-n²",
        "{(n+2)|2}−{n|2}",
        "the square of the bracket n plus 2 end bracket minus n squared",
    ),
    (
        "(4n)^2",
        "{(4n)|2}",
        "the square of the bracket 4 n end bracket",
    ),
    ("4n^2", "4{n|2}", "4 n squared"),
    ("n^3 m", "{n|3}m", "n cubed times m"),
    ("2^(n+1)", "{2|n+1}", "2 to the power n plus 1 end power"),
    ("2^n+1", "{2|n}+1", "2 to the power n end power plus 1"),
    ("2^3^2", "{2|{3|2}}", "2 to the power 3 squared end power"),
    ("x^(-2)", "{x|−2}", "x to the power minus 2 end power"),
    (
        "(-2)^2",
        "{(−2)|2}",
        "the square of the bracket minus 2 end bracket",
    ),
    ("-4n", "−4n", "minus 4 n"),
    ("-2^2", "−{2|2}", "minus 2 squared"),
    ("1/2", "{1|2}", "the fraction 1 over 2"),
    ("1/(2n)", "{1|2n}", "the fraction 1 over 2 n end fraction"),
    (
        "(1/2)n",
        "{1|2}n",
        "the fraction 1 over 2 end fraction times n",
    ),
    (
        "n/2+1",
        "{n|2}+1",
        "the fraction n over 2 end fraction plus 1",
    ),
    (
        "(n+1)/2",
        "{n+1|2}",
        "the fraction n plus 1 over 2 end fraction",
    ),
    ("3n/4", "{3n|4}", "the fraction 3 n over 4 end fraction"),
    (
        "2(n+1)/3",
        "{2(n+1)|3}",
        "the fraction 2 times the bracket n plus 1 end bracket over 3 end fraction",
    ),
    ("-n/2", "−{n|2}", "minus the fraction n over 2 end fraction"),
    (
        "(1/2)^n",
        "{({1|2})|n}",
        "the bracket the fraction 1 over 2 end fraction end bracket to the power n end power",
    ),
    (
        "8/4/2",
        "{{8|4}|2}",
        "the fraction the fraction 8 over 4 end fraction over 2 end fraction",
    ),
    ("4·5", "4·5", "4 times 5"),
    ("4·(-5)", "4(−5)", "4 times the bracket minus 5 end bracket"),
    (
        "4-(-5)",
        "4−(−5)",
        "4 minus the bracket minus 5 end bracket",
    ),
    (
        "4-(n-1)",
        "4−(n−1)",
        "4 minus the bracket n minus 1 end bracket",
    ),
    ("-(n+1)", "−(n+1)", "minus the bracket n plus 1 end bracket"),
    ("n m", "nm", "n m"),
    ("n·4", "n·4", "n times 4"),
    ("3tiles", "3·tiles", "3 times tiles"),
    ("n1+T", "{n|1}+T", "n sub 1 plus capital T"),
    ("2⅓", "{7|3}", "the fraction 7 over 3 end fraction"),
    ("2.5n", "2.5n", "2.5 n"),
    ("√n+1", "root{n}+1", "the root of n end root plus 1"),
    (
        "4√(n+1)",
        "4root{n+1}",
        "4 times the root of n plus 1 end root",
    ),
    ("n^(1/3)", "root{n|3}", "the root of order 3 of n end root"),
    (
        "|n-3|",
        "|n−3|",
        "the absolute value of n minus 3 end value",
    ),
    ("n!", "n!", "n factorial"),
    (
        "(n+1)!",
        "(n+1)!",
        "the bracket n plus 1 end bracket factorial",
    ),
    ("max(n, 4)", "max(n,4)", "the largest of n, 4 end largest"),
    (
        "median([1, n])",
        "median([1,n])",
        "the median of the list 1, n end list end median",
    ),
    ("2 < n <= 5", "2&lt;n≤5", "2 is less than n is at most 5"),
    (
        "n = 3 or n != m",
        "n=3 or n≠m",
        "n equals 3 or n is not equal to m",
    ),
    (
        "n is not even and m is square",
        "n is not even and m is a square number",
        "n is not even and m is a square number",
    ),
    ("3 divides n", "3∣n", "3 divides n"),
    ("n in 1..9", "n∈1…9", "n is one of 1 to 9"),
    ("not fits", "not fits", "not fits"),
    ("1..6 without 3", "1…6 without 3", "1 to 6 without 3"),
    (
        "tiles for n = 2",
        "tiles, for n equal to 2",
        "tiles, for n equal to 2",
    ),
    (
        "sum(k for k in 1..n where k divides n)",
        "sum(k, for each k of 1…n, where k∣n)",
        "the sum of k, for each k of 1 to n, where k divides n end sum",
    ),
];

/// The languages with words of their own.
const LANGUAGES: [&str; 5] = ["ar", "de", "en", "es", "fr"];

fn words() -> Words {
    words_of("en")
}

fn words_of(language: &str) -> Words {
    theme(&Default::default(), &mut Vec::new())
        .words(language)
        .engine
}

fn expr(text: &str) -> Expr {
    read(text, &Scope::author(NAMES)).unwrap_or_else(|error| panic!("{text}: {}", error.key))
}

fn plain(markup: &str) -> String {
    let mut text = markup.to_string();
    for (from, to) in PLAIN {
        text = text.replace(from, to);
    }
    for tag in ["math", "mrow", "mi", "mn", "mo", "mtext"] {
        text = text
            .replace(&format!("<{tag}>"), "")
            .replace(&format!("</{tag}>"), "");
    }
    text
}

#[test]
fn an_expression_is_seen_and_heard() {
    let words = words();
    for (text, seen, heard) in LINES {
        let line = [expr(text)];
        assert_eq!(plain(&mathml(&line, &words, '.')), *seen, "{text}");
        assert_eq!(spoken(&line, &words, '.'), *heard, "{text}");
    }
}

#[test]
fn markup_is_well_formed() {
    let words = words();
    for (text, _, _) in LINES {
        let markup = mathml(&[expr(text)], &words, '.');
        let mut open: Vec<&str> = Vec::new();
        for tag in markup.split('<').skip(1) {
            let name = tag.split('>').next().unwrap_or("");
            match name.strip_prefix('/') {
                Some(name) => assert_eq!(open.pop(), Some(name), "{text}: {markup}"),
                None => open.push(name),
            }
        }
        assert!(open.is_empty(), "{text}: {markup}");
    }
}

#[test]
fn different_lines_are_heard_differently() {
    for language in LANGUAGES {
        let words = words_of(language);
        let heard: Vec<String> = LINES
            .iter()
            .map(|(text, _, _)| spoken(&[expr(text)], &words, '.'))
            .collect();
        for (at, line) in heard.iter().enumerate() {
            assert!(!heard[..at].contains(line), "{language}: {line}");
        }
    }
}

/// All that one operation makes of parts.
fn made(parts: &[Expr]) -> Vec<Expr> {
    let mut made = Vec::new();
    for a in parts {
        for op in [Op::Minus, Op::Factorial, Op::Over, Op::Call(Function::Sqrt)] {
            made.push(Expr::new(op, vec![a.clone()]));
        }
        for b in parts {
            for op in [Op::Sum, Op::Product, Op::Power] {
                made.push(Expr::new(op, vec![a.clone(), b.clone()]));
            }
            made.push(Expr::new(Op::Sum, vec![a.clone(), b.clone().minus()]));
            made.push(Expr::new(Op::Product, vec![a.clone(), b.clone().over()]));
        }
    }
    made
}

#[test]
fn what_looks_or_sounds_the_same_has_the_same_value() {
    let (all, model) = (LANGUAGES.map(words_of), Model::default());
    let atoms = [expr("2"), expr("n"), expr("m"), expr("⅓")];
    let once = made(&atoms);
    let few: Vec<Expr> = once.iter().step_by(3).chain(&atoms).cloned().collect();
    let row = [("n", 3), ("m", 5)].map(|(name, n)| (name.to_string(), Number::whole(n)));
    let world = World::new(&model, None, &row.to_vec());
    // What is seen stands under no language.
    let mut shown: BTreeMap<(&str, String), (String, String)> = BTreeMap::new();
    for expr in once.iter().cloned().chain(made(&few)) {
        let value = match number(&expr, &world) {
            Ok(value) => value.exact_text(),
            Err(error) => error.key.to_string(),
        };
        let line = [expr];
        let heard = LANGUAGES.iter().zip(&all);
        let heard = heard.map(|(language, words)| (*language, spoken(&line, words, '.')));
        for text in heard.chain([("", mathml(&line, &all[0], '.'))]) {
            let (other, before) = shown
                .entry(text.clone())
                .or_insert((line[0].write(), value.clone()));
            assert_eq!(*before, value, "{text:?}: {other} and {}", line[0].write());
        }
    }
    assert!(shown.len() > 2_000, "{}", shown.len());
}

#[test]
fn several_values_and_the_decimal_comma() {
    let words = words();
    let values = [expr("2.5"), expr("3")];
    assert_eq!(plain(&mathml(&values, &words, ',')), "2,5;3");
    assert_eq!(spoken(&values, &words, ','), "2,5, 3");
    assert_eq!(spoken(&values, &words, '.'), "2.5, 3");
}

/// Rows `ask, cell, typed, state, as it looks, as it is heard, a part of what was not understood`.
#[rustfmt::skip]
const READINGS: &[(&str, &str, &str, &str, &str, &str, &str)] = &[
    ("count:1", "", "", "empty", "", "", ""),
    ("count:1", "", "   ", "empty", "", "", ""),
    // A plain number is not repeated; one that was written in another way is.
    ("count:1", "", "24", "read", "", "", ""),
    ("count:1", "", "-5", "read", "", "", ""),
    ("count:1", "", "T = 24", "read", "", "", ""),
    ("count:1", "", "1,056", "read", "1056", "1056", ""),
    ("count:1", "", "24 tiles", "read", "24", "24", ""),
    ("count:1", "", "4×5+4", "read", "4·5+4", "4 times 5 plus 4", ""),
    ("count:1", "", "2 1/2", "read", "2+{1|2}", "2 plus the fraction 1 over 2 end fraction", ""),
    ("count:1", "", "4×5+", "unfinished", "", "", "is missing here"),
    ("count:1", "", "4×(5", "unfinished", "", "", "<mark>(</mark>"),
    ("count:1", "", "4×5)", "unreadable", "", "", "<mark>)</mark>"),
    ("count:1", "", "lots", "unreadable", "", "", "“lots”"),
    ("count:1", "", "1/0", "unreadable", "", "", "divides by 0"),
    ("any-pool:1", "", "4n", "read", "4n", "4 n", ""),
    ("any-pool:1", "", "T = 4n+4", "read", "4n+4", "4 n plus 4", ""),
    ("any-pool:1", "", "T =", "unfinished", "", "", "missing here"),
    ("any-pool:1", "", "4n +", "unfinished", "", "", "is missing here"),
    ("any-pool:1", "", "4x+4", "unreadable", "", "", "4<mark>x</mark>+4"),
    ("any-pool:1", "", "1/2n", "unreadable", "", "", "below the line"),
    ("fifty:1", "", "none", "read", "", "", ""),
    ("which-pool-was-it:1", "", "3", "unfinished", "", "", "2 values"),
    ("which-pool-was-it:1", "", "3×5", "read", "n=3,m=5", "n equals 3, m equals 5", ""),
    ("which-pool-was-it:1", "", "3×5×7", "unreadable", "", "", "2 values"),
    ("several-pools:1", "0", "16", "read", "", "", ""),
    ("several-pools:1", "1", "4·7+4", "read", "4·7+4", "4 times 7 plus 4", ""),
    ("several-pools:1", "1", "4·7+", "unfinished", "", "", "is missing here"),
    ("several-pools:1", "4", "6: 28", "read", "", "", ""),
    ("several-pools:1", "4", "6: 4·6+4", "read", "4·6+4", "4 times 6 plus 4", ""),
    ("several-pools:1", "4", "6: ", "unfinished", "", "", "Choose a value"),
    ("several-pools:1", "4", ": 28", "unfinished", "", "", "Choose a value"),
    ("several-pools:1", "9", "28", "read", "", "", ""),
    ("say-it-in-words:1", "", "four", "read", "", "", ""),
];

#[test]
fn a_response_is_read_before_it_is_given() {
    let shelf = tables::shelf();
    let model = &shelf.task("pool-border").expect("the pool border").model;
    for (ask, cell, typed, state, seen, heard, says) in READINGS {
        let call = [*ask, "0", typed, cell].join(&PART.to_string());
        let answer = read_response(model, &call);
        let [came, mathml, words, said] = answer.split(PART).collect::<Vec<_>>()[..] else {
            panic!("{ask} {typed}: {answer}");
        };
        let all = (came, plain(mathml), words);
        assert_eq!(all, (*state, seen.to_string(), *heard), "{ask} {typed}");
        assert!(said.contains(says), "{ask} {typed}: {said}");
        assert_eq!(said.is_empty(), says.is_empty(), "{ask} {typed}: {said}");
    }
}
