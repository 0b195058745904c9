//! What numbers do, as a table for each question; and the same sums by other means.

use super::*;

/// A number as `exact_text` writes it; `10^3` stands for its digits.
fn n(text: &str) -> Number {
    if let Some((base, exponent)) = text.split_once('^') {
        return n(base).power(&n(exponent)).unwrap();
    }
    let size = text.trim_start_matches('-');
    let (top, bottom) = size.split_once('/').unwrap_or((size, "1"));
    let literal = |digits| Number::literal(digits).unwrap();
    let size = literal(top).over(&literal(bottom)).unwrap();
    if text.starts_with('-') {
        size.negated().unwrap()
    } else {
        size
    }
}

/// What comes of it, or why nothing does.
fn said(result: Result<Number, Error>) -> String {
    result.map_or_else(|error| error.key.to_string(), |number| number.exact_text())
}

#[test]
fn arithmetic_is_exact() {
    for (got, want) in [
        (n("7").over(&n("2")), "7/2"),
        (n("0.1").plus(&n("0.2")), "3/10"),
        (n("1/3").minus(&n("1/2")), "-1/6"),
        (n("-2147483648").negated(), "2147483648"),
        (n("2147483647").plus(&n("1")), "2147483648"),
        (n("2147483648").minus(&n("4294967296")), "-2147483648"),
        (
            n("999999999999999999999").plus(&n("1")),
            "1000000000000000000000",
        ),
        (
            n("123456789012345678901234567890").times(&n("987654321098765432109876543210")),
            "121932631137021795226185032733622923332237463801111263526900",
        ),
        (
            n("121932631137021795226185032733622923332237463801111263526900")
                .over(&n("987654321098765432109876543210")),
            "123456789012345678901234567890",
        ),
        (n("10^999").minus(&n("10^999")), "0"),
        (n("10^999").over(&n("10^998")), "10"),
        (n("-7/2").floor(), "-4"),
        (n("7/2").floor(), "3"),
        (n("-7").remainder(&n("2")), "1"),
        (n("7").remainder(&n("-2")), "-1"),
        (n("2^100").remainder(&n("10^9")), "703205376"),
    ] {
        assert_eq!(said(got), want);
    }
}

#[test]
fn powers_are_exact_up_to_the_limit() {
    for (base, exponent, want) in [
        ("2", "-2", "1/4"),
        ("-8", "3", "-512"),
        ("2/3", "-3", "27/8"),
        ("-1", "1000001", "-1"),
        ("-1", "1000000000000000000000000", "1"),
        ("1", "99999999999", "1"),
        ("0", "7", "0"),
        ("0", "0", "1"),
        ("2", "100", "1267650600228229401496703205376"),
        ("4", "3/2", "8"),
        ("-8", "2/3", "4"),
        ("-8", "5/3", "-32"),
        ("32", "-3/5", "1/8"),
        ("2", "1/2", "1.414213562"),
        ("-2", "1/3", "-1.25992105"),
        ("1.5", "0.001", "1.000405547"),
        ("10", "999", &("1".to_string() + &"0".repeat(999))),
        ("9", "387420489", "too-large"),
        ("1/2", "387420489", "too-large"),
        ("2", "-387420489", "too-large"),
        ("2", "1000000000000000000000000", "too-large"),
        ("10", "1000", "too-large"),
        ("10", "-1000", "too-large"),
        ("0", "-1", "divided-by-zero"),
        ("-4", "1/2", "no-real-value"),
        ("-4", "3/4", "no-real-value"),
    ] {
        let got = n(base).power(&n(exponent));
        assert_eq!(said(got), want, "{base}^({exponent})");
    }
    let large = n("2^1000").exact_text();
    assert_eq!((large.len(), large.get(..9)), (302, Some("107150860")));
}

#[test]
fn roots_are_exact_where_they_can_be() {
    for (of, degree, want) in [
        ("49/4", 2, "7/2"),
        ("27", 3, "3"),
        ("1/8", 3, "1/2"),
        ("-27", 3, "-3"),
        ("0", 5, "0"),
        ("7", 1, "7"),
        ("1267650600228229401496703205376", 50, "4"),
        ("10^998", 2, &("1".to_string() + &"0".repeat(499))),
        ("7^363", 11, &n("7^33").exact_text()),
        ("4503599761588225", 2, "67108865"),
        ("5", 2, "2.236067977"),
        ("-4", 2, "no-real-value"),
        ("7", 0, "divided-by-zero"),
    ] {
        assert_eq!(said(n(of).rooted(degree)), want, "{of}");
    }
    for (of, want) in [
        ("4503599761588225", true),
        ("4503599761588224", false),
        ("9/4", true),
        ("9/5", false),
        ("152415787532388367501905199875019052100", true),
        ("152415787532388367501905199875019052101", false),
    ] {
        assert_eq!(n(of).exact_root(2).is_some(), want, "{of}");
    }
}

#[test]
fn what_has_no_value_says_why() {
    for (got, want) in [
        (n("1").over(&n("0")), "divided-by-zero"),
        (n("10^999").over(&n("0")), "divided-by-zero"),
        (Number::near(0.5).unwrap().over(&n("0")), "divided-by-zero"),
        (Number::fraction(1, 0), "divided-by-zero"),
        (n("10^999").times(&n("10")), "too-large"),
        (
            n("1").over(&n("10^999")).unwrap().over(&n("10")),
            "too-large",
        ),
        (Number::near(f64::INFINITY), "too-large"),
        (Number::near(1e300).unwrap().times(&n("10^20")), "too-large"),
        (Number::near(0.5).unwrap().plus(&n("10^400")), "too-large"),
        (n("10^401").root(), "too-large"),
        (n("-2").root(), "no-real-value"),
        (Number::literal("12a"), "not-a-number"),
        (
            Number::literal(&"9".repeat(1_000)).unwrap().plus(&n("1")),
            "too-large",
        ),
        (Number::literal(&"9".repeat(1_001)), "too-large"),
        (Number::literal(&"9".repeat(1_000_000)), "too-large"),
        (
            Number::literal(&format!(".{}1", "0".repeat(1_000))),
            "too-large",
        ),
        (
            Number::literal(&format!("{}7.0{0}", "0".repeat(1_000_000))),
            "7",
        ),
    ] {
        assert_eq!(said(got), want);
    }
    assert_eq!(n("10^400").to_f64().unwrap_err().key, "too-large");
}

#[test]
fn numbers_are_ordered_exactly() {
    let ascending = [
        "-1000000000000000000000000000000000000001/3",
        "-1000000000000000000000000000000000000000/3",
        "-2147483648",
        "-2147483647",
        "-1/3",
        "0",
        "1000000000000000000000/3000000000000000000001",
        "1/3",
        "2147483647",
        "2147483648",
        "9007199254740992",
        "9007199254740993",
    ];
    for (a, left) in ascending.iter().enumerate() {
        for (b, right) in ascending.iter().enumerate() {
            assert_eq!(n(left).order(&n(right)), a.cmp(&b), "{left} and {right}");
            assert_eq!(n(left).same(&n(right)), a == b, "{left} and {right}");
        }
    }
    let near = Number::near(1.0 / 3.0).unwrap();
    assert_eq!(near.order(&n("1/3")), Ordering::Equal);
    assert_eq!(near.order(&n("10^400")), Ordering::Less);
    assert!(!near.same(&n("10^400")));
}

#[test]
fn whole_numbers_that_fit_are_told() {
    for (text, want) in [
        ("-5", Some(-5)),
        ("9223372036854775807", Some(i64::MAX)),
        ("-9223372036854775808", Some(i64::MIN)),
        ("9223372036854775808", None),
        ("10^30", None),
        ("1/2", None),
    ] {
        assert_eq!(n(text).to_whole(), want, "{text}");
    }
    for whole in [0, 1, -1, i64::MAX, i64::MIN, 1 << 31, -(1 << 31)] {
        assert_eq!(Number::whole(whole).to_whole(), Some(whole));
    }
    assert!(n("10^30").is_whole() && !n("10^30").over(&n("7")).unwrap().is_whole());
}

#[test]
fn shown_as_readers_write() {
    for (number, want) in [
        (n("13/2"), "6,5"),
        (n("-22/3"), "−22/3"),
        (n("-0.05"), "−0,05"),
        (n("1/128"), "1/128"),
        (n("1/64"), "0,015625"),
        (n("20.500000001"), "20,500000001"),
        (n("10^21"), "1000000000000000000000"),
        (n("2").root().unwrap(), "1,414213562"),
        (Number::near(-0.5).unwrap(), "−0,5"),
        (Number::near(-1e-12).unwrap(), "0"),
        (Number::near(2.9999999999).unwrap(), "3"),
        (Number::near(1e22).unwrap(), "10000000000000000000000"),
        (Number::near(-1.5e300).unwrap(), &whole_digits(-1.5e300)),
    ] {
        assert_eq!(number.shown(','), want);
    }
}

/// The digits as the standard library writes them.
fn whole_digits(value: f64) -> String {
    format!("{value:.0}").replace('-', "−")
}

#[test]
fn decimals_are_good_to_14_digits() {
    for (text, want) in [
        ("1/3", 1.0 / 3.0),
        ("-9007199254740993", -9007199254740992.0),
        ("10^300", 1e300),
        ("123456789^37", 123456789f64.powi(37)),
    ] {
        let got = n(text).to_f64().unwrap();
        assert!(
            (got / want - 1.0).abs() < 1e-14,
            "{text}: {got} is not {want}"
        );
    }
    let ratio = n("7^900").over(&n("6^950")).unwrap().to_f64().unwrap();
    let want = (900.0 * 7f64.ln() - 950.0 * 6f64.ln()).exp();
    assert!((ratio / want - 1.0).abs() < 1e-11, "{ratio} is not {want}");
}

#[test]
fn a_number_is_small_to_carry() {
    assert!(size_of::<Number>() <= 2 * size_of::<usize>());
    assert!(size_of::<Result<Number, Error>>() <= 2 * size_of::<usize>());
}

// ---- the same by other means ----

/// Fixed numbers that look like chance, of all lengths up to 120 bits.
struct Draw(u64);

impl Draw {
    fn bits(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        self.0 >> 32
    }

    fn whole(&mut self, bits: u32) -> i128 {
        let all = (0..4).fold(0u128, |all, _| all << 32 | u128::from(self.bits()));
        let size = (all >> (128 - 1 - self.bits() as u32 % bits)) as i128;
        if self.bits().is_multiple_of(2) {
            size
        } else {
            -size
        }
    }
}

fn big(whole: i128) -> Number {
    n(&whole.to_string())
}

fn common(a: i128, b: i128) -> i128 {
    if b == 0 { a.abs() } else { common(b, a % b) }
}

fn fraction(top: i128, bottom: i128) -> String {
    let shared = common(top, bottom) * bottom.signum();
    match bottom / shared {
        1 => (top / shared).to_string(),
        bottom => format!("{}/{bottom}", top / shared),
    }
}

#[test]
fn whole_numbers_are_as_the_machine_has_them() {
    let mut draw = Draw(1);
    for _ in 0..4_000 {
        let (a, b) = (draw.whole(120), draw.whole(120));
        let (x, y) = (big(a), big(b));
        assert_eq!(said(x.plus(&y)), (a + b).to_string(), "{a} + {b}");
        assert_eq!(said(x.minus(&y)), (a - b).to_string(), "{a} - {b}");
        assert_eq!(x.order(&y), a.cmp(&b), "{a} and {b}");
        assert_eq!(x.common(&y).unwrap().exact_text(), common(a, b).to_string());
        if let Some(product) = a.checked_mul(b) {
            assert_eq!(said(x.times(&y)), product.to_string(), "{a} · {b}");
        }
        if b != 0 {
            assert_eq!(said(x.over(&y)), fraction(a, b), "{a} / {b}");
            let floor = a.div_euclid(b) - i128::from(b < 0 && a.rem_euclid(b) != 0);
            assert_eq!(
                said(x.over(&y).unwrap().floor()),
                floor.to_string(),
                "{a} / {b}"
            );
            assert_eq!(
                said(x.remainder(&y)),
                (a - b * floor).to_string(),
                "{a} mod {b}"
            );
        }
    }
}

#[test]
fn fractions_are_as_the_machine_has_them() {
    let mut draw = Draw(2);
    for _ in 0..3_000 {
        let [a, c] = [draw.whole(60), draw.whole(60)];
        let [b, d] = [draw.whole(60).abs() + 1, draw.whole(60).abs() + 1];
        let (x, y) = (big(a).over(&big(b)).unwrap(), big(c).over(&big(d)).unwrap());
        assert_eq!(said(x.plus(&y)), fraction(a * d + c * b, b * d));
        assert_eq!(said(x.minus(&y)), fraction(a * d - c * b, b * d));
        assert_eq!(said(x.times(&y)), fraction(a * c, b * d));
        assert_eq!(x.order(&y), (a * d).cmp(&(c * b)));
        if c != 0 {
            assert_eq!(said(x.over(&y)), fraction(a * d, b * c));
        }
    }
}

#[test]
fn long_numbers_keep_the_laws() {
    let mut draw = Draw(3);
    let mut long = |limbs: usize| {
        let mut limb = || match draw.bits() % 4 {
            0 => 0,
            1 => 999_999_999,
            _ => (draw.bits() % 1_000_000_000) as u32,
        };
        let mut number: Natural = (0..limbs).map(|_| limb()).collect();
        number.push(1 + limb() % 3);
        number
    };
    for length in 0..16 {
        let (a, b, c) = (long(length * 2), long(length), long(length / 3));
        let product = natural::plus(&natural::times(&a, &b), &c);
        let (quotient, rest) = natural::divided(&product, &a);
        let back = natural::plus(&natural::times(&quotient, &a), &rest);
        assert_eq!(back, product);
        assert!(natural::compare(&rest, &a).is_lt());
        let shared = natural::common(&natural::times(&a, &c), &natural::times(&b, &c));
        assert!(natural::divided(&shared, &c).1.is_empty());
        assert_eq!(natural::read(natural::text(&a).as_bytes()), Some(a.clone()));
        for degree in [2, 3, 5, 12] {
            let power = natural::power(&b, degree);
            assert_eq!(natural::root(&power, degree), Some(b.clone()));
            let more = natural::plus(&power, &[1]);
            assert_eq!(natural::root(&more, degree), None);
        }
    }
}
