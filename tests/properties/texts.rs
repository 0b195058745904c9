//! No text is too strange: tasks and formulas are read or refused, and every place that is told lies in its text.

use crate::formulas::{author, student, worth};
use crate::inputs::task_of;
use crate::law;
use crate::markup::balanced;
use crate::strange::hostile;
use lowfloor::diagnostic::{Diagnostic, Files};
use lowfloor::engine::present::present;
use lowfloor::engine::reader::read;
use lowfloor::task::Task;
use lowfloor::theme::{Theme, theme};
use proptest::prelude::*;
use std::sync::LazyLock;

static THEME: LazyLock<Theme> = LazyLock::new(|| theme(&Default::default(), &mut Vec::new()));

fn lines() -> impl Strategy<Value = String> {
    let line = prop::sample::select(vec![
        "## Count {.alone}\n",
        "## {{ n }} {#x}\n",
        "How many? [[tiles]]\n",
        "[[tiles for n = 3, ?]]\n",
        "[[tiles in n]]\n",
        "[[n given tiles = 20]]\n",
        "[[words]]\n",
        "> [!idea a: 4n] Look {{ answer }}.\n",
        "> [!if b: n is even] Yes?\n",
        "> [!way c: 4n + 4] So.\n",
        "> [!hint] Try.\n",
        "> [!teacher] Wait.\n",
        "\n",
        "\n",
        "- [x] yes\n",
        "- [ ] no\n",
        "![A {{ n }}](pool \"n = 1, 2\")\n",
        "$x^{{ n }}$\n",
        "$$\\frac{1}{2}$$\n",
        "<b onclick=x>\n",
        "[a](javascript:x)\n",
        "| a | b |\n|---|---|\n| {{ n }} | 2 |\n",
        "```\n[[no]]\n```\n",
        "<!-- {{ n }} -->\n",
        "> [!idea",
        "[[",
        "{{ ",
        "]]",
        "}}",
        "é🏊",
        "---\n",
        "\t",
        "    ",
        "\u{0}",
    ]);
    let any_line = prop_oneof![4 => line.prop_map(str::to_string), 1 => any::<String>()];
    prop::collection::vec(any_line, 0..16)
        .prop_map(|lines| format!("---\ntitle: T\n---\n\n{}", lines.concat()))
}

fn maths() -> impl Strategy<Value = String> {
    let line = prop::sample::select(vec![
        "quantities:\n",
        "  n: 1..20\n",
        "  m: [1, 2]\n",
        "  tiles: 4n + 4\n",
        "  x: {is: max(n, 3)}\n",
        "  y: any 0..1\n",
        "  tiles: tiles\n",
        "variants:\n",
        "  a: {n: [5, 7], m: n}\n",
        "  b: {n: 3}\n",
        "where: n > 2\n",
        "figures:\n",
        "  pool:\n",
        "    grid: {rows: n, columns: n}\n",
        "    cells:\n",
        "      tile: otherwise\n",
        "    labels: {n: left}\n",
        "    lay:\n",
        "      tile: [row > 1]\n",
        "- x\n",
        "&a *a\n",
        "\t",
        "{",
        "}",
        "[",
        "'",
        "\"",
        ": ",
        "é🏊",
        "# c\n",
        "\n",
        "!!x",
        "|\n",
        "? ",
        "%YAML\n",
        "…",
        "\u{0}",
    ]);
    let any_line = prop_oneof![6 => line.prop_map(str::to_string), 1 => any::<String>()];
    prop::collection::vec(any_line, 0..18).prop_map(|lines| lines.concat())
}

fn places_are_true(trouble: &[Diagnostic], files: &Files) -> Result<(), TestCaseError> {
    for found in trouble {
        let places = found
            .at
            .iter()
            .chain(found.notes.iter().filter_map(|(at, _)| at.as_ref()));
        for at in places {
            let text = &files.get(at.file).expect("a file").text;
            prop_assert!(
                text.get(at.range.clone()).is_some(),
                "{}: {:?} of {:?}",
                found.code,
                at.range,
                text
            );
        }
    }
    lowfloor::diagnostic::text(trouble, files, false);
    lowfloor::diagnostic::json(trouble, files);
    let overlay = lowfloor::diagnostic::html(trouble, files);
    prop_assert!(balanced(&overlay).is_ok(), "{:?}", balanced(&overlay));
    Ok(())
}

proptest! {
    #![proptest_config(law())]

    #[test]
    fn no_text_is_too_strange_to_be_read(words in lines(), maths in maths()) {
        let (task, trouble, files) = task_of(&THEME, &words, &maths);
        places_are_true(&trouble, &files)?;
        if !lowfloor::publish::has_errors(&trouble) {
            sections_are_whole(&task)?;
        }
    }

    #[test]
    fn no_formula_is_too_strange_to_be_read(text in hostile()) {
        for scope in [author(), student()] {
            match read(&text, &scope) {
                Ok(expr) => drop(worth(&expr)),
                Err(error) => prop_assert!(text.get(error.range.clone()).is_some(), "{:?} of {:?}", error.range, text),
            }
        }
    }
}

fn sections_are_whole(task: &Task) -> Result<(), TestCaseError> {
    for section in &task.model.sections {
        let variant = task.model.variant_of(section).expect("a variant");
        for row in &variant.rows {
            for slot in present(&task.model, section, row) {
                prop_assert!(!slot.contains("{{"), "{}", slot);
            }
        }
    }
    Ok(())
}
