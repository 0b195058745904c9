//! What authors' formulas come to where numbers do not fit the machine's own.

use super::*;
use crate::engine::model::{Model, Row};
use crate::engine::reader::read;
use crate::engine::token::Scope;

/// The value as text, or why there is none.
fn said(text: &str) -> String {
    let model = Model::default();
    let none = Scope::author(Vec::<&str>::new());
    let value =
        read(text, &none).and_then(|expr| evaluate(&expr, &World::new(&model, None, &Row::new())));
    value.map_or_else(|error| error.key.to_string(), |value| value.shown('.'))
}

#[test]
fn no_number_is_too_large_to_be_asked_about() {
    for (text, want) in [
        ("10^40 is even", "true"),
        ("10^40 is odd", "false"),
        ("10^40 + 1 is odd", "true"),
        ("-10^40 - 1 is odd", "true"),
        ("10^40 + 1/2 is even", "false"),
        ("10^40 + 1/2 is whole", "false"),
        ("10^40 is square", "true"),
        ("10^999 is square", "false"),
        ("10^41 is square", "false"),
        ("10^17 + 1 is square", "false"),
        ("9/4 is square", "false"),
        ("√2 is square", "false"),
        ("0 is square", "true"),
        ("-4 is square", "false"),
        ("7 divides 7^50", "true"),
        ("7^20 divides 7^50 + 1", "false"),
        ("97 is prime", "true"),
        ("91 is prime", "false"),
        ("1 is prime", "false"),
        ("1/2 is prime", "false"),
        ("-10^40 is prime", "false"),
        ("10^40 + 1 is prime", "too-much-work"),
        ("2^61 - 1 is prime", "too-much-work"),
        ("10^40 < 10^40 + 1/10^40", "true"),
        ("10^40 in [10^40, 1]", "true"),
    ] {
        assert_eq!(said(text), want, "{text}");
    }
}

#[test]
fn functions_are_exact_for_large_numbers() {
    for (text, want) in [
        ("gcd(10^50, 6^40)", "1099511627776"),
        ("gcd(-12, 18)", "6"),
        ("gcd(0, 0)", "0"),
        ("gcd(1/2, 3)", "no-real-value"),
        ("lcm(10^20, 15^20)", "348678440100000000000000000000"),
        ("lcm(0, 5)", "0"),
        ("30!", "265252859812191058636308480000000"),
        ("449!/448!", "449"),
        ("450!", "too-large"),
        ("(10^30)!", "too-large"),
        ("(-1)!", "no-real-value"),
        ("(1/2)!", "no-real-value"),
        ("choose(5, 2)", "10"),
        ("choose(5, 6)", "0"),
        ("choose(-5, 2)", "0"),
        ("choose(5, 1/2)", "no-real-value"),
        ("choose(100, 50)", "100891344545564193334812497256"),
        (
            "choose(10^20, 2)",
            "4999999999999999999950000000000000000000",
        ),
        ("choose(10^20, 10^20 - 1)", "100000000000000000000"),
        ("choose(10^20, 10^19)", "too-large"),
        ("floor(10^30 + 1/2)", "1000000000000000000000000000000"),
        ("round(-10^30 - 1/2)", "−1000000000000000000000000000000"),
        ("abs(-10^30)", "1000000000000000000000000000000"),
        ("√(10^60)", "1000000000000000000000000000000"),
        (
            "mean(10^30, 10^30 + 1)",
            "1000000000000000000000000000000.5",
        ),
        ("sum(1/k for k in 1..5000)", "too-much-work"),
        ("count(k for k in 1..20 where k! > 10^10)", "7"),
        ("count(k for k in 1..9000 where 449! > k)", "too-much-work"),
    ] {
        assert_eq!(said(text), want, "{text}");
    }
}
