//! The same response gets the same feedback for ever, here and in the page.

use crate::markup::balanced;
use crate::strange::response;
use crate::{BENCH, SHELF, law, tables};
use lowfloor::diagnostic::Diagnostic;
use lowfloor::engine::feedback::{Feedback, Outcome};
use lowfloor::engine::judge::{Desk, Earlier, judge};
use lowfloor::engine::model::{Ask, Model};
use lowfloor::engine::reading::{State, reading};
use lowfloor::engine::wire;
use lowfloor::proof::prove;
use proptest::prelude::*;
use std::sync::LazyLock;

/// What the rows of the tables type, one history each.
static TYPED: LazyLock<Vec<String>> = LazyLock::new(|| {
    let lines = tables::lines().into_iter();
    lines.flat_map(|line| line.responses).collect()
});

proptest! {
    #![proptest_config(law())]

    #[test]
    fn every_response_is_judged_and_always_the_same(
        seat in any::<prop::sample::Index>(), other in any::<prop::sample::Index>(), first in response(&TYPED), second in response(&TYPED)
    ) {
        let (model, ask, row) = BENCH.at(seat.index(BENCH.count()));
        let desk = Desk { model, ask, row, earlier: &[] };
        let read = reading(desk, &second, None);
        // What cannot be read is the same before and after it is given.
        let unread = matches!(read.state, State::Unreadable | State::Unfinished);
        let (once, again) = (judge(desk, &second), judge(desk, &second));
        prop_assert_eq!(unread, once.outcome == Outcome::Unreadable);
        for markup in [&read.mathml, &read.says] {
            let tags = balanced(markup);
            prop_assert!(tags.is_ok(), "{}: {}", tags.unwrap_err(), markup);
        }
        prop_assert_eq!(format!("{once:?}"), format!("{again:?}"));
        well_formed(&once, &second)?;
        let earlier = [Earlier { ask: elsewhere(model, ask, other), row: row.clone(), text: first }];
        let later = judge(Desk { earlier: &earlier, ..desk }, &second);
        prop_assert_eq!(verdict(&once), verdict(&later), "{:?} behind {:?}", second, earlier);
        well_formed(&later, &second)?;
    }
}

/// The id of another ask of the same task; none where there is only one.
fn elsewhere(model: &Model, ask: &Ask, other: prop::sample::Index) -> String {
    let others: Vec<&Ask> = model.asks.iter().filter(|a| a.id != ask.id).collect();
    if others.is_empty() {
        String::new()
    } else {
        other.get(&others).id.clone()
    }
}

/// All but the words, which may speak of what was counted elsewhere.
fn verdict(feedback: &Feedback) -> String {
    let Feedback {
        outcome,
        idea,
        way,
        fits,
        of,
        found,
        read_as,
        ..
    } = feedback;
    format!("{outcome:?} {idea:?} {way:?} {fits:?} {of:?} {found:?} {read_as:?}")
}

fn well_formed(feedback: &Feedback, response: &str) -> Result<(), TestCaseError> {
    let tags = balanced(&feedback.says);
    prop_assert!(
        tags.is_ok(),
        "{:?}: {} in {}",
        response,
        tags.unwrap_err(),
        feedback.says
    );
    let blank = response.trim().is_empty();
    prop_assert!(
        !blank || feedback.outcome == Outcome::Empty,
        "{:?} is {:?}",
        response,
        feedback.outcome
    );
    Ok(())
}

#[test]
fn every_feedback_of_the_tables_is_well_formed() {
    for line in tables::lines() {
        let feedback = SHELF.feedback(&line).expect("a row that can be tried");
        assert_eq!(
            balanced(&feedback.says),
            Ok(()),
            "{}: {}",
            line.at,
            feedback.says
        );
    }
}

#[test]
fn a_model_is_the_same_after_its_way_to_the_page() {
    for task in SHELF.tasks() {
        let text = wire::write(&task.model);
        let again = wire::read(&text).expect("what is written is read");
        assert_eq!(wire::write(&again), text, "{}", task.name);
    }
}

#[test]
fn the_page_says_what_the_build_says() {
    for line in tables::lines() {
        let (task, ask, row) = SHELF.desk(&line.address, &line.case).expect("a desk");
        let carried = wire::read(&wire::write(&task.model)).expect("a model");
        let there = carried
            .asks
            .iter()
            .find(|other| other.id == ask.id)
            .expect("the ask");
        if let Some(text) = line.responses.last() {
            let here = judge(
                Desk {
                    model: &task.model,
                    ask,
                    row: &row,
                    earlier: &[],
                },
                text,
            );
            let there = judge(
                Desk {
                    model: &carried,
                    ask: there,
                    row: &row,
                    earlier: &[],
                },
                text,
            );
            assert_eq!(format!("{here:?}"), format!("{there:?}"), "{}", line.at);
        }
    }
}

#[test]
fn every_ask_accepts_its_own_answer() {
    for task in SHELF.tasks() {
        let mut trouble = Vec::new();
        prove(task, &mut trouble);
        let refused: Vec<&Diagnostic> = trouble.iter().filter(|d| d.code == "no-answer").collect();
        assert!(refused.is_empty(), "{}: {refused:?}", task.name);
    }
}
