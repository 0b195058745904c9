//! Every row of `tests/judging/*.tsv`, judged natively. The tables are frozen: the same response, the same outcome, for ever.

mod tables;

use lowfloor::engine::judge::{Desk, Earlier, judge};
use lowfloor::engine::template::plain;

#[test]
fn every_row_gets_its_outcome() {
    let shelf = tables::shelf();
    assert_eq!(shelf.errors(), Vec::<String>::new());
    let lines = tables::lines();
    assert!(lines.len() >= 250, "only {} rows", lines.len());
    let faults: Vec<String> = lines
        .iter()
        .filter_map(|line| {
            let differences = match shelf.feedback(line) {
                Ok(feedback) => tables::differences(&line.want, &tables::columns(&feedback)),
                Err(reason) => vec![reason],
            };
            let shown: String = line.responses.join(" ⏎ ").chars().take(60).collect();
            let said = format!(
                "{} {} [{}] `{shown}`: {}",
                line.at,
                line.address,
                line.case,
                differences.join("; ")
            );
            (!differences.is_empty()).then_some(said)
        })
        .collect();
    assert!(
        faults.is_empty(),
        "{} of {} rows:\n{}",
        faults.len(),
        lines.len(),
        faults.join("\n")
    );
}

#[test]
fn no_row_stands_twice() {
    let mut seen = std::collections::HashSet::new();
    for line in tables::lines() {
        let key = (
            line.address.clone(),
            line.case.clone(),
            line.responses.clone(),
        );
        assert!(
            seen.insert(key),
            "{}: this row stands above already",
            line.at
        );
    }
}

/// What was answered before, to which ask; then a rule that is not right, and what the page says of both.
const COUNTED: [[&str; 4]; 9] = [
    ["", "", "5n", "count, and compare"],
    [
        "count:1",
        "24",
        "5n",
        "For n = 5 your rule gives 25 tiles; you counted 24 tiles",
    ],
    [
        "count:1",
        "4·5 + 4",
        "5n − 2",
        "gives 23 tiles; you counted 24 tiles",
    ],
    ["count:1", "20", "5n", "count, and compare"],
    [
        "several-pools:1",
        "16; 32; 44; 404; 6: 28",
        "3n",
        "For n = 10 your rule gives 30 tiles; you counted 44 tiles",
    ],
    [
        "several-pools:1",
        "16; 7; 7; ; ",
        "3n",
        "For n = 3 your rule gives 9 tiles; you counted 16 tiles",
    ],
    [
        "several-pools:1",
        "; ; ; ; 6: 28",
        "3n",
        "For n = 6 your rule gives 18 tiles; you counted 28 tiles",
    ],
    [
        "several-pools:1",
        "; ; ; ; 6: 27",
        "3n",
        "count, and compare",
    ],
    ["a-longer-pool:1", "20; 34; 224", "3n", "count, and compare"],
];

#[test]
fn only_what_was_right_before_counts() {
    let shelf = tables::shelf();
    let (task, ask, row) = shelf.desk("pool-border#any-pool", "").expect("the rule");
    for [place, text, rule, want] in COUNTED {
        let earlier = [Earlier {
            ask: place.to_string(),
            row: row.clone(),
            text: text.to_string(),
        }];
        let desk = Desk {
            model: &task.model,
            ask,
            row: &row,
            earlier: &earlier,
        };
        let says = plain(&judge(desk, rule).says);
        assert!(says.contains(want), "{place} {text}, {rule}: {says}");
    }
}

#[test]
fn a_rule_that_is_not_right_is_not_told_the_right_value() {
    let shelf = tables::shelf();
    let (task, ask, row) = shelf.desk("pool-border#any-pool", "").expect("the rule");
    let desk = Desk {
        model: &task.model,
        ask,
        row: &row,
        earlier: &[],
    };
    for rule in [
        "7n",
        "6n + 2",
        "5n + 3",
        "n² + 8",
        "4n + 4 + (n − 1)(n − 2)(n − 4)(n − 5)(n − 10)",
        "n + 100",
    ] {
        let feedback = judge(desk, rule);
        let says = plain(&feedback.says);
        for n in 1..=10 {
            let right = format!("{} tiles", 4 * n + 4);
            // A rule that gives the right value may say so itself.
            assert!(
                !says.contains(&format!("; {right}")) && !says.contains("counted"),
                "{rule}: {says}"
            );
        }
    }
}
