use super::*;
use std::collections::BTreeSet;

/// The codes of all languages of the default theme.
fn languages() -> Vec<&'static str> {
    let names = DEFAULT.iter().map(|(name, _)| *name);
    let codes = names.filter_map(|name| name.strip_prefix("words/")?.strip_suffix(".yaml"));
    codes.collect()
}

/// The words of one file as they are written, by table and key, in order.
fn written(language: &str) -> Vec<(String, String)> {
    let name = format!("words/{language}.yaml");
    let (_, text) = DEFAULT.iter().find(|(n, _)| *n == name).expect("a file");
    let mut trouble = Vec::new();
    let (_, words) = words_file(&name, text, &mut trouble).expect("words");
    assert!(trouble.is_empty(), "{language}: {trouble:?}");
    let tables = [
        ("engine", words.engine),
        ("page", words.page),
        ("teacher", words.teacher),
    ];
    let named = tables.into_iter().flat_map(|(table, words)| {
        let pairs = words.0.into_iter();
        pairs.map(move |(key, text)| (format!("{table}: {key}"), text))
    });
    named.collect()
}

/// The numbers of the holes of a sentence.
fn holes(sentence: &str) -> BTreeSet<usize> {
    let mut holes = BTreeSet::new();
    fill(sentence, &mut |piece| {
        if let Piece::Hole(at) = piece {
            holes.insert(at + 1);
        }
    });
    holes
}

#[test]
fn every_language_has_the_sentences_of_english_in_the_same_order() {
    let english: Vec<String> = written("en").into_iter().map(|(key, _)| key).collect();
    assert!(languages().len() >= 5, "{:?}", languages());
    for language in languages() {
        let keys: Vec<String> = written(language).into_iter().map(|(key, _)| key).collect();
        let missing: Vec<_> = english.iter().filter(|key| !keys.contains(key)).collect();
        let strange: Vec<_> = keys.iter().filter(|key| !english.contains(key)).collect();
        assert!(
            missing.is_empty(),
            "words/{language}.yaml lacks {missing:?}"
        );
        assert!(strange.is_empty(), "words/{language}.yaml has {strange:?}");
        assert_eq!(keys, english, "the order of words/{language}.yaml");
    }
}

#[test]
fn every_sentence_has_the_holes_of_the_english_one() {
    for language in languages() {
        for ((key, english), (_, own)) in written("en").iter().zip(written(language)) {
            assert_eq!(holes(&own), holes(english), "{language}, {key}: {own}");
            assert_eq!(own.is_empty(), english.is_empty(), "{language}, {key}");
        }
    }
}

#[test]
fn lists_of_words_are_words() {
    for language in languages() {
        let words = theme(&BTreeMap::new(), &mut Vec::new()).words(language);
        assert_eq!(words.code, language);
        for key in ["none", "by", "times", "and", "or", "estimate"] {
            let list = words.engine.list(&format!("{key}-words"));
            let different: BTreeSet<&String> = list.iter().collect();
            assert!(!list.is_empty(), "{language}: {key}");
            assert_eq!(list.len(), different.len(), "{language}: {list:?}");
        }
        let properties = words.engine.list("say-properties").len();
        assert_eq!(properties, 6, "{language}");
    }
}

#[test]
fn parts_of_a_sentence_keep_their_direction_where_it_runs_from_right_to_left() {
    let theme = theme(&BTreeMap::new(), &mut Vec::new());
    let said = |language: &str| {
        theme
            .words(language)
            .engine
            .say("right-value", &["4·6 = 24"])
    };
    assert_eq!(said("en"), "Yes: 4·6 = 24.");
    assert_eq!(said("ar"), "نعم: \u{2068}4·6 = 24\u{2069}.");
}

#[test]
fn a_theme_replaces_single_sentences_of_a_language() {
    let own = "page:\n  check: Los!\n".as_bytes().to_vec();
    let files = BTreeMap::from([("words/de.yaml".to_string(), own)]);
    let words = theme(&files, &mut Vec::new()).words("de-AT");
    assert_eq!(words.page.say("check", &[]), "Los!");
    assert_eq!(words.page.say("keep", &[]), "Merken");
    assert_eq!(words.decimal, ',');
}

#[test]
fn no_key_of_the_teachers_pages_stands_for_two_sentences() {
    for language in languages() {
        let keys = written(language).into_iter().map(|(key, _)| key);
        let mut teacher: Vec<String> = keys.filter(|key| key.starts_with("teacher: ")).collect();
        let all = teacher.len();
        teacher.sort();
        teacher.dedup();
        assert_eq!(teacher.len(), all, "{language}");
    }
}
