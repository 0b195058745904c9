//! What is written is read again: authors' and students' maths, and numbers.

use crate::law;
use lowfloor::engine::expr::{Expr, Function, Op, Relation};
use lowfloor::engine::model::{Model, Row};
use lowfloor::engine::number::Number;
use lowfloor::engine::reader::read;
use lowfloor::engine::token::Scope;
use lowfloor::engine::value::number;
use lowfloor::engine::world::World;
use proptest::prelude::*;

fn literal() -> impl Strategy<Value = Expr> {
    (
        0i64..200,
        prop::sample::select(vec![1i64, 1, 1, 2, 3, 4, 5, 8, 10, 100]),
    )
        .prop_map(|(top, bottom)| Expr::literal(Number::fraction(top, bottom).expect("a number")))
}

fn leaf() -> impl Strategy<Value = Expr> {
    let name = prop::sample::select(vec!["n", "m", "tiles"]).prop_map(Expr::name);
    prop_oneof![literal(), name]
}

/// What both authors and students may write.
fn formula() -> impl Strategy<Value = Expr> {
    leaf().prop_recursive(4, 24, 3, |inner| {
        let terms = prop::collection::vec((any::<bool>(), inner.clone()), 2..4);
        let factors = prop::collection::vec((any::<bool>(), inner.clone()), 2..4);
        let functions = prop::sample::select(vec![Function::Sqrt, Function::Abs]);
        prop_oneof![
            terms.prop_map(|parts| Expr::new(Op::Sum, signed(parts, Expr::minus))),
            factors.prop_map(|parts| Expr::new(Op::Product, signed(parts, Expr::over))),
            inner.clone().prop_map(Expr::minus),
            prop::collection::vec(inner.clone(), 2).prop_map(|parts| Expr::new(Op::Power, parts)),
            (functions, inner).prop_map(|(function, of)| Expr::new(Op::Call(function), vec![of])),
        ]
    })
}

/// The first part of a sum or a product has no sign of its own.
fn signed(parts: Vec<(bool, Expr)>, inverse: fn(Expr) -> Expr) -> Vec<Expr> {
    let mut signed = Vec::new();
    for (at, (other, of)) in parts.into_iter().enumerate() {
        signed.push(if other && at > 0 { inverse(of) } else { of });
    }
    signed
}

/// What only authors write.
fn statement() -> impl Strategy<Value = Expr> {
    let relations = prop::sample::select(vec![
        Relation::Equal,
        Relation::NotEqual,
        Relation::Less,
        Relation::AtLeast,
    ]);
    let compare = (formula(), relations, formula())
        .prop_map(|(a, relation, b)| Expr::new(Op::Compare(vec![relation]), vec![a, b]));
    compare.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(|parts| Expr::new(Op::And, parts)),
            prop::collection::vec(inner.clone(), 2..4).prop_map(|parts| Expr::new(Op::Or, parts)),
            inner.prop_map(|of| Expr::new(Op::Not, vec![of])),
        ]
    })
}

pub fn author() -> Scope {
    Scope::author(["n", "m", "tiles"])
}

pub fn student() -> Scope {
    let names = ["n", "m", "tiles"].map(|name| (name.to_string(), name.to_string()));
    Scope::student(names.to_vec(), '.')
}

/// The value with n = 3, m = 5, tiles = 7, as text.
pub fn worth(expr: &Expr) -> Option<String> {
    let row: Row = [("n", 3), ("m", 5), ("tiles", 7)]
        .map(|(name, value)| (name.to_string(), Number::whole(value)))
        .to_vec();
    let model = Model::default();
    number(expr, &World::new(&model, None, &row))
        .ok()
        .map(|value| value.exact_text())
}

pub fn survives(expr: &Expr, scope: &Scope) -> Result<(), TestCaseError> {
    let written = expr.write();
    let again = read(&written, scope);
    prop_assert!(
        again.is_ok(),
        "`{}` is written and not read: {:?}",
        written,
        again.err()
    );
    let again = again.expect("checked");
    prop_assert_eq!(&again, expr, "`{}` is read as `{}`", written, again.write());
    prop_assert_eq!(
        worth(&again),
        worth(expr),
        "`{}` changes its value",
        written
    );
    Ok(())
}

proptest! {
    #![proptest_config(law())]

    #[test]
    fn what_is_written_is_read_again(expr in formula()) {
        survives(&expr, &author())?;
        survives(&expr, &student())?;
    }

    #[test]
    fn statements_are_read_again(expr in statement()) {
        survives(&expr, &author())?;
    }

    #[test]
    fn numbers_survive_their_text(top in -1_000_000_000_000i64..1_000_000_000_000, bottom in 1i64..1_000_000) {
        let number = Number::fraction(top, bottom).expect("a number");
        let model = Model::default();
        let read = read(&number.exact_text(), &author()).expect("a number is read");
        let again = super_number(&read, &model);
        prop_assert!(again.same(&number), "{}", number.exact_text());
        let student = lowfloor::engine::reader::read(&number.shown('.'), &student()).expect("a shown number is read");
        prop_assert!(super_number(&student, &model).same(&number), "{}", number.shown('.'));
    }
}

fn super_number(expr: &Expr, model: &Model) -> Number {
    number(expr, &World::new(model, None, &Row::new())).expect("a value")
}
