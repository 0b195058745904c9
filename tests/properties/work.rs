//! A student's work is read as it was written, as text and as code; hostile work is refused or harmless.

use crate::law;
use lowfloor::engine::work::{Given, LONGEST, MOST, Work, code, read, write};
use proptest::prelude::*;

/// Texts as students type them, with everything that must be escaped.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9n+×²√ ]{1,12}",
        "([^\\p{Cc}]|[\n\t\r\\\\]){0,20}",
        prop::sample::select(vec!["20", "\\n", "a\nb", "name\tx", "lf1.", "⇥"])
            .prop_map(str::to_string),
    ]
}

fn given() -> impl Strategy<Value = Given> {
    let ask = prop::sample::select(vec!["count:1", "any-pool:2", "פתח:1", "\\t:1"]);
    let case = prop::sample::select(vec!["0", "12", "n=5,m=8"]);
    (ask, case, text()).prop_map(|(ask, case, text)| Given {
        ask: ask.to_string(),
        case: case.to_string(),
        text,
    })
}

fn work() -> impl Strategy<Value = Work> {
    let name = "([^\\p{Cc}]{0,30})";
    let given = prop::collection::vec(given(), 0..30);
    ("[a-z-]{1,12}", name, text(), given).prop_map(|(task, name, bring, given)| Work {
        task,
        name,
        bring,
        given,
    })
}

proptest! {
    #![proptest_config(law())]

    #[test]
    fn what_is_written_is_read(work in work()) {
        let text = write(&work);
        prop_assert_eq!(read(&text), Ok(work.clone()));
        prop_assert_eq!(read(&code(&text)), Ok(work));
    }

    #[test]
    fn a_code_may_be_broken_over_lines(work in work(), at in 4usize..40) {
        let code = code(&write(&work));
        let lines: Vec<String> = code.as_bytes().chunks(at).map(|line| String::from_utf8_lossy(line).into()).collect();
        prop_assert_eq!(read(&lines.join("\r\n ")), Ok(work));
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>(), work in work(), cut in 0usize..400) {
        let whole = write(&work);
        let half: String = whole.chars().take(cut).collect();
        for text in [text.clone(), format!("lf1.{text}"), half.clone() + &text, whole + &text] {
            if let Ok(work) = read(&text) {
                prop_assert_eq!(read(&write(&work)), Ok(work));
            }
        }
    }

    #[test]
    fn the_latest_stay_where_not_all_fits(given in given(), long in 1usize..30_000, times in 2usize..12) {
        let one = Given { text: "4\\".repeat(long), ..given };
        let work = Work { task: "pool".into(), given: vec![one; times], ..Work::default() };
        let text = write(&work);
        prop_assert!(text.len() <= LONGEST);
        let kept = read(&text).expect("what was written").given;
        prop_assert!(kept.len() <= times && kept.iter().all(|given| work.given.contains(given)));
    }
}

#[test]
fn foreign_lines_are_refused() {
    let refused = [
        ("", "work-unknown"),
        ("lf1.!!", "work-unknown"),
        ("lowfloor work 2\tpool\n", "work-unknown"),
        ("lowfloor work 1\t\n", "work-unknown"),
        ("lowfloor work 1\tpool\nhello\n", "work-line"),
        ("lowfloor work 1\tpool\n\t0\t24\n", "work-line"),
        (
            "lowfloor work 1\tpool\na:1\t0\t24\nname\tMia\n",
            "work-line",
        ),
        ("lowfloor work 1\tpool\na:1\t0\t2\t4\n", "work-line"),
        ("lowfloor work 1\tpool\na:1\t0\t\\x\n", "work-line"),
        ("lowfloor work 1\tpool\na:1\t0\t\u{1f}\n", "work-line"),
    ];
    for (text, key) in refused {
        let error = read(text).expect_err(text);
        assert_eq!(error.key, key, "{text:?}");
    }
    let long = format!("lowfloor work 1\tpool\na:1\t0\t{}\n", "4".repeat(LONGEST));
    assert_eq!(read(&long).expect_err("long").key, "work-too-long");
}

#[test]
fn of_too_many_responses_the_latest_are_written_and_none_are_read() {
    let given = |at: usize| Given {
        ask: "a:1".into(),
        case: "0".into(),
        text: at.to_string(),
    };
    let given: Vec<Given> = (0..MOST + 5).map(given).collect();
    let work = Work {
        task: "pool".into(),
        name: String::new(),
        bring: String::new(),
        given: given.clone(),
    };
    let kept = read(&write(&work)).expect("what was written").given;
    assert_eq!(kept, given[5..]);
    let lines = "\t\t1\n".repeat(MOST);
    let text = format!("lowfloor work 1\tpool\na:1\t0\t1\n{lines}");
    assert_eq!(read(&text).expect_err("one too many").key, "work-too-many");
}
