use super::*;
use crate::engine::kind::Kind;
use crate::engine::model::Quantity;
use crate::engine::reader::read;
use crate::engine::token::Scope;

/// `n`, `m` and `k` count from 0, `s` is any number from 0 on, `x` and `y` are any numbers.
fn model() -> Model {
    let zero = || Some(Number::whole(0));
    let kind = |name: &str| match name {
        "s" => Kind::Any {
            low: zero(),
            high: None,
        },
        "x" | "y" => Kind::Any {
            low: None,
            high: None,
        },
        _ => Kind::Range {
            low: Number::whole(0),
            high: None,
            step: Number::whole(1),
        },
    };
    let quantity = |name: &str| Quantity {
        name: name.to_string(),
        kind: Some(kind(name)),
        is: None,
        within: None,
        letters: Vec::new(),
        said: String::new(),
        units: Vec::new(),
        other_units: Vec::new(),
    };
    let quantities = ["n", "m", "k", "s", "x", "y"].map(quantity).into();
    Model {
        quantities,
        ..Model::default()
    }
}

fn told(a: &str, b: &str) -> Exactly {
    let scope = Scope::author(["n", "m", "k", "s", "x", "y"]);
    let (a, b) = (read(a, &scope).unwrap(), read(b, &scope).unwrap());
    let model = model();
    let there = exactly(&a, &b, &model);
    assert_eq!(exactly(&b, &a, &model), there);
    there
}

#[test]
fn equal_formulas_have_one_normal_form() {
    for (a, b) in [
        ("4n + 4", "4(n + 1)"),
        ("4n + 4", "(n + 2)² − n²"),
        ("(n² − 1)/(n − 1)", "n + 1"),
        ("(n + 2k)(m + 2k) − n m", "2k(n + m + 2k)"),
        ("n/2 + n/2", "n"),
        ("1/(1 + 1/n)", "n/(n + 1)"),
        ("1/n − 1/(n + 1)", "1/(n(n + 1))"),
        ("n²·n^(-1)", "n"),
        ("x^-2·x^3", "x"),
        ("2^(n + 1)", "2·2^n"),
        ("2^(3n + 1)", "2·8^n"),
        ("4^n", "2^(2n)"),
        ("4^n·2^n", "8^n"),
        ("6^n", "2^n·3^n"),
        ("6^n/3^n", "2^n"),
        ("2^n/2", "2^(n − 1)"),
        ("(2^n)^2", "4^n"),
        ("(2^n)^m", "2^(n m)"),
        ("(1/2)^n", "2^(-n)"),
        ("(3/2)^n", "3^n/2^n"),
        ("0.5^n", "1/2^n"),
        ("4^(n/2)", "2^n"),
        ("(-2)^n", "(-1)^n·2^n"),
        ("(-1)^(n + 2)", "(-1)^n"),
        ("(-1)^(2n)", "1"),
        ("x^(n + 1)", "x·x^n"),
        ("(x y)^n", "x^n y^n"),
        ("(2n + 2)^(m + 1)", "2·2^m·(n + 1)^m·(n + 1)"),
        ("√(4s)", "2√s"),
        ("√s·√s", "s"),
        ("√s/s", "1/√s"),
        ("s√s", "s^(3/2)"),
        ("√(s²)", "s"),
        ("√(x²)", "|x|"),
        ("|x|²", "x²"),
        ("|2x|", "2|−x|"),
        ("|x y|", "|x|·|y|"),
        ("|x − 3|", "√(x² − 6x + 9)"),
        ("|n|", "n"),
        ("√12", "2√3"),
        ("√8 + √2", "3√2"),
        ("2/√2", "√2"),
        ("1/(√2 − 1)", "√2 + 1"),
        ("√(4n + 4)", "2√(n + 1)"),
        ("√(n + 1)²", "n + 1"),
        ("(n + 1)/√(n + 1)", "√(n + 1)"),
        ("8^(1/3)", "2"),
        ("(x^3)^(1/3)", "x"),
        ("(−8x)^(1/3)", "−2·x^(1/3)"),
        ("(−8x)^(2/3)", "4·x^(2/3)"),
        (
            "floor((n + 1)/2) + floor(n/2)",
            "floor(n/2) + floor(n/2 + 1/2)",
        ),
        ("max(2, 3) n", "3n"),
        ("choose(5, 2) n", "10n"),
    ] {
        assert_eq!(told(a, b), Exactly::Same, "{a} and {b}");
    }
}

#[test]
fn large_formulas_are_told() {
    for (a, b) in [
        ("(n + 1)^20", "((n + 1)^10)^2"),
        ("(n + m + k)^8", "((n + m + k)²)^4"),
        ("(x + 1)^60", "(x² + 2x + 1)^30"),
        ("2^60·n", "2^30·n·2^30"),
    ] {
        assert_eq!(told(a, b), Exactly::Same, "{a} and {b}");
    }
}

#[test]
fn formulas_that_differ_are_told() {
    for (a, b) in [
        ("4n + 4", "4n + 4.0001"),
        ("2^n", "n^2"),
        ("1/n", "n"),
        ("s√2", "s√3"),
        ("√s", "√s + 0.000000000001"),
        ("(n + 1)^20", "(n + 1)^20 + 1"),
        ("2^(n²)", "2^(2n)"),
        ("n", "n + n(n − 1)(n − 2)(n − 3)"),
    ] {
        assert_eq!(told(a, b), Exactly::Different, "{a} and {b}");
    }
}

#[test]
fn what_the_normal_form_cannot_tell_is_left_to_values() {
    for (a, b) in [
        ("|x|", "x"),
        ("√(x²)", "x"),
        ("√(n² + 2n + 1)", "n + 1"),
        ("floor(n/2)", "n/2"),
        ("(n + 1)!", "(n + 1)·n!"),
        ("√(-4)", "2"),
        ("n/(n − n)", "n"),
        ("(-1)^(n²)", "(-1)^n"),
    ] {
        assert_eq!(told(a, b), Exactly::Unknown, "{a} and {b}");
    }
}
