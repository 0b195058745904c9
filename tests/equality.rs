//! Every row of `tests/equality/*.tsv`, judged natively: what a school calls equal is right, whichever side the author
//! wrote, and nothing else is.

mod corpora;
#[allow(dead_code)]
mod scratch;
mod tables;

use corpora::{Corpus, Trial, equality, shown, twice};
use lowfloor::engine::judge::{Desk, judge};

fn outcome(corpus: &Corpus, trial: &Trial) -> Result<String, String> {
    let (task, ask, row) = corpus.desk(trial)?;
    let desk = Desk {
        model: &task.model,
        ask,
        row: &row,
        earlier: &[],
    };
    let feedback = judge(desk, &trial.text);
    let read_as = feedback.read_as.unwrap_or(feedback.says);
    Ok(format!("{} ({})", feedback.outcome.word(), shown(&read_as)))
}

/// `wrong` is either of the two outcomes a wrong rule can have.
fn fits(want: &str, came: &str) -> bool {
    let came = came.split(' ').next().unwrap_or("");
    want == came || (want == "wrong" && matches!(came, "not-yet" | "partly"))
}

#[test]
fn what_is_equal_is_right_and_nothing_else_is() {
    let corpus = equality("equality");
    assert!(corpus.trials.len() >= 500, "{} trials", corpus.trials.len());
    let mut faults = Vec::new();
    for trial in &corpus.trials {
        let (Ok(came) | Err(came)) = outcome(&corpus, trial);
        let want = &trial.want[0];
        if !fits(want, &came) {
            let how = if trial.exchanged { " exchanged" } else { "" };
            let (at, about, text) = (&trial.at, &trial.about, shown(&trial.text));
            faults.push(format!(
                "{at}{how}: {about} `{text}`: wanted {want}, came {came}"
            ));
        }
    }
    assert!(
        faults.is_empty(),
        "{} of {} trials:\n{}\nabout the tasks:\n{}",
        faults.len(),
        corpus.trials.len(),
        faults.join("\n"),
        corpus.trouble.join("\n")
    );
}

#[test]
fn no_row_stands_twice() {
    let corpus = equality("equality-twice");
    assert_eq!(twice(&corpus), Vec::<&str>::new());
}
