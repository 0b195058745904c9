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
fn what_schools_read_in_two_ways_is_asked_back() {
    for (written, read_as) in [
        ("√4n", "ambiguous-root 0..5"),
        ("√n²", "ambiguous-root 0..6"),
        ("√nm", "ambiguous-root 0..5"),
        ("√(4)n", "sqrt(4)n"),
        ("√2√3", "sqrt(2)sqrt(3)"),
        ("2³√8", "ambiguous-root 1..3"),
        ("³√8", "8^(1/3)"),
        ("n²√2", "n² sqrt(2)"),
        ("n^1/2", "ambiguous-power 1..4"),
        ("2^3n", "ambiguous-power 1..4"),
        ("2^nm", "ambiguous-power 1..4"),
        ("n^2m", "n² m"),
        ("n^2/3", "n²/3"),
        ("2 3/4n", "ambiguous-division 0..6"),
        ("2 3/4", "2 + 3/4"),
        ("2 5/4", "ambiguous-number 0..5"),
        ("2 100/200", "ambiguous-number 0..5"),
        ("1 000/2", "1000/2"),
        ("1/2 1/2", "number-beside-number 4..5"),
        ("n/mk", "ambiguous-division 1..4"),
        ("n/(mk)", "n/(m k)"),
        ("3!!", "ambiguous-factorial 2..3"),
        ("nm2", "letter-with-digit 1..3"),
        ("0,123", "stray-comma 1..2"),
        ("0.(3)", "stray-point 1..2"),
        ("1.2.3", "stray-point 3..4"),
    ] {
        assert_eq!(student(written), read_as, "{written}");
    }
}

#[test]
fn pasted_and_drawn_signs_are_read() {
    for (written, read_as) in [
        ("$\\frac{n}{2}$", "n/2"),
        ("\\(2\\frac{1}{2}\\)", "2 + 1/2"),
        ("\\frac12n", "(1/2)n"),
        ("\\sqrt[3]{8}", "8^(1/3)"),
        ("\\left(n+1\\right)^{2}", "(n + 1)²"),
        ("\\lvert n \\rvert", "abs(n)"),
        ("4\\,n\\ +\\; 4\\text{tiles}", "4n + 4"),
        ("2\\pi", "2π"),
        ("2\\foo", "unknown-sign 1..5"),
        ("{n}", "n"),
        ("４ｎ＋４", "4n + 4"),
        ("4𝑛", "4n"),
        ("$24", "24"),
        ("24 €", "24"),
        ("2$4", "unknown-sign 1..2"),
        ("2ⁿ⁺¹", "2^(n + 1)"),
        ("n⁻²", "n^(−2)"),
        ("¹⁄₂", "0.5"),
        ("[n+1]·2", "(n + 1)·2"),
        ("(n+)", "unfinished 3..4"),
        ("n()", "empty-brackets 2..3"),
        (")n(", "unopened 0..1"),
        ("n ≤ 5", "comparison 2..5"),
        ("max(3; 4)", "max(3, 4)"),
        ("max(3)", "wrong-inputs 0..3"),
        ("tiles", "unknown-word 0..5"),
    ] {
        assert_eq!(student(written), read_as, "{written}");
    }
}

#[test]
fn where_every_letter_is_a_name_some_words_are_words() {
    let mut scope = Scope::student(Vec::new(), '.');
    scope.any_letter = true;
    for (written, read_as) in [
        ("ab", "a b"),
        ("a_1+a_2", "a_1 + a_2"),
        ("2pi r", "2π r"),
        ("sin x", "function-brackets"),
        ("nan", "unknown-word"),
    ] {
        let read = read(written, &scope).map_or_else(|e| e.key.to_string(), |expr| expr.write());
        assert_eq!(read, read_as, "{written}");
    }
}

fn statement(text: &str) -> String {
    let names = [("n".to_string(), "n".to_string())].to_vec();
    let mut scope = Scope::student(names, '.');
    scope.statements = true;
    scope.or_words.push("oder".to_string());
    read(text, &scope).map_or_else(|e| format!("{} {:?}", e.key, e.range), |expr| expr.write())
}

#[test]
fn students_compare_where_statements_are_wanted() {
    for (written, read_as) in [
        ("2 < n <= 5", "2 < n ≤ 5"),
        ("n=<5", "n ≤ 5"),
        ("5 => n", "5 ≥ n"),
        ("n ⩾ 5", "n ≥ 5"),
        ("n \\neq 5", "n ≠ 5"),
        ("n!=5", "n ≠ 5"),
        ("n = 1 or n = 2", "n = 1 or n = 2"),
        ("n < 1 oder n > 5 and n < 9", "n < 1 or n > 5 and n < 9"),
        ("(n < 1 or n > 5) and n < 9", "(n < 1 or n > 5) and n < 9"),
        ("n < 1 ∨ n > 5", "n < 1 or n > 5"),
        ("2n + 1", "2n + 1"),
        ("n = 1 or 2", "half-statement 0..10"),
        ("(n = 1) + 2", "half-statement 0..11"),
        ("n <", "unfinished 3..3"),
        ("n is even", "n is even"),
    ] {
        assert_eq!(statement(written), read_as, "{written}");
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
        ("pi n^2", "π n²"),
        ("2^nm", "ambiguous-power 1..4"),
        ("4 \\cdot n", "unknown-sign 2..7"),
    ] {
        assert_eq!(author(written), read_as, "{written}");
    }
}

#[test]
fn depth_and_length_have_limits() {
    assert!(student(&"(".repeat(300)).starts_with("too-deep"));
    assert!(student(&"-".repeat(300)).starts_with("too-deep"));
    assert!(author(&"not ".repeat(100)).starts_with("too-deep"));
    assert!(author(&format!("n{}", "!".repeat(300))).starts_with("too-deep"));
    assert!(student(&"1+".repeat(400)).starts_with("too-long"));
}
