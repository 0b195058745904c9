//! An author's own answers are right in every case, and what is beside them is not: small tasks of one drawn relation,
//! asked in every way. What is right is worked out here, not by the engine.

use crate::inputs::task_of;
use crate::law;
use lowfloor::engine::feedback::{Feedback, Outcome};
use lowfloor::engine::judge::{Desk, Earlier, judge};
use lowfloor::engine::model::Row;
use lowfloor::publish::has_errors;
use lowfloor::task::Task;
use lowfloor::theme::{Theme, theme};
use proptest::prelude::*;
use std::sync::LazyLock;

static THEME: LazyLock<Theme> = LazyLock::new(|| theme(&Default::default(), &mut Vec::new()));

/// A relation between n and m that only rises: `(a n² + b n m + c n + d m + e)/f`.
#[derive(Clone, Copy, Debug)]
struct Relation {
    a: i64,
    b: i64,
    c: i64,
    d: i64,
    e: i64,
    f: i64,
}

fn relation() -> impl Strategy<Value = Relation> {
    let mostly_none = || prop_oneof![2 => Just(0i64), 1 => 1i64..4];
    (
        mostly_none(),
        mostly_none(),
        1i64..6,
        1i64..4,
        0i64..7,
        1i64..4,
    )
        .prop_map(|(a, b, c, d, e, f)| Relation { a, b, c, d, e, f })
}

impl Relation {
    fn text(&self) -> String {
        let Relation { a, b, c, d, e, f } = self;
        format!("({a}n^2 + {b}n m + {c}n + {d}m + {e})/{f}")
    }

    /// The same, with a number for m and in another order.
    fn in_n(&self, m: i64) -> String {
        let Relation { a, b, c, d, e, f } = self;
        format!("n({a}n + {})/{f} + {}/{f}", b * m + c, d * m + e)
    }

    /// The value times f.
    fn top(&self, n: i64, m: i64) -> i64 {
        self.a * n * n + self.b * n * m + self.c * n + self.d * m + self.e
    }

    fn value(&self, n: i64, m: i64) -> String {
        format!("{}/{}", self.top(n, m), self.f)
    }

    fn near_value(&self, n: i64, m: i64) -> String {
        format!("{}/{}", self.top(n, m) + 1, self.f)
    }
}

/// A relation with the numbers of its cases.
#[derive(Clone, Copy, Debug)]
struct Drawn {
    relation: Relation,
    /// What m is bound to.
    m: i64,
    /// The cases of n.
    cases: [i64; 2],
    /// What is given where n, or n and m, are looked for: the value of this case, times f.
    goal: i64,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    (relation(), 1i64..6, 2i64..7, 1i64..4, 1i64..6, 0i64..2).prop_map(
        |(relation, m, first, more, at, beside)| Drawn {
            relation,
            m,
            cases: [first, first + more],
            goal: relation.top(at, m) + beside,
        },
    )
}

fn task(drawn: &Drawn) -> Task {
    let Drawn {
        relation,
        m,
        cases: [first, second],
        goal,
    } = drawn;
    let given = format!("goal = {goal}/{}", relation.f);
    let words = format!(
        "---\ntitle: T\n---\n\n## Value\n\n[[goal]]\n\n## Table\n\n[[goal for n = 3, 7, ?]]\n\n## Rule\n\n[[goal in n]]\n\n\
         ## Back\n\n[[n given {given}]]\n\n## All {{variant=free}}\n\n[[n, m given {given}; find all]]\n\n\
         ## Both {{variant=free}}\n\n[[goal in n, m]]\n"
    );
    let maths = format!(
        "quantities:\n  n: 1..\n  m: 1..\n  goal: {}\nvariants:\n  bound: {{m: {m}, n: [{first}, {second}]}}\n  \
         free: {{n: [{first}, {second}], m: [{m}, {first}]}}\n",
        relation.text()
    );
    let (task, trouble, _) = task_of(&THEME, &words, &maths);
    let told: Vec<String> = trouble
        .iter()
        .map(|found| format!("{}: {}", found.code, found.message))
        .collect();
    assert!(!has_errors(&trouble), "{drawn:?}: {told:?}");
    task
}

/// What the last of these responses gets, in the first case or the second.
fn said(task: &Task, ask: &str, case: usize, responses: &[String]) -> Feedback {
    let model = &task.model;
    let ask = model
        .asks
        .iter()
        .find(|found| found.id == ask)
        .expect("the ask");
    let row: &Row = &model.variant_of_ask(ask).expect("a variant").rows[case];
    let (last, before) = responses.split_last().expect("a response");
    let earlier = before.iter().map(|text| Earlier {
        ask: ask.id.clone(),
        row: row.clone(),
        text: text.clone(),
    });
    let earlier: Vec<Earlier> = earlier.collect();
    judge(
        Desk {
            model,
            ask,
            row,
            earlier: &earlier,
        },
        last,
    )
}

fn comes(
    task: &Task,
    ask: &str,
    case: usize,
    response: &str,
    right: bool,
) -> Result<(), TestCaseError> {
    let came = said(task, ask, case, &[response.to_string()]);
    prop_assert_eq!(
        came.outcome == Outcome::Right,
        right,
        "{} {}: {:?}",
        ask,
        response,
        came
    );
    Ok(())
}

fn values_are_right(drawn: &Drawn, task: &Task) -> Result<(), TestCaseError> {
    let Drawn {
        relation, m, cases, ..
    } = drawn;
    for (case, n) in cases.iter().enumerate() {
        comes(task, "value:1", case, &relation.value(*n, *m), true)?;
        comes(task, "value:1", case, &relation.near_value(*n, *m), false)?;
        let (three, seven) = (relation.value(3, *m), relation.value(7, *m));
        let own = format!("20: {}", relation.value(20, *m));
        comes(
            task,
            "table:1",
            case,
            &format!("{three}; {seven}; {own}"),
            true,
        )?;
        comes(
            task,
            "table:1",
            case,
            &format!("{seven}; {three}; {own}"),
            false,
        )?;
    }
    Ok(())
}

fn rules_are_right(drawn: &Drawn, task: &Task) -> Result<(), TestCaseError> {
    let Drawn { relation, m, .. } = drawn;
    for (ask, text) in [
        ("rule:1", relation.in_n(*m)),
        ("rule:1", relation.text()),
        ("both:1", relation.text()),
    ] {
        comes(task, ask, 0, &text, true)?;
        comes(task, ask, 0, &format!("{text} + n"), false)?;
        comes(task, ask, 0, &format!("{text} + 1/1000"), false)?;
    }
    Ok(())
}

/// The cases with the wanted value; m alone where it is bound. The relation rises in both, so no other ones are looked at.
fn found(drawn: &Drawn, bound: bool) -> Vec<(i64, i64)> {
    let others = if bound {
        drawn.m..=drawn.m
    } else {
        1..=drawn.goal
    };
    let mut found = Vec::new();
    for m in others {
        let value = |n: &i64| drawn.relation.top(*n, m);
        let n = (1..).find(|n| value(n) >= drawn.goal);
        found.extend(n.filter(|n| value(n) == drawn.goal).map(|n| (n, m)));
    }
    found
}

fn inverses_are_right(drawn: &Drawn, task: &Task) -> Result<(), TestCaseError> {
    let answers = found(drawn, true);
    for (n, _) in &answers {
        comes(task, "back:1", 0, &n.to_string(), true)?;
    }
    comes(task, "back:1", 0, "none", answers.is_empty())?;
    let not = (1..)
        .find(|n| !answers.iter().any(|(other, _)| other == n))
        .expect("a number");
    comes(task, "back:1", 0, &not.to_string(), false)
}

fn all_are_found(drawn: &Drawn, task: &Task) -> Result<(), TestCaseError> {
    let answers: Vec<String> = found(drawn, false)
        .iter()
        .map(|(n, m)| format!("{n}, {m}"))
        .collect();
    comes(task, "all:1", 0, "none", answers.is_empty())?;
    for at in [0, answers.len() / 2, answers.len().saturating_sub(1)] {
        if answers.is_empty() {
            break;
        }
        let came = said(task, "all:1", 0, &answers[..=at]);
        let want = (Outcome::New, Some(at + 1), Some(answers.len()));
        prop_assert_eq!((came.outcome, came.found, came.of), want, "{}", answers[at]);
    }
    if let Some(last) = answers.last() {
        let again = [answers.clone(), vec![last.clone()]].concat();
        prop_assert_eq!(said(task, "all:1", 0, &again).outcome, Outcome::Again);
    }
    Ok(())
}

proptest! {
    #![proptest_config(law())]

    #[test]
    fn own_answers_are_right_in_every_case(drawn in drawn()) {
        let task = task(&drawn);
        values_are_right(&drawn, &task)?;
        rules_are_right(&drawn, &task)?;
        inverses_are_right(&drawn, &task)?;
        all_are_found(&drawn, &task)?;
    }
}
