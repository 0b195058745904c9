//! Owns the macros of the crate: an enumeration whose members are words of the format, and files built into the program.

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

/// Files of a folder with their text, by their path in it; the folder is seen from the file that calls.
#[cfg(not(target_arch = "wasm32"))]
macro_rules! built_in {
    ($folder:literal: $($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!($folder, $name)))),+]
    };
}
