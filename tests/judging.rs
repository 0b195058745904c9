//! Every row of `tests/judging/*.tsv`, judged natively. The tables are frozen: the same response, the same outcome, for ever.

mod tables;

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
