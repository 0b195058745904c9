//! Owns the warning about a quantity in single brackets or braces, which was most likely meant as an ask or a hole; knows nothing
//! of the text round it.

use super::Reading;
use crate::diagnostic::Diagnostic;
use crate::markdown::Source;

/// Reports those of the bracketed words that are names of quantities.
pub fn report(found: &[Source], reading: &mut Reading) {
    for source in found {
        let name = source.text.trim_matches(['[', ']', '{', '}']).trim();
        if reading.model.quantity(name).is_none() {
            continue;
        }
        let (what, meant) = match source.text.starts_with('[') {
            true => ("an ask has", format!("[[{name}]]")),
            false => ("a hole has", format!("{{{{ {name} }}}}")),
        };
        let message = format!(
            "`{}` is shown as it stands: {what} double ones",
            source.text
        );
        let open = source.text.get(..1).unwrap_or("[");
        let fault = Diagnostic::warning("lost-brackets", source.at.clone(), message);
        reading.trouble.push(fault.help(format!(
            "write `{meant}`, or `\\{open}` where the sign itself is meant"
        )));
    }
}
