use super::*;

fn student(text: &str) -> String {
    let names = ["n", "m", "k"]
        .map(|name| (name.to_string(), name.to_string()))
        .to_vec();
    let mut scope = Scope::student(names, '.');
    scope.units = vec!["tile".into(), "tiles".into()];
    read(text, &scope).map_or_else(|e| format!("{} {:?}", e.key, e.range), |expr| expr.write())
}

fn author(text: &str) -> String {
    let scope = Scope::author(["n", "m", "k", "tiles", "row", "column"]);
    read(text, &scope).map_or_else(|e| format!("{} {:?}", e.key, e.range), |expr| expr.write())
}

#[test]
fn students_write_as_schools_do() {
    for (written, read_as) in [
        ("4n+4", "4n + 4"),
        ("4×5+4", "4·5 + 4"),
        ("4x5+4", "4·5 + 4"),
        ("4N + 4", "4n + 4"),
        ("(n+2)² − n²", "(n + 2)² − n²"),
        ("(n+2)^2-n^2", "(n + 2)² − n²"),
        ("n m", "n m"),
        ("nm", "n m"),
        ("nm²", "n m²"),
        ("2k(n+m)", "2k(n + m)"),
        ("24 tiles", "24"),
        ("$ 24", "24"),
        ("1,056", "1056"),
        ("10 000", "10000"),
        ("2½", "2.5"),
        ("2 1/2", "2 + 1/2"),
        ("½n", "0.5n"),
        ("⅓", "⅓"),
        ("√9", "sqrt(9)"),
        ("2√3", "2sqrt(3)"),
        ("|n - 3|", "abs(n − 3)"),
        ("2|n|", "2abs(n)"),
        ("2^3^2", "2^(3²)"),
        ("-n²", "−n²"),
        ("x^2", "unknown-letter 0..1"),
        ("4x+4", "unknown-letter 1..2"),
        ("lots", "unknown-word 0..4"),
        ("n2", "letter-with-digit 0..2"),
        ("2/3n", "ambiguous-division 1..4"),
        ("4 5", "number-beside-number 2..3"),
        ("(n+1", "unclosed 0..1"),
        ("n+1)", "unopened 3..4"),
        ("4n+", "unfinished 3..3"),
        ("75,00", "stray-comma 2..3"),
        ("4n ? 4", "unknown-sign 3..4"),
        ("２４", "24"),
    ] {
        assert_eq!(student(written), read_as, "{written}");
    }
}

#[test]
fn authors_have_tests_ranges_and_other_cases() {
    for (written, read_as) in [
        ("row > k and row <= n + k", "row > k and row ≤ n + k"),
        (
            "(row <= k or row > n + k) and not column = 1",
            "(row ≤ k or row > n + k) and not column = 1",
        ),
        ("n is not whole", "n is not whole"),
        ("|tiles - 26| < 4", "abs(tiles − 26) < 4"),
        ("tiles for n = 2", "tiles for n = 2"),
        ("5 (tiles for n = 5)", "5(tiles for n = 5)"),
        (
            "count(d for d in 1..n where d divides n)",
            "count(d for d in 1..n where d divides n)",
        ),
        ("[1, 2, 3]", "[1, 2, 3]"),
        ("0 < n < 8", "0 < n < 8"),
        ("n in 1..6 without 3", "n in 1..6 without 3"),
        ("prise", "unknown-name 0..5"),
        ("n is funny", "unknown-property 5..10"),
        ("4.n", "unknown-sign 1..2"),
        ("4 n", "4n"),
    ] {
        assert_eq!(author(written), read_as, "{written}");
    }
}

#[test]
fn depth_and_length_have_limits() {
    assert!(student(&"(".repeat(300)).starts_with("too-deep"));
    assert!(student(&"-".repeat(300)).starts_with("too-deep"));
    assert!(author(&"not ".repeat(100)).starts_with("too-deep"));
    assert!(student(&format!("n{}", "!".repeat(300))).starts_with("too-deep"));
    assert!(student(&"1+".repeat(400)).starts_with("too-long"));
}
