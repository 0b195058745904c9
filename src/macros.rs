//! Owns the one macro of the crate: an enumeration whose members are words of the format.

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($variant),* }
        impl $name {
            /// Every word of this sort, as it is written.
            pub const ALL: &'static [(&'static str, $name)] = &[$(($word, $name::$variant)),*];
            /// The word, as it is written.
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word),* }
            }
            /// The one that is written so.
            pub fn named(word: &str) -> Option<$name> {
                Self::ALL.iter().find(|(w, _)| *w == word).map(|(_, it)| *it)
            }
        }
    };
}
