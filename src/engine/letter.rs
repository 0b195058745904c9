//! Owns what a letter is and which letters are the same but for their size. The tables of the standard library, for every
//! script there ever was, would be a fifteenth of what the page carries.

/// Beyond ASCII, what is no letter: signs, punctuation, blanks, digits, marks, pictures. All else is one, in any script.
const NO_LETTERS: &[(char, char)] = &[
    ('\u{80}', '©'),
    ('«', '´'),
    ('¶', '¹'),
    ('»', '¿'),
    ('×', '×'),
    ('÷', '÷'),
    ('\u{300}', '\u{36f}'),
    ('\u{600}', '\u{60f}'),
    ('\u{61b}', '\u{61f}'),
    ('\u{660}', '\u{66d}'),
    ('\u{6d4}', '\u{6d4}'),
    ('\u{6f0}', '\u{6f9}'),
    ('\u{964}', '\u{96f}'),
    ('\u{1680}', '\u{1680}'),
    ('\u{2000}', '\u{2070}'),
    ('\u{2072}', '\u{207e}'),
    ('\u{2080}', '\u{208f}'),
    ('\u{20a0}', '\u{20ff}'),
    ('⅐', '⅟'),
    ('↉', '\u{24b5}'),
    ('\u{24ea}', '\u{2bff}'),
    ('\u{2e00}', '\u{2e2e}'),
    ('\u{2e30}', '\u{3004}'),
    ('\u{3008}', '\u{3020}'),
    ('\u{302a}', '\u{3030}'),
    ('\u{e000}', '\u{f8ff}'),
    ('\u{fe10}', '\u{fe6f}'),
    ('\u{fefd}', '\u{ff20}'),
    ('\u{ff3b}', '\u{ff40}'),
    ('\u{ff5b}', '\u{ff65}'),
    ('\u{ffe0}', '\u{ffff}'),
    ('\u{1f000}', '\u{1faff}'),
];

/// Capital letters beyond ASCII, first and last, and how far behind each its small one stands; 1 where the two take turns.
const CAPITALS: &[(char, char, u32)] = &[
    ('À', 'Ö', 32),
    ('Ø', 'Þ', 32),
    ('Ā', 'Į', 1),
    ('Ĳ', 'Ķ', 1),
    ('Ĺ', 'Ň', 1),
    ('Ŋ', 'Ŷ', 1),
    ('Ź', 'Ž', 1),
    ('Ɓ', 'Ɓ', 210),
    ('Ɔ', 'Ɔ', 206),
    ('Ɗ', 'Ɗ', 205),
    ('Ə', 'Ə', 202),
    ('Ɛ', 'Ɛ', 203),
    ('Ƙ', 'Ƙ', 1),
    ('Ơ', 'Ƥ', 1),
    ('Ư', 'Ư', 1),
    ('Ǎ', 'Ǜ', 1),
    ('Ǟ', 'Ǯ', 1),
    ('Ǹ', 'Ȟ', 1),
    ('Ȣ', 'Ȳ', 1),
    ('Ά', 'Ά', 38),
    ('Έ', 'Ί', 37),
    ('Ό', 'Ό', 64),
    ('Ύ', 'Ώ', 63),
    ('Α', 'Ρ', 32),
    ('Σ', 'Ϋ', 32),
    ('ς', 'ς', 1),
    ('Ѐ', 'Џ', 80),
    ('А', 'Я', 32),
    ('Ѡ', 'Ҁ', 1),
    ('Ҋ', 'Ҿ', 1),
    ('Ӂ', 'Ӎ', 1),
    ('Ӑ', 'Ԯ', 1),
    ('Ա', 'Ֆ', 48),
    ('Ḁ', 'Ẕ', 1),
    ('Ạ', 'Ỿ', 1),
];

/// Whether a sign is a letter of some script.
pub fn is_letter(sign: char) -> bool {
    if sign.is_ascii() {
        return sign.is_ascii_alphabetic();
    }
    let other = |(first, last): &(char, char)| (*first..=*last).contains(&sign);
    !NO_LETTERS.iter().any(other)
}

/// Whether a text is one letter.
pub fn is_one_letter(text: &str) -> bool {
    let mut signs = text.chars();
    signs.next().is_some_and(is_letter) && signs.next().is_none()
}

/// The small letter of a capital one; anything else as it is.
pub fn small(sign: char) -> char {
    if sign.is_ascii() {
        return sign.to_ascii_lowercase();
    }
    for (first, last, behind) in CAPITALS {
        if (*first..=*last).contains(&sign) {
            let at = u32::from(sign) - u32::from(*first);
            let behind = if *behind == 1 { 1 - at % 2 } else { *behind };
            return char::from_u32(u32::from(sign) + behind).unwrap_or(sign);
        }
    }
    sign
}

/// The text in small letters; `İ` and `Ÿ` stay as they are.
pub fn fold(text: &str) -> String {
    let mut folded = String::new();
    for sign in text.chars() {
        folded.push(small(sign));
    }
    folded
}

/// Whether two texts are the same but for the size of their letters.
pub fn alike(one: &str, other: &str) -> bool {
    one.chars().map(small).eq(other.chars().map(small))
}

/// The text without the digits at its end: `n` of `n1`.
pub fn stem(text: &str) -> &str {
    text.trim_end_matches(|sign: char| sign.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_of_every_script_is_one() {
        let mut missed = ('\0'..=char::MAX)
            .filter(|sign| sign.is_alphabetic() && !is_letter(*sign))
            .filter(|sign| !matches!(sign, '\u{300}'..='\u{36f}' | '\u{1f130}'..='\u{1f189}'));
        assert_eq!(missed.next(), None);
    }

    #[test]
    fn no_blank_digit_or_sign_of_mathematics_is_one() {
        let blanks = ('\0'..=char::MAX).filter(|sign| sign.is_whitespace());
        let signs = "0٣۴９½⅓⅞↉²₂₁⁻−–·×÷∕√≤≥≠…∞°%€£₹$'’“„«»،؛؟٫٬٪।()[]{}|、，；：＝！？\u{200b}\u{200f}\u{feff}🙂🔺";
        for sign in blanks.chain(signs.chars()) {
            assert!(!is_letter(sign), "{sign:?}");
        }
    }

    #[test]
    fn capital_letters_become_small() {
        let living = ('\0'..'\u{180}')
            .chain('\u{386}'..'\u{3cf}')
            .chain('\u{400}'..'\u{530}')
            .chain('\u{531}'..'\u{590}')
            .chain('\u{1e00}'..'\u{1e9e}')
            .chain('\u{1ea0}'..'\u{1f00}');
        for sign in living.filter(|sign| !matches!(sign, 'İ' | 'Ÿ' | 'ς' | 'Ӏ')) {
            let known: String = sign.to_lowercase().collect();
            assert_eq!(fold(&sign.to_string()), known, "{sign}");
        }
    }

    #[test]
    fn only_the_size_may_differ() {
        for (one, other, same) in [
            ("KEINE", "keine", true),
            ("Θεός", "ΘΕΌΣ", true),
            ("ƠN", "ơn", true),
            ("Ɗaya", "ɗaya", true),
            ("Ț", "ț", true),
            ("ni", "n", false),
            ("ñ", "n", false),
            ("", "", true),
        ] {
            assert_eq!(alike(one, other), same, "{one} {other}");
        }
    }

    #[test]
    fn one_letter_is_one_sign() {
        for (text, is) in [
            ("n", true),
            ("Σ", true),
            ("", false),
            ("nm", false),
            ("5", false),
        ] {
            assert_eq!(is_one_letter(text), is, "{text}");
        }
    }
}
