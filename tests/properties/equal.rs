//! Formulas that a school calls equal are judged right, whichever the author wrote; with another number in it none is.

use crate::formulas::{author, student, survives};
use crate::law;
use crate::rewriting::{Choices, Letters, over, power, product, rewritten, root, slipped, sum};
use lowfloor::engine::expr::Expr;
use lowfloor::engine::feedback::Outcome;
use lowfloor::engine::judge::{Desk, judge};
use lowfloor::engine::kind::Kind;
use lowfloor::engine::model::{Ask, Model, Quantity, Row, RuleAsk, Section, Sort, Variant};
use lowfloor::engine::number::Number;
use lowfloor::engine::reader::read;
use lowfloor::engine::value::number;
use lowfloor::engine::world::World;
use proptest::prelude::*;

/// What the letters of a formula can be.
const KINDS: [&str; 4] = ["1..", "1..12", "any 0..", "any"];

/// Where formulas are held against each other here.
const POINTS: [(i64, i64); 5] = [(2, 3), (5, 7), (11, 4), (1, 1), (8, 2)];

fn letter() -> impl Strategy<Value = Expr> {
    prop::sample::select(vec!["n", "m"]).prop_map(Expr::name)
}

fn small() -> impl Strategy<Value = Expr> {
    (1i64..13).prop_map(Expr::whole)
}

fn leaf() -> impl Strategy<Value = Expr> {
    prop_oneof![2 => letter(), 1 => small(), 1 => (small(), letter()).prop_map(|(a, n)| product(vec![a, n]))]
}

/// `2^(3n + 1)`
fn exponential() -> impl Strategy<Value = Expr> {
    let base = prop::sample::select(vec![2i64, 3, 4, 6, 10]).prop_map(Expr::whole);
    (base, 1i64..4, letter(), 0i64..4).prop_map(|(base, times, letter, more)| {
        let linear = product(vec![Expr::whole(times), letter]);
        power(base, sum(vec![linear, Expr::whole(more)]))
    })
}

/// A number or `n + 3`, so that nothing is divided by 0 where letters are positive.
fn bottom() -> impl Strategy<Value = Expr> {
    prop_oneof![
        small(),
        (letter(), small()).prop_map(|(n, a)| sum(vec![n, a]))
    ]
}

fn joined(inner: impl Strategy<Value = Expr> + Clone + 'static) -> impl Strategy<Value = Expr> {
    let signed =
        (any::<bool>(), inner.clone()).prop_map(|(minus, of)| if minus { of.minus() } else { of });
    let terms = (inner.clone(), prop::collection::vec(signed, 1..3));
    prop_oneof![
        3 => terms.prop_map(|(first, rest)| sum([vec![first], rest].concat())),
        2 => (inner.clone(), inner.clone()).prop_map(|(a, b)| product(vec![a, b])),
        1 => (inner.clone(), bottom()).prop_map(|(top, bottom)| over(top, bottom)),
        1 => (inner, 2i64..4).prop_map(|(base, times)| power(base, Expr::whole(times))),
    ]
}

/// A formula such as schools write.
fn school() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![6 => leaf(), 1 => exponential()];
    leaf.prop_recursive(2, 8, 3, |inner| joined(inner.boxed()))
}

/// One with roots.
fn rooted() -> impl Strategy<Value = Expr> {
    let linear = (leaf(), leaf()).prop_map(|(a, b)| sum(vec![a, b]));
    let inside = prop_oneof![
        letter(),
        small(),
        linear,
        (leaf(), letter()).prop_map(|(a, b)| product(vec![a, b]))
    ];
    let leaf = prop_oneof![1 => leaf(), 2 => inside.prop_map(root)];
    leaf.prop_recursive(2, 6, 3, |inner| joined(inner.boxed()))
}

/// A rule in n and m is asked for; `text` is the author's.
fn asked(text: &str, kind: &str) -> Model {
    let read_kind = || Kind::read(kind).and_then(Result::ok);
    let quantity = |name: &str, kind: Option<Kind>, is: Option<Expr>| Quantity {
        name: name.to_string(),
        kind,
        is,
        within: None,
        letters: Vec::new(),
        said: String::new(),
        units: Vec::new(),
        other_units: Vec::new(),
    };
    let is = read(text, &author()).expect("an author's formula");
    let case = |n: i64, m: i64| -> Row {
        vec![
            ("n".to_string(), Number::whole(n)),
            ("m".to_string(), Number::whole(m)),
        ]
    };
    let rule = RuleAsk {
        name: "goal".to_string(),
        letters: vec!["n".to_string(), "m".to_string()],
        laid: Vec::new(),
        cases: vec![case(1, 2), case(3, 5)],
    };
    Model {
        quantities: vec![
            quantity("n", read_kind(), None),
            quantity("m", read_kind(), None),
            quantity("goal", None, Some(is)),
        ],
        variants: vec![Variant {
            name: String::new(),
            bindings: Vec::new(),
            rows: vec![case(3, 5)],
        }],
        sections: vec![Section {
            id: "x".to_string(),
            variant: 0,
            slots: Vec::new(),
        }],
        asks: vec![Ask {
            id: "x:1".to_string(),
            section: 0,
            sort: Sort::Rule(rule),
            replies: Vec::new(),
            ways: Vec::new(),
            form: None,
            picture: None,
        }],
        ..Model::default()
    }
}

/// What becomes of a student's formula where the author wrote this one.
fn outcome(author: &Expr, kind: &str, student: &Expr) -> Outcome {
    let model = asked(&author.write(), kind);
    let desk = Desk {
        model: &model,
        ask: &model.asks[0],
        row: &model.variants[0].rows[0],
        earlier: &[],
    };
    judge(desk, &student.write()).outcome
}

/// The values of a formula where it has any.
fn values(expr: &Expr) -> Vec<Option<Number>> {
    let model = Model::default();
    let at = |(n, m): &(i64, i64)| {
        let row: Row = vec![
            ("n".to_string(), Number::whole(*n)),
            ("m".to_string(), Number::whole(*m)),
        ];
        number(expr, &World::new(&model, None, &row)).ok()
    };
    POINTS.iter().map(at).collect()
}

/// Whether two formulas differ in a point of every kind.
fn differ(a: &Expr, b: &Expr) -> bool {
    let apart =
        |(a, b): (Option<Number>, Option<Number>)| a.zip(b).is_some_and(|(a, b)| !a.same(&b));
    values(a).into_iter().zip(values(b)).any(apart)
}

/// Both ways round.
fn right(a: &Expr, b: &Expr, kind: &str) -> Result<(), TestCaseError> {
    prop_assume!(a.write().len() < 500 && b.write().len() < 500);
    prop_assert!(
        !differ(a, b),
        "the rewriting is wrong: {} and {}",
        a.write(),
        b.write()
    );
    for (author, student) in [(a, b), (b, a)] {
        let came = outcome(author, kind, student);
        prop_assert_eq!(
            came,
            Outcome::Right,
            "{} is asked over {}, {} is typed",
            author.write(),
            kind,
            student.write()
        );
    }
    Ok(())
}

fn not_right(a: &Expr, b: &Expr, kind: &str) -> Result<(), TestCaseError> {
    if !differ(a, b) {
        return Ok(());
    }
    for (author, student) in [(a, b), (b, a)] {
        let came = outcome(author, kind, student);
        let about = format!(
            "{} is asked over {kind}, {} is typed",
            author.write(),
            student.write()
        );
        prop_assert!(
            matches!(came, Outcome::NotYet | Outcome::Partly),
            "{about}: {came:?}"
        );
    }
    Ok(())
}

fn letters(kind: &str) -> Letters {
    match kind {
        "any" => Letters::Any,
        _ => Letters::NotNegative,
    }
}

proptest! {
    #![proptest_config(law())]

    #[test]
    fn what_is_equal_is_right_either_way(formula in school(), choices in prop::collection::vec(any::<u8>(), 0..60), kind in prop::sample::select(KINDS.to_vec())) {
        let mut choices = Choices(&choices);
        let other = rewritten(&formula, letters(kind), &mut choices);
        survives(&other, &author())?;
        survives(&other, &student())?;
        right(&formula, &other, kind)?;
        not_right(&formula, &slipped(&other, &mut choices), kind)?;
    }

    #[test]
    fn what_is_equal_with_roots_is_right_either_way(formula in rooted(), choices in prop::collection::vec(any::<u8>(), 0..60), kind in prop::sample::select(KINDS[..2].to_vec())) {
        let mut choices = Choices(&choices);
        let other = rewritten(&formula, Letters::Positive, &mut choices);
        right(&formula, &other, kind)?;
        not_right(&formula, &slipped(&other, &mut choices), kind)?;
    }
}
