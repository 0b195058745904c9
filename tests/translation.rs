//! A translation carries the words alone: what it may not say, and what it lacks, is told at its place.

#[allow(dead_code)]
mod scratch;

use lowfloor::engine::judge::{Desk, judge};
use lowfloor::publish::{has_errors, library};

const WORDS: &str = "---\ntitle: The shop\nunits: {price: [euro, euros]}\n---\n\n\
    ## Pay {.pair}\n\nHere are {{ n }} pens. How much? [[price]]\n\n> [!idea no-bag: 3n] Who pays for the bag?\n\n\
    > [!assess] Ask for the bag.\n\n\
    > [!hint] Begin with one.\n\n> [!teacher goal] There and back.\n\n## Back\n\nHow many for 17? [[n given price = 17]]\n\n- [x] It grows.\n- [ ] It falls.\n";
const MATHS: &str = "quantities:\n  n: 1..20\n  price: 3n + 2\n\nvariants:\n  some: {n: [1, 4]}\n";
const GERMAN: &str = "---\ntitle: Der Laden\nunits: {price: [Euro, Euro]}\n---\n\n\
    ## Zahlen\n\nHier sind {{ n }} Stifte. Wie viel? [[price]]\n\n> [!idea no-bag] Wer zahlt die Tüte?\n\n\
    > [!assess] Frag nach der Tüte.\n\n\
    > [!hint] Beginne mit einem.\n\n> [!teacher goal] Hin und zurück.\n\n## Zurück\n\nWie viele für 17? [[n given price = 17]]\n\n- [ ] Es wächst.\n- [ ] Es fällt.\n";

/// What is said about a task with this translation, a line each: code, line, message.
fn said(name: &str, german: &str) -> Vec<String> {
    let folder = scratch::empty(&format!("translation-{name}"));
    scratch::write(&folder.join("tasks/shop/task.md"), WORDS);
    scratch::write(&folder.join("tasks/shop/variants.yaml"), MATHS);
    scratch::write(&folder.join("tasks/shop/task.de.md"), german);
    let library = library(&folder);
    let line = |at: &lowfloor::diagnostic::Place| {
        let text = &library.sources.files.get(at.file).expect("a file").text;
        text[..at.range.start].lines().count().max(1)
            + usize::from(text[..at.range.start].ends_with('\n'))
    };
    let faults = library.trouble.iter();
    faults
        .map(|fault| {
            format!(
                "{} {}: {}",
                fault.code,
                fault.at.as_ref().map_or(0, line),
                fault.message
            )
        })
        .collect()
}

#[test]
fn what_a_translation_says_and_lacks_is_told() {
    let rows: [(&str, &str, &str, &[&str]); 12] = [
        ("whole", "", "", &[]),
        (
            "hint",
            "> [!hint] Beginne mit einem.\n\n",
            "",
            &["translation-lags 6: the translation lags behind the original: it lacks 1 `[!hint]`"],
        ),
        (
            "front",
            "units: {price: [Euro, Euro]}\n",
            "",
            &["translation-lags 2: the translation lags behind the original: it lacks `units`"],
        ),
        (
            "assess",
            "> [!assess] Frag nach der Tüte.\n\n",
            "",
            &[
                "translation-lags 6: the translation lags behind the original: it lacks 1 `[!assess]`",
            ],
        ),
        (
            "part",
            "[!teacher goal]",
            "[!teacher]",
            &[
                "translation-lags 6: the translation lags behind the original: it lacks 1 `[!teacher goal]`",
            ],
        ),
        (
            "idea",
            "> [!idea no-bag] Wer zahlt die Tüte?\n\n> [!assess] Frag nach der Tüte.\n\n",
            "",
            &[
                "translation-lags 6: the translation lags behind the original: it lacks `idea no-bag`, 1 `[!assess]`",
            ],
        ),
        (
            "ask",
            "[[price]]",
            "[[n]]",
            &["other-ask 8: the original asks `[[price]]` here"],
        ),
        (
            "no-ask",
            "[[price]]",
            "",
            &["other-ask 6: this section lacks `[[price]]`"],
        ),
        (
            "stranger",
            "[!idea no-bag]",
            "[!idea no-bags]",
            &[
                "unknown-idea 10: the original has no `[!idea no-bags]` behind this ask",
                "translation-lags 6: the translation lags behind the original: it lacks `idea no-bag`",
            ],
        ),
        (
            "settings",
            "## Zahlen",
            "## Zahlen {minutes=5}",
            &[
                "heading-attribute 6: what a section is, how long and with which numbers, is said in the original alone",
            ],
        ),
        (
            "tick",
            "- [ ] Es fällt.",
            "- [x] Es fällt.",
            &["choice-mark 23: this item is not ticked in the original"],
        ),
        (
            "section",
            "## Zurück",
            "## Zurück {#bag}",
            &["unknown-section 18: the original has no section `bag`"],
        ),
    ];
    for (name, from, to, expected) in rows {
        let german = GERMAN.replacen(from, to, usize::from(!from.is_empty()));
        let mut said = said(name, &german);
        said.retain(|line| !line.starts_with("ready-made"));
        let listed = expected
            .iter()
            .all(|line| said.iter().any(|said| said == line));
        assert!(
            listed && (said.len() == expected.len() || name == "section"),
            "{name}: {said:#?}"
        );
    }
}

#[test]
fn a_translation_is_judged_in_its_language() {
    let folder = scratch::empty("translation-judged");
    scratch::write(&folder.join("tasks/shop/task.md"), WORDS);
    scratch::write(&folder.join("tasks/shop/variants.yaml"), MATHS);
    scratch::write(&folder.join("tasks/shop/task.de.md"), GERMAN);
    let library = library(&folder);
    assert!(!has_errors(&library.trouble));
    let german = &library.tasks[0].translations[0];
    assert_eq!(german.path(), "shop/de");
    let ask = &german.model.asks[0];
    let row = &german.model.variants[0].rows[0];
    let desk = Desk {
        model: &german.model,
        ask,
        row,
        earlier: &[],
    };
    for (typed, outcome, idea) in [
        ("5 Euro", "right", None),
        ("5,0", "right", None),
        ("3 Euro", "not-yet", Some("no-bag")),
    ] {
        let feedback = judge(desk, typed);
        assert_eq!(
            (feedback.outcome.word(), feedback.idea.as_deref()),
            (outcome, idea),
            "{typed}"
        );
    }
    assert!(judge(desk, "3").says.contains("Tüte"));
    let ids: Vec<&str> = german
        .sections
        .iter()
        .map(|section| section.id.as_str())
        .collect();
    assert_eq!(ids, ["pay", "back"]);
}

#[test]
fn a_translation_is_into_another_language_than_the_original() {
    let folder = scratch::empty("translation-same");
    scratch::write(&folder.join("site.yaml"), "language: de\n");
    scratch::write(&folder.join("tasks/shop/task.md"), WORDS);
    scratch::write(&folder.join("tasks/shop/variants.yaml"), MATHS);
    scratch::write(&folder.join("tasks/shop/task.de.md"), GERMAN);
    let codes = || -> Vec<&str> {
        let faults = library(&folder).trouble;
        faults.iter().map(|fault| fault.code).collect()
    };
    assert_eq!(codes(), ["unknown-language"]);
    let english = WORDS.replacen("title:", "language: en\ntitle:", 1);
    scratch::write(&folder.join("tasks/shop/task.md"), &english);
    assert_eq!(codes(), [""; 0]);
}
